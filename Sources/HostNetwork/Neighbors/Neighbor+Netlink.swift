#if os(Linux)
    internal import CHostNetwork
    internal import Packets

    extension Neighbor {
        /// What `RTM_NEWNEIGH` says; `nil` when it is another message or has no address.
        init?(_ message: borrowing NetlinkMessage) {
            guard message.type == Int(RTM_NEWNEIGH), message.payload.byteCount >= 12 else { return nil }
            let header = message.payload
            var address: IPAddress?
            var other = Neighbor(
                .v4(.unspecified), interfaceIndex: header.hostLong(4),
                state: NeighborState(rawValue: header.hostWord(8)))
            other.flags = NeighborFlags(rawValue: header.octet(10))
            var attributes = message.attributes(behind: 12)
            while let attribute = attributes.next() {
                let payload = attribute.payload
                switch attribute.type {
                case Int(NDA_DST): address = payload.address
                case Int(NDA_LLADDR):
                    if !payload.isEmpty {
                        other.linkLayerAddress = LinkLayerAddress(payload.octets(0, payload.byteCount))
                    }
                case Int(NDA_PROTOCOL): other.origin = RouteOrigin(rawValue: payload.octet(0))
                case Int(NDA_PROBES): other.probes = payload.hostLong(0)
                case Int(NDA_CACHEINFO):
                    other.sinceConfirmed = Self.duration(payload.hostLong(0))
                    other.sinceUsed = Self.duration(payload.hostLong(4))
                    other.sinceUpdated = Self.duration(payload.hostLong(8))
                default: break
                }
            }
            guard let address else { return nil }
            other.address = address
            self = other
        }

        /// Clock ticks of user space, of which there are 100 a second.
        private static func duration(_ ticks: UInt32) -> Duration { .milliseconds(Int64(ticks) * 10) }
    }
#endif
