import Packets

extension PacketPattern {
    /// The packet as the language writes it.
    var text: String {
        var words = [isInbound ? "<" : ">"]
        var header: [String] = []
        if let ecn = internet.ecn, ecn != .none { header.append(ecn.rawValue) }
        if let trafficClass = internet.trafficClass { header.append("tos 0x\(String(trafficClass, radix: 16))") }
        if let hopLimit = internet.hopLimit { header.append("ttl \(hopLimit)") }
        if !header.isEmpty { words.append("[\(header.joined(separator: ", "))]") }
        switch body {
        case .tcp(let segment): words.append(segment.text)
        case .udp(let count): words.append("udp (\(count))")
        case .icmp(let message): words.append(message.text)
        }
        return words.joined(separator: " ")
    }
}

extension SegmentPattern {
    /// The segment's letters, as in `SP.`.
    var letters: String {
        let letters: [(TCP.Flags, String)] = [
            (.finish, "F"), (.synchronize, "S"), (.reset, "R"), (.push, "P"), (.urgent, "U"), (.echo, "E"),
            (.congestionWindowReduced, "W"), (.accurateECN, "A"), (.acknowledgment, "."),
        ]
        let all = letters.filter { has($0.0) }.map(\.1).joined()
        return all.isEmpty ? "-" : all
    }

    var text: String {
        var words = ["\(letters) \(first):\(first &+ UInt32(truncatingIfNeeded: count))(\(count))"]
        if let acknowledgment { words.append("ack \(acknowledgment)") }
        if let window { words.append("win \(window)") }
        if let urgentPointer, urgentPointer > 0 { words.append("urg \(urgentPointer)") }
        if let options {
            if !options.isEmpty { words.append("<\(options.map(\.text).joined(separator: ","))>") }
        } else {
            words.append("<...>")
        }
        return words.joined(separator: " ")
    }
}

extension OptionPattern {
    var text: String {
        switch self {
        case .end: "eol"
        case .none: "nop"
        case .segmentSize(let size): "mss \(size)"
        case .windowScale(let shift): "wscale \(shift)"
        case .selectivePermitted: "sackOK"
        case .selective(let blocks): (["sack"] + blocks.map { "\($0.first):\($0.end)" }).joined(separator: " ")
        case .timestamps(let value, let echo): "TS val \(value) ecr \(echo)"
        case .fastOpen(let cookie): cookie.isEmpty ? "FO" : "FO \(Self.hex(cookie))"
        case .other(let kind, let octets): "kind \(kind) 0x\(Self.hex(octets))"
        }
    }

    private static func hex(_ octets: [UInt8]) -> String {
        octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// The octets that it takes.
    var length: Int {
        switch self {
        case .end, .none: 1
        case .segmentSize: 4
        case .windowScale: 3
        case .selectivePermitted: 2
        case .selective(let blocks): 2 + 8 * blocks.count
        case .timestamps: 10
        case .fastOpen(let octets), .other(_, let octets): 2 + octets.count
        }
    }
}

extension MessagePattern {
    var text: String {
        var words = ["icmp", type]
        if let code { words.append(code) }
        if let mtu { words.append("mtu \(mtu)") }
        switch quote {
        case .tcp(let first, let count):
            words.append("[\(first):\(first &+ UInt32(truncatingIfNeeded: count))(\(count))]")
        case .udp(let count): words.append("[udp (\(count))]")
        case nil: break
        }
        return words.joined(separator: " ")
    }
}
