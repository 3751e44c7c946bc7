import NetStack
import Packets

extension ScriptRun {
    // MARK: In

    /// Hands the stack a packet.
    mutating func inject(_ pattern: PacketPattern) throws(ScriptError) {
        let octets: [UInt8]
        switch pattern.body {
        case .tcp(let segment): octets = try packet(of: segment, pattern)
        case .udp(let count):
            let flow = try datagramFlow(pattern.place)
            octets = PacketWriter(from: options.remote, to: options.local, pattern.internet)
                .datagram(count, from: flow.remote.port, to: flow.local.port)
        case .icmp(let message): octets = try packet(of: message, pattern)
        }
        seen.append(.packet(at: moment, isInbound: true, octets: octets, text: pattern.text))
        octets.lend { stack.receive($0, on: interface, now: now) }
    }

    private mutating func packet(of segment: SegmentPattern, _ pattern: PacketPattern) throws(ScriptError) -> [UInt8] {
        guard segment.count <= 65535 - 120 else {
            throw error(
                .packet, pattern.place,
                "a packet that comes has at most \(65535 - 120) octets of data; cut it in several")
        }
        if let listener = listening, segment.has(.synchronize), !segment.has(.acknowledgment) {
            // A SYN for a listener begins a conversation, from a port that had none.
            try open(from: listener, pattern.place)
        }
        // For a port where nobody listens, too.
        if flow == nil { try open(from: listening, pattern.place) }
        guard let index = flow else {
            throw error(
                .packet, pattern.place, "the packet belongs to no connection: nobody listens, and nobody has connected")
        }
        if flows[index].remoteStart == nil {
            let script = segment.has(.synchronize) ? segment.first : segment.first &- 1
            flows[index].remoteStart = Flow.Origin(script: script, live: Flow.remoteInitial)
        }
        let flow = flows[index]
        return PacketWriter(from: options.remote, to: options.local, pattern.internet)
            .segment(flow.live(segment), from: flow.remote.port, to: flow.local.port)
    }

    private mutating func open(from listener: Int64?, _ place: ScriptPlace) throws(ScriptError) {
        guard flows.count < 10_000 else { throw error(.packet, place, "a script has at most 10,000 conversations") }
        let port = UInt16(40_000 + flows.count)
        flows.append(
            Flow(
                local: Endpoint(options.local, listener.flatMap { sockets[$0]?.port } ?? options.bindPort),
                remote: Endpoint(options.remote, port)))
        flow = flows.count - 1
        listening = nil
    }

    /// The two ends of datagrams.
    private func datagramFlow(_ place: ScriptPlace) throws(ScriptError) -> Flow {
        let socket = sockets.sorted { $0.key < $1.key }.last { !$0.value.isStream }
        guard let socket = socket?.value, let port = socket.port else {
            throw error(.packet, place, "no UDP socket is bound; call socket(…, SOCK_DGRAM, …) and bind first")
        }
        return Flow(
            local: Endpoint(options.local, port),
            remote: socket.remote ?? Endpoint(options.remote, options.connectPort))
    }

    private func packet(of message: MessagePattern, _ pattern: PacketPattern) throws(ScriptError) -> [UInt8] {
        let isIPv4 = options.family == .ipv4
        guard let numbers = ICMPWords.numbers(message, isIPv4: isIPv4) else {
            throw error(
                .unsupported, pattern.place,
                "\(isIPv4 ? "IPv4" : "IPv6") has no message '\(message.type)\(message.code.map { " \($0)" } ?? "")'")
        }
        // From us to the peer, as it left.
        let ours = PacketWriter(from: options.local, to: options.remote)
        var quote: [UInt8] = []
        switch message.quote {
        case .tcp(let first, let count):
            guard let index = flow else {
                throw error(.packet, pattern.place, "what is quoted belongs to no connection: nobody has connected")
            }
            let flow = flows[index]
            let segment = SegmentPattern(
                flags: .acknowledgment, first: first &+ (flow.localStart?.shift ?? 0), count: min(count, 1200),
                acknowledgment: 0)
            quote = ours.segment(segment, from: flow.local.port, to: flow.remote.port)
        case .udp(let count):
            let flow = try datagramFlow(pattern.place)
            quote = ours.datagram(min(count, 1200), from: flow.local.port, to: flow.remote.port)
        case nil: break
        }
        // IPv4 gives its header and eight octets (RFC 792), IPv6 as much as fits (RFC 4443 section 2.4).
        quote = Array(quote.prefix(isIPv4 ? 28 : 1232))
        let writer = PacketWriter(from: options.remote, to: options.local, pattern.internet)
        return writer.message(numbers, rest: message.mtu ?? 0, quoting: quote)
    }

    // MARK: Out

    /// Waits for a packet, and compares it.
    ///
    /// - Returns: when it left.
    mutating func expect(
        _ pattern: PacketPattern, _ time: EventTime, _ begin: Int64, _ end: Int64, _ observe: (ScriptStep) -> Void
    ) throws(ScriptError) -> Int64 {
        let tolerance = options.tolerance
        try advance(to: min(end + tolerance, ScriptParser.longestTime), untilSent: true, pattern.place, observe)
        guard !outbox.isEmpty else {
            throw error(
                .timing, pattern.place,
                "error handling packet: timing error: expected outbound packet \(Self.text(time, begin, end)), and none left until \(Seconds.text(elapsed)) sec",
                details: ["script packet: \(Seconds.text(begin)) \(pattern.text)"])
        }
        var packet = outbox.removeFirst()
        let index = flows.lastIndex { packet.belongs(to: $0) }
        if let index, case .tcp(let expected) = pattern.body, case .tcp(let live) = packet.body {
            flows[index].learn(expected, from: live)
            if options.joinsSegments { join(expected, in: flows[index], &packet) }
        }
        let actual = packet.pattern(in: index.map { flows[$0] })
        let happened = Int64(packet.time - start)
        let details = [
            "script packet: \(Seconds.text(begin)) \(pattern.text)",
            "actual packet: \(Seconds.text(happened)) \(actual.text)",
        ]
        if let mismatch = pattern.mismatch(packet, actual, tolerance: max(1, tolerance / 1_000_000)) {
            throw error(
                .packet, pattern.place,
                "error handling packet: live packet field \(mismatch.field): expected: \(mismatch.expected) vs actual: \(mismatch.actual)",
                details: details)
        }
        guard happened >= begin - tolerance || time == .any, happened <= end + tolerance else {
            throw error(
                .timing, pattern.place,
                "error handling packet: timing error: expected outbound packet \(Self.text(time, begin, end)) but happened at \(Seconds.text(happened)) sec; tolerance \(Seconds.text(tolerance)) sec",
                details: details)
        }
        if let index { flow = flow ?? index }
        return happened
    }

    private static func text(_ time: EventTime, _ begin: Int64, _ end: Int64) -> String {
        switch time {
        case .any: "at any time"
        case .absolute, .relative: "at \(Seconds.text(begin)) sec"
        default: "between \(Seconds.text(begin)) and \(Seconds.text(end)) sec"
        }
    }

    /// Joins segments that follow one another to one as long as is expected: a kernel hands its card more than a segment, and
    /// scripts that were written for it expect that.
    private mutating func join(_ expected: SegmentPattern, in flow: Flow, _ packet: inout LivePacket) {
        guard case .tcp(var segment) = packet.body, flow.script(segment).first == expected.first else { return }
        while segment.count > 0, segment.count < expected.count, !segment.has(.finish), let next = outbox.first,
            next.time == packet.time, next.belongs(to: flow), case .tcp(let follower) = next.body,
            follower.first == segment.first &+ UInt32(segment.count),
            follower.acknowledgment == segment.acknowledgment, segment.count + follower.count <= expected.count
        {
            segment.count += follower.count
            segment.flags = segment.flags | follower.flags
            outbox.removeFirst()
        }
        packet.body = .tcp(segment)
    }

    /// Nothing is left that no line expected.
    func needNothingMore(_ place: ScriptPlace) throws(ScriptError) {
        guard let packet = outbox.first else { return }
        let pattern = packet.pattern(in: flows.last { packet.belongs(to: $0) })
        throw error(
            .packet, place,
            "the script ends, and \(outbox.count == 1 ? "a packet" : "\(outbox.count) packets") left that no line expects",
            details: ["actual packet: \(Seconds.text(Int64(packet.time - start))) \(pattern.text)"])
    }
}
