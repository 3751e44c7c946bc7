import Packets

extension ScriptParser {
    /// A packet, from its direction on.
    mutating func packet(_ time: EventTime) throws(ScriptError) -> PacketPattern {
        let place = token.place
        let isInbound = take("<")
        if !isInbound { try need(">", "before a packet that leaves") }
        if isInbound, time == .any {
            throw error("a packet that comes needs a time; '*' is for those that leave", at: place)
        }
        var packet = PacketPattern(place: place, isInbound: isInbound, body: .udp(0))
        try internet(&packet.internet, closing: nil)
        if case .word("udp") = kind {
            packet.body = .udp(try datagram())
        } else if case .word("icmp") = kind {
            packet.body = .icmp(try message(place))
        } else {
            packet.body = .tcp(try segment(isInbound: isInbound))
        }
        return packet
    }

    /// `[ect0]`, `[tos 0x2, ttl 64]`, and in parentheses the same.
    private mutating func internet(
        _ pattern: inout PacketPattern.InternetPattern, closing: Character?
    ) throws(ScriptError) {
        let close: Character
        if take("[") {
            close = "]"
        } else if take("(") {
            close = ")"
        } else {
            return
        }
        repeat {
            let place = token.place
            let name = try word("what an IP header says, such as ect0, ce, noecn, tos or ttl")
            switch name {
            case "tos": pattern.trafficClass = UInt8(try integer(0...255, "a tos"))
            case "ttl": pattern.hopLimit = UInt8(try integer(1...255, "a ttl"))
            default:
                guard let mark = CongestionMark(rawValue: name) else {
                    let known = "ect0, ect1, ect01, ce, noecn, tos and ttl"
                    throw ScriptError(.unsupported, file, place, "of IP's header are known \(known), not '\(name)'")
                }
                pattern.ecn = mark
            }
        } while take(",")
        try need(close, "behind what the IP header says")
    }

    /// `udp (1000)`.
    private mutating func datagram() throws(ScriptError) -> Int {
        advance()
        try need("(", "and the octets of payload, behind 'udp'")
        let count = Int(try integer(0...65507, "a payload's length"))
        try need(")", "behind the octets of payload")
        return count
    }

    // MARK: TCP

    private mutating func segment(isInbound: Bool) throws(ScriptError) -> SegmentPattern {
        let flagsPlace = token.place
        let flags = try flags()
        let (first, count) = try sequence(flags)
        var segment = SegmentPattern(flags: flags, first: first, count: count)
        if take(word: "ack") { segment.acknowledgment = UInt32(try integer(0...0xFFFF_FFFF, "an acknowledgment")) }
        if take(word: "win") { segment.window = UInt16(try integer(0...0xFFFF, "a window")) }
        if take(word: "urg") { segment.urgentPointer = UInt16(try integer(0...0xFFFF, "an urgent pointer")) }
        if segment.acknowledgment != nil, !segment.has(.acknowledgment) {
            throw error("'ack' is given, and the flags have no '.'; add it", at: flagsPlace)
        }
        if isInbound, segment.acknowledgment == nil, segment.has(.acknowledgment) {
            throw error("the flags have a '.', and no 'ack' says what is acknowledged; add it", at: flagsPlace)
        }
        if take("<") {
            if kind == .ellipsis {
                advance()
                guard !isInbound else { throw error("'<...>' is for packets that leave; write the options out") }
                segment.options = nil
            } else if kind != .sign(">") {
                var options: [OptionPattern] = []
                repeat { options.append(try option()) } while take(",")
                let length = options.reduce(0) { $0 + $1.length }
                guard length <= 40 else { throw error("options have room for 40 octets, and these take \(length)") }
                segment.options = options
            }
            try need(">", "behind the options")
        }
        return segment
    }

    /// `S`, `S.`, `.`, `FP.`, `SEW`; `-` for none.
    private mutating func flags() throws(ScriptError) -> TCP.Flags {
        if take("-") { return 0 }
        var flags: TCP.Flags = 0
        let place = token.place
        if case .word(let letters) = kind {
            for letter in letters {
                guard let flag = Self.flags[letter] else {
                    throw error("a segment's flags are of F S R P . U E W and A, not '\(letters)'", at: place)
                }
                flags = flags | flag
            }
            advance()
        } else if kind != .sign(".") {
            throw unexpected("a segment's flags, 'udp' or 'icmp'")
        }
        if take(".") { flags = flags | .acknowledgment }
        return flags
    }

    static var flags: [Character: TCP.Flags] {
        [
            "F": .finish, "S": .synchronize, "R": .reset, "P": .push, "U": .urgent, "E": .echo,
            "W": .congestionWindowReduced, "A": .accurateECN,
        ]
    }

    /// `1:1001(1000)`.
    private mutating func sequence(_ flags: TCP.Flags) throws(ScriptError) -> (first: UInt32, count: Int) {
        let place = token.place
        let first = UInt32(try integer(0...0xFFFF_FFFF, "a sequence number"))
        guard take(":") else {
            let count = try octets()
            return (first, count)
        }
        let end = UInt32(try integer(0...0xFFFF_FFFF, "the sequence number of the end"))
        let count = try octets()
        guard end == first &+ UInt32(count) else {
            throw error(
                "\(first):\(end) are \(end &- first) octets, and \(count) stand behind it; SYN and FIN are not counted",
                at: place)
        }
        return (first, count)
    }

    private mutating func octets() throws(ScriptError) -> Int {
        try need("(", "and the octets of data, behind the sequence numbers")
        let count = Int(try integer(0...(1 << 24), "the octets of data"))
        try need(")", "behind the octets of data")
        return count
    }

    private mutating func option() throws(ScriptError) -> OptionPattern {
        let place = token.place
        let name = try word("an option, such as mss, sackOK, TS, nop, wscale or sack")
        switch name {
        case "nop": return .none
        case "eol": return .end
        case "sackOK": return .selectivePermitted
        case "mss": return .segmentSize(UInt16(try integer(0...0xFFFF, "an mss")))
        case "wscale": return .windowScale(UInt8(try integer(0...255, "a wscale")))
        case "TS":
            guard take(word: "val") else { throw unexpected("'val' behind 'TS'") }
            let value = UInt32(try integer(0...0xFFFF_FFFF, "a time stamp"))
            guard take(word: "ecr") else { throw unexpected("'ecr' behind the time stamp") }
            return .timestamps(value: value, echo: UInt32(try integer(0...0xFFFF_FFFF, "a time stamp")))
        case "sack":
            var blocks: [OptionPattern.Block] = []
            while case .integer = kind {
                let first = UInt32(try integer(0...0xFFFF_FFFF, "a sequence number"))
                try need(":", "between the ends of a block")
                let end = UInt32(try integer(0...0xFFFF_FFFF, "a sequence number"))
                blocks.append(.init(first: first, end: end))
            }
            return .selective(blocks)
        case "FO":
            guard case .word(let cookie) = kind else {
                guard case .integer(let number) = kind else { return .fastOpen([]) }
                advance()
                return .fastOpen(try cookie(String(number), place))
            }
            advance()
            return .fastOpen(try self.cookie(cookie, place))
        default:
            throw ScriptError(
                .unsupported, file, place,
                "options are mss, wscale, sackOK, sack, TS, FO, nop and eol, not '\(name)'")
        }
    }

    /// The octets of a cookie, by their hexadecimal digits.
    private func cookie(_ digits: String, _ place: ScriptPlace) throws(ScriptError) -> [UInt8] {
        let digits = Array(digits.utf8)
        var octets: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            let pair = digits[index..<min(index + 2, digits.count)]
            guard pair.count == 2, let octet = UInt8(String(decoding: pair, as: UTF8.self), radix: 16) else {
                throw error("a cookie is written by two hexadecimal digits an octet", at: place)
            }
            octets.append(octet)
        }
        guard octets.count <= 16 else {
            throw error("a cookie has at most 16 octets (RFC 7413 section 4.1.1)", at: place)
        }
        return octets
    }

    // MARK: ICMP

    /// `icmp unreachable frag_needed mtu 1200 [1:1461(1460)]`.
    private mutating func message(_ place: ScriptPlace) throws(ScriptError) -> MessagePattern {
        advance()
        var message = MessagePattern(type: try word("an ICMP message's type, such as unreachable"))
        if case .word(let code) = kind, code != "mtu" {
            message.code = code
            advance()
        }
        if take(word: "mtu") { message.mtu = UInt32(try integer(0...0xFFFF_FFFF, "an MTU")) }
        if take("[") {
            if case .word("udp") = kind {
                message.quote = .udp(try datagram())
            } else {
                let (first, count) = try sequence(0)
                message.quote = .tcp(first: first, count: count)
            }
            try need("]", "behind what is quoted")
        }
        guard ICMPWords.isKnown(message.type) else {
            throw ScriptError(
                .unsupported, file, place,
                "ICMP messages are \(ICMPWords.types.joined(separator: ", ")), not '\(message.type)'")
        }
        return message
    }
}
