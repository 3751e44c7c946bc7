#if os(Linux)
    internal import CHostNetwork
    internal import SystemCalls
    internal import Packets

    extension Route {
        /// What `RTM_NEWROUTE` says of a route of the Internet protocols; `nil` when it is another message.
        init?(_ message: borrowing NetlinkMessage) {
            guard message.type == Int(RTM_NEWROUTE), message.payload.byteCount >= 12 else { return nil }
            let header = message.payload
            let any: IPAddress
            switch Int32(header.octet(0)) {
            case AF_INET: any = .v4(.unspecified)
            case AF_INET6: any = .v6(.unspecified)
            default: return nil
            }
            guard let everything = IPPrefix(any, length: 0) else { return nil }
            self.init(to: everything)
            typeOfService = header.octet(3)
            table = RouteTable(rawValue: UInt32(header.octet(4)))
            origin = RouteOrigin(rawValue: header.octet(5))
            scope = AddressScope(rawValue: header.octet(6))
            type = RouteType(rawValue: header.octet(7))
            var hop = NextHop()
            hop.flags = NextHopFlags(rawValue: header.hostLong(8) & 0xff)
            var hasHop = false
            let all = message.attributes(behind: 12)
            var attributes = all
            while let attribute = attributes.next() {
                let payload = attribute.payload
                switch attribute.type {
                case Int(RTA_DST.rawValue):
                    guard let prefix = payload.address.flatMap({ IPPrefix($0, length: Int(header.octet(1))) }) else {
                        return nil
                    }
                    destination = prefix
                case Int(RTA_SRC.rawValue):
                    source = payload.address.flatMap { IPPrefix($0, length: Int(header.octet(2))) }
                case Int(RTA_TABLE.rawValue): table = RouteTable(rawValue: payload.hostLong(0))
                case Int(RTA_PRIORITY.rawValue): metric = payload.hostLong(0)
                case Int(RTA_PREFSRC.rawValue): preferredSource = payload.address
                case Int(RTA_PREF.rawValue): preference = RouterPreference(rawValue: payload.octet(0))
                case Int(RTA_NH_ID.rawValue): nextHopID = payload.hostLong(0)
                case Int(RTA_METRICS.rawValue): metrics = RouteMetrics(attribute.attributes)
                case Int(RTA_MULTIPATH.rawValue): nextHops = NextHop.all(in: payload)
                case Int(RTA_CACHEINFO.rawValue):
                    // In clock ticks of user space, of which there are 100 a second; 0 for ever.
                    let ticks = Int32(bitPattern: payload.hostLong(8))
                    if ticks != 0 { lifetime = .milliseconds(Int64(ticks) * 10) }
                default: if hop.read(attribute, among: all) { hasHop = true }
                }
            }
            if hasHop { nextHops = [hop] }
        }
    }

    extension NextHop {
        /// Takes in what an attribute says of the way on; `false` when it says nothing of it.
        fileprivate mutating func read(
            _ attribute: borrowing NetlinkAttribute, among all: borrowing NetlinkAttributes
        ) -> Bool {
            let payload = attribute.payload
            switch attribute.type {
            case Int(RTA_OIF.rawValue): interfaceIndex = payload.hostLong(0)
            case Int(RTA_GATEWAY.rawValue): gateway = payload.address
            case Int(RTA_ENCAP_TYPE.rawValue):
                let type = EncapsulationType(rawValue: payload.hostWord(0))
                if let inner = all.first(Int(RTA_ENCAP.rawValue)) {
                    encapsulation = RouteEncapsulation(type, inner.attributes)
                }
            case Int(RTA_FLOW.rawValue):
                let realms = payload.hostLong(0)
                self.realms = RouteRealms(
                    source: UInt16(truncatingIfNeeded: realms >> 16), destination: UInt16(truncatingIfNeeded: realms))
            // A family's number and the address.
            case Int(RTA_VIA.rawValue): gateway = payload.clamped(2, payload.byteCount).address
            default: return false
            }
            return true
        }

        /// The ways of `RTA_MULTIPATH`: each a length, flags, weight and interface, then attributes.
        fileprivate static func all(in octets: RawSpan) -> [NextHop] {
            var hops: [NextHop] = []
            var offset = 0
            while offset + 8 <= octets.byteCount {
                let length = Int(octets.hostWord(offset))
                guard length >= 8, offset + length <= octets.byteCount else { break }
                var hop = NextHop()
                hop.flags = NextHopFlags(rawValue: UInt32(octets.octet(offset + 2)))
                hop.weight = Int(octets.octet(offset + 3)) + 1
                hop.interfaceIndex = octets.hostLong(offset + 4)
                let all = NetlinkAttributes(octets.clamped(offset + 8, offset + length))
                var attributes = all
                while let attribute = attributes.next() { _ = hop.read(attribute, among: all) }
                hops.append(hop)
                offset += (length + 3) & ~3
            }
            return hops
        }
    }

    extension RouteMetrics {
        fileprivate init(_ attributes: consuming NetlinkAttributes) {
            while let attribute = attributes.next() {
                let payload = attribute.payload
                switch attribute.type {
                case Int(RTAX_LOCK): locked = RouteMetricSet(rawValue: payload.hostLong(0))
                case Int(RTAX_MTU): mtu = payload.hostLong(0)
                case Int(RTAX_WINDOW): maximumWindow = payload.hostLong(0)
                // In eighths and quarters of a millisecond.
                case Int(RTAX_RTT): roundTripTime = .microseconds(Int64(payload.hostLong(0)) * 125)
                case Int(RTAX_RTTVAR): roundTripVariation = .microseconds(Int64(payload.hostLong(0)) * 250)
                case Int(RTAX_SSTHRESH): slowStartThreshold = payload.hostLong(0)
                case Int(RTAX_CWND): maximumCongestionWindow = payload.hostLong(0)
                case Int(RTAX_ADVMSS): advertisedMSS = payload.hostLong(0)
                case Int(RTAX_REORDERING): reordering = payload.hostLong(0)
                case Int(RTAX_HOPLIMIT): if payload.hostLong(0) != .max { hopLimit = payload.hostLong(0) }
                case Int(RTAX_INITCWND): initialCongestionWindow = payload.hostLong(0)
                case Int(RTAX_FEATURES): features = RouteFeatures(rawValue: payload.hostLong(0))
                case Int(RTAX_RTO_MIN): minimumRetransmissionTimeout = .milliseconds(Int64(payload.hostLong(0)))
                case Int(RTAX_INITRWND): initialReceiveWindow = payload.hostLong(0)
                case Int(RTAX_QUICKACK): quickAcknowledgment = payload.hostLong(0) != 0
                case Int(RTAX_CC_ALGO): congestionControl = payload.text
                case Int(RTAX_FASTOPEN_NO_COOKIE): fastOpenWithoutCookie = payload.hostLong(0) != 0
                default: break
                }
            }
        }
    }
#endif
