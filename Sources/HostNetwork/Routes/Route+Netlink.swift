#if os(Linux)
    internal import CHostNetwork
    internal import SystemCalls
    internal import Packets

    extension Route {
        /// What `RTM_NEWROUTE` says of a route of the Internet protocols; `nil` when it is another message.
        init?(_ message: borrowing NetlinkMessage) {
            guard message.type == Int(RTM_NEWROUTE), let header = message.header(rtmsg.self) else { return nil }
            let any: IPAddress
            switch Int32(header.rtm_family) {
            case AF_INET: any = .v4(.unspecified)
            case AF_INET6: any = .v6(.unspecified)
            default: return nil
            }
            guard let everything = IPPrefix(any, length: 0) else { return nil }
            self.init(to: everything)
            typeOfService = header.rtm_tos
            table = RouteTable(rawValue: UInt32(header.rtm_table))
            origin = RouteOrigin(rawValue: header.rtm_protocol)
            scope = AddressScope(rawValue: header.rtm_scope)
            type = RouteType(rawValue: header.rtm_type)
            var hop = NextHop()
            hop.flags = NextHopFlags(rawValue: header.rtm_flags & 0xff)
            var hasHop = false
            let all = message.attributes(behind: rtmsg.self)
            var attributes = all
            while let attribute = attributes.next() {
                let payload = attribute.payload
                switch attribute.type {
                case Int(RTA_DST.rawValue):
                    guard let prefix = payload.address.flatMap({ IPPrefix($0, length: Int(header.rtm_dst_len)) }) else {
                        return nil
                    }
                    destination = prefix
                case Int(RTA_SRC.rawValue):
                    source = payload.address.flatMap { IPPrefix($0, length: Int(header.rtm_src_len)) }
                case Int(RTA_TABLE.rawValue): table = RouteTable(rawValue: payload.number())
                case Int(RTA_PRIORITY.rawValue): metric = payload.number()
                case Int(RTA_PREFSRC.rawValue): preferredSource = payload.address
                case Int(RTA_PREF.rawValue): preference = RouterPreference(rawValue: payload.number())
                case Int(RTA_NH_ID.rawValue): nextHopID = payload.number()
                case Int(RTA_METRICS.rawValue): metrics = RouteMetrics(attribute.attributes)
                case Int(RTA_MULTIPATH.rawValue): nextHops = NextHop.all(in: payload)
                case Int(RTA_CACHEINFO.rawValue):
                    // In clock ticks of user space, of which there are 100 a second; 0 for ever.
                    let ticks = payload.structure(over: rta_cacheinfo()).rta_expires
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
            case Int(RTA_OIF.rawValue): interfaceIndex = payload.number()
            case Int(RTA_GATEWAY.rawValue): gateway = payload.address
            case Int(RTA_ENCAP_TYPE.rawValue):
                let type = EncapsulationType(rawValue: payload.number())
                if let inner = all.first(Int(RTA_ENCAP.rawValue)) {
                    encapsulation = RouteEncapsulation(type, inner.attributes)
                }
            case Int(RTA_FLOW.rawValue):
                let realms = payload.number(UInt32.self)
                self.realms = RouteRealms(
                    source: UInt16(truncatingIfNeeded: realms >> 16), destination: UInt16(truncatingIfNeeded: realms))
            // A family's number and the address.
            case Int(RTA_VIA.rawValue):
                let family = MemoryLayout<sa_family_t>.size
                gateway = payload.clamped(family, payload.byteCount).address
            default: return false
            }
            return true
        }

        /// The ways of `RTA_MULTIPATH`: each a length, flags, weight and interface, then attributes.
        fileprivate static func all(in octets: RawSpan) -> [NextHop] {
            var hops: [NextHop] = []
            var offset = 0
            while let header = octets.structure(rtnexthop.self, at: offset) {
                let length = Int(header.rtnh_len)
                let fixed = MemoryLayout<rtnexthop>.size
                guard length >= fixed, offset + length <= octets.byteCount else { break }
                var hop = NextHop()
                hop.flags = NextHopFlags(rawValue: UInt32(header.rtnh_flags))
                hop.weight = Int(header.rtnh_hops) + 1
                hop.interfaceIndex = UInt32(bitPattern: header.rtnh_ifindex)
                let all = NetlinkAttributes(octets.clamped(offset + fixed, offset + length))
                var attributes = all
                while let attribute = attributes.next() { _ = hop.read(attribute, among: all) }
                hops.append(hop)
                offset += NetlinkMessage.aligned(length)
            }
            return hops
        }
    }

    extension RouteMetrics {
        fileprivate init(_ attributes: consuming NetlinkAttributes) {
            while let attribute = attributes.next() {
                let payload = attribute.payload
                switch attribute.type {
                case Int(RTAX_LOCK): locked = RouteMetricSet(rawValue: payload.number())
                case Int(RTAX_MTU): mtu = payload.number()
                case Int(RTAX_WINDOW): maximumWindow = payload.number()
                // In eighths and quarters of a millisecond.
                case Int(RTAX_RTT): roundTripTime = .microseconds(Int64(payload.number(UInt32.self)) * 125)
                case Int(RTAX_RTTVAR): roundTripVariation = .microseconds(Int64(payload.number(UInt32.self)) * 250)
                case Int(RTAX_SSTHRESH): slowStartThreshold = payload.number()
                case Int(RTAX_CWND): maximumCongestionWindow = payload.number()
                case Int(RTAX_ADVMSS): advertisedMSS = payload.number()
                case Int(RTAX_REORDERING): reordering = payload.number()
                case Int(RTAX_HOPLIMIT): if payload.number(UInt32.self) != .max { hopLimit = payload.number() }
                case Int(RTAX_INITCWND): initialCongestionWindow = payload.number()
                case Int(RTAX_FEATURES): features = RouteFeatures(rawValue: payload.number())
                case Int(RTAX_RTO_MIN): minimumRetransmissionTimeout = .milliseconds(Int64(payload.number(UInt32.self)))
                case Int(RTAX_INITRWND): initialReceiveWindow = payload.number()
                case Int(RTAX_QUICKACK): quickAcknowledgment = payload.number(UInt32.self) != 0
                case Int(RTAX_CC_ALGO): congestionControl = payload.text
                case Int(RTAX_FASTOPEN_NO_COOKIE): fastOpenWithoutCookie = payload.number(UInt32.self) != 0
                default: break
                }
            }
        }
    }
#endif
