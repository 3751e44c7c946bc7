#if os(Linux)
    internal import CHostNetwork
    internal import Packets

    extension Neighbor {
        /// What `RTM_NEWNEIGH` says; `nil` when it is another message or has no address.
        init?(_ message: borrowing NetlinkMessage) {
            guard message.type == Int(RTM_NEWNEIGH), let header = message.header(ndmsg.self) else { return nil }
            var address: IPAddress?
            var other = Neighbor(
                .v4(.unspecified), interfaceIndex: UInt32(bitPattern: header.ndm_ifindex),
                state: NeighborState(rawValue: header.ndm_state))
            other.flags = NeighborFlags(rawValue: header.ndm_flags)
            var attributes = message.attributes(behind: ndmsg.self)
            while let attribute = attributes.next() {
                let payload = attribute.payload
                switch attribute.type {
                case Int(NDA_DST): address = payload.address
                case Int(NDA_LLADDR):
                    if !payload.isEmpty {
                        other.linkLayerAddress = LinkLayerAddress(payload.octets(0, payload.byteCount))
                    }
                case Int(NDA_PROTOCOL): other.origin = RouteOrigin(rawValue: payload.number())
                case Int(NDA_PROBES): other.probes = payload.number()
                case Int(NDA_CACHEINFO):
                    let cache = payload.structure(over: nda_cacheinfo())
                    other.sinceConfirmed = Self.duration(cache.ndm_confirmed)
                    other.sinceUsed = Self.duration(cache.ndm_used)
                    other.sinceUpdated = Self.duration(cache.ndm_updated)
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
