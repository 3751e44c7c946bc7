internal import PacketProtocols
internal import Packets

/// What a datagram to a port carries, so that whoever usually listens there answers: who gets nothing that he understands says nothing.
enum DatagramGreeting {
    static func octets(for port: UInt16) -> [UInt8] {
        switch port {
        case 53: names("version.bind", type: 16, class: 3)
        case 5353: names("_services._dns-sd._udp.local", type: 12, class: 1)
        // A client's question of version 4, and no time. RFC 5905 section 7.3
        case 123: [0x23] + [UInt8](repeating: 0, count: 47)
        // Echo and chargen answer whatever they get.
        case 7, 13, 17, 19, 37: Array("\r\n".utf8)
        default: []
        }
    }

    private static func names(_ name: String, type: UInt16, class: UInt16) -> [UInt8] {
        let question = DNS.Question.with {
            $0.owner = DNSName(name)
            $0.type = DNS.RecordType(rawValue: type)
            $0.class = DNS.RecordClass(rawValue: `class`)
        }
        let message = Packet {
            DNS.with {
                $0.identifier = 0x6962
                $0.recursionDesired = true
                $0.questions = [question]
            }
        }
        // A question that is written here has no length that is too large.
        return (try? message.octets(in: .standard)) ?? []
    }
}
