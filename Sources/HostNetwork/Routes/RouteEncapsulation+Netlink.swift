#if os(Linux)
    internal import CHostNetwork
    internal import Packets

    extension RouteEncapsulation {
        /// What `RTA_ENCAP_TYPE` and the attributes of `RTA_ENCAP` say.
        init(_ type: EncapsulationType, _ attributes: consuming NetlinkAttributes) {
            switch type {
            case .mpls: self = Self.labels(attributes)
            case .ip, .ip6: self = Self.tunnel(attributes, isIPv6: type == .ip6)
            case .seg6: self = Self.segments(attributes) ?? .other(type)
            default: self = .other(type)
            }
        }

        private static func labels(_ attributes: consuming NetlinkAttributes) -> RouteEncapsulation {
            var labels: [UInt32] = []
            var timeToLive: UInt8?
            while let attribute = attributes.next() {
                let payload = attribute.payload
                switch attribute.type {
                case Int(MPLS_IPTUNNEL_DST):
                    // As on the wire: a label in the upper twenty bits of each four octets.
                    for offset in stride(from: 0, to: payload.byteCount - 3, by: 4) {
                        labels.append(payload.long(offset) >> 12)
                    }
                case Int(MPLS_IPTUNNEL_TTL): timeToLive = payload.number()
                default: break
                }
            }
            return .labels(labels, timeToLive: timeToLive)
        }

        /// IPv6's attributes have the numbers of IPv4's.
        private static func tunnel(
            _ attributes: consuming NetlinkAttributes, isIPv6: Bool
        ) -> RouteEncapsulation {
            var header = TunnelHeader(isIPv6: isIPv6)
            while let attribute = attributes.next() {
                let payload = attribute.payload
                switch attribute.type {
                case Int(LWTUNNEL_IP_ID.rawValue): header.identifier = payload.number(UInt64.self).bigEndian
                case Int(LWTUNNEL_IP_DST.rawValue): header.destination = payload.address
                case Int(LWTUNNEL_IP_SRC.rawValue): header.source = payload.address
                case Int(LWTUNNEL_IP_TTL.rawValue): header.hopLimit = payload.number()
                case Int(LWTUNNEL_IP_TOS.rawValue): header.trafficClass = payload.number()
                default: break
                }
            }
            return .tunnel(header)
        }

        /// `seg6_iptunnel_encap`: a mode, and the header of RFC 8754 section 2, which has the last segment first.
        private static func segments(_ attributes: consuming NetlinkAttributes) -> RouteEncapsulation? {
            // SEG6_IPTUNNEL_SRH of <linux/seg6_iptunnel.h>, whose types are not the C library's.
            guard let payload = attributes.first(1)?.payload,
                let header = payload.structure(chostnetwork_segments.self),
                let route = Layer<IPv6Routing.SegmentRoute>(
                    payload, from: MemoryLayout<chostnetwork_segments>.size, to: payload.byteCount)
            else { return nil }
            var segments: [IPv6Address] = []
            var items = route.segments
            while let segment = items.next() { segments.append(segment.value) }
            guard segments.count == Int(route.lastEntry) + 1 else { return nil }
            return .segments(segments.reversed(), mode: SegmentRoutingMode(rawValue: UInt32(bitPattern: header.mode)))
        }
    }
#endif
