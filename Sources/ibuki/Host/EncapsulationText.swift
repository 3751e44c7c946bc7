#if os(Linux)
    import HostNetwork
    import Packets

    /// What routes wrap packets in, as a person and as a program read it.
    enum EncapsulationText {
        /// ip(8)'s words: `encap ip id 5 src 0.0.0.0 dst 192.0.2.1 ttl 0 tos 0`.
        static func note(_ encapsulation: RouteEncapsulation) -> String {
            var words = ["encap \(encapsulation.type)"]
            switch encapsulation {
            case .labels(let labels, let timeToLive):
                words.append(labels.map { "\($0)" }.joined(separator: "/"))
                if let timeToLive { words.append("ttl \(timeToLive)") }
            case .tunnel(let header):
                words.append("id \(header.identifier)")
                if let source = header.source { words.append("src \(source)") }
                if let destination = header.destination { words.append("dst \(destination)") }
                words.append(header.isIPv6 ? "hoplimit \(header.hopLimit)" : "ttl \(header.hopLimit)")
                words.append(header.isIPv6 ? "tc \(header.trafficClass)" : "tos \(header.trafficClass)")
            case .segments(let segments, let mode):
                let list = segments.map { "\($0)" }.joined(separator: " ")
                words.append("mode \(mode) segs \(segments.count) [ \(list) ]")
            case .other: break
            }
            return words.joined(separator: " ")
        }

        static func object(_ encapsulation: RouteEncapsulation) -> JSONObject {
            var object = JSONObject()
            object.add("type", encapsulation.type.description)
            switch encapsulation {
            case .labels(let labels, let timeToLive):
                object.add("labels", labels)
                if let timeToLive { object.add("hop_limit", timeToLive) }
            case .tunnel(let header):
                object.add("id", header.identifier)
                if let source = header.source { object.add("source", "\(source)") }
                if let destination = header.destination { object.add("destination", "\(destination)") }
                object.add("hop_limit", header.hopLimit)
                object.add("traffic_class", header.trafficClass)
            case .segments(let segments, let mode):
                object.add("mode", mode.description)
                object.add("segments", segments.map { "\($0)" })
            case .other: break
            }
            return object
        }
    }
#endif
