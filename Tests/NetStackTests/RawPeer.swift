public import Packets
import Testing

@testable import NetStack

/// A peer that says whatever a test wants it to say, segment by segment, and hears what the stack answers, in virtual time. Sequence
/// numbers are relative, the stack's and the peer's.
struct RawPeer: ~Copyable {
    enum Family: CaseIterable { case ipv4, ipv6 }

    /// A segment that the stack sent.
    struct Heard: Equatable, CustomStringConvertible {
        var flags: String
        var sequence: UInt32
        var acknowledgment: UInt32
        var count: Int
        var window: UInt16
        var options: [UInt8] = []
        var isMarkable = false

        var description: String {
            "\(flags) \(sequence):\(sequence &+ UInt32(count))(\(count)) ack \(acknowledgment)"
        }
    }

    var stack: Stack
    let interface: InterfaceID
    var now: UInt64 = 1_000_000_000_000
    let local: IPv6Address
    let remote: IPv6Address
    var localPort: UInt16 = 80
    var remotePort: UInt16 = 4000
    /// The first numbers of the two.
    var localStart: UInt32 = 0
    var remoteStart: UInt32 = 1000
    var mtu: Int
    /// Whether a wrong checksum is what a test waits for: such segments bear an `!` behind their flags.
    var takesWrongChecksums = false

    init(_ family: Family, mtu: Int = 1500, _ change: (inout StackConfiguration) -> Void = { _ in }) {
        var configuration = StackConfiguration(secrets: StackSecrets(1, 2))
        change(&configuration)
        stack = Stack(configuration)
        let address: IPAddress = family == .ipv4 ? "10.0.0.1" : "2001:db8::1"
        local = IPv6Address(address)
        remote = IPv6Address(family == .ipv4 ? "10.0.0.2" as IPAddress : "2001:db8::2")
        self.mtu = mtu
        interface = stack.add(
            Interface(
                hardwareAddress: nil, mtu: mtu,
                addresses: [.init(address, prefixLength: family == .ipv4 ? 24 : 64)]))
    }

    // MARK: Speaking

    /// Sends a segment to the stack. `options` are whole words.
    mutating func say(
        _ flags: TCP.Flags, _ sequence: UInt32, ack: UInt32? = nil, window: UInt16 = 65535, options: [UInt32] = [],
        count: Int = 0, isMarked: Bool = false
    ) {
        let length = 20 + options.count * 4 + count
        var octets = [UInt8](repeating: 0x61, count: local.headerLength + length)
        var span = octets.mutableSpan
        var bytes = unsafe span.mutableBytes
        bytes.clear(0..<local.headerLength + 20)
        InternetWriter.write(
            into: &bytes, at: 0, count: length, identification: 1, hopLimit: 64, trafficClass: isMarked ? 3 : 0,
            protocolNumber: 6, from: remote, to: local)
        let start = local.headerLength
        var tcp = MutableLayer<TCP>(&bytes, at: start)
        tcp.sourcePort = Port(remotePort)
        tcp.destinationPort = Port(localPort)
        tcp.sequenceNumber = remoteStart &+ sequence
        tcp.acknowledgmentNumber = ack.map { localStart &+ $0 } ?? 0
        tcp.headerLength = UInt8(20 + options.count * 4)
        tcp.flags = ack == nil ? flags : flags | .acknowledgment
        tcp.window = window
        for (index, word) in options.enumerated() {
            bytes.storeBytes(of: word.bigEndian, toByteOffset: start + 20 + index * 4, as: UInt32.self)
        }
        TransportWriter.finish(&bytes, at: start, count: length, protocolNumber: 6, from: remote, to: local)
        stack.receive(octets.rawBytes, on: interface, now: now)
    }

    // MARK: Hearing

    /// All that the stack has to say now.
    mutating func heard() -> [Heard] {
        var all: [Heard] = []
        while let frame = stack.next(now: now) {
            var octets: [UInt8] = []
            frame.append(to: &octets)
            if let heard = Self.parse(octets, takesWrongChecksums: takesWrongChecksums) {
                if heard.flags.contains("S") { localStart = heard.rawSequence }
                all.append(
                    Heard(
                        flags: heard.flags, sequence: heard.rawSequence &- localStart,
                        acknowledgment: heard.flags.contains(".") ? heard.rawAcknowledgment &- remoteStart : 0,
                        count: heard.count, window: heard.window, options: heard.options,
                        isMarkable: heard.isMarkable))
            }
        }
        return all
    }

    private static func parse(
        _ octets: [UInt8], takesWrongChecksums: Bool
    ) -> (
        flags: String, rawSequence: UInt32, rawAcknowledgment: UInt32, count: Int, window: UInt16, options: [UInt8],
        isMarkable: Bool
    )? {
        let bytes = octets.rawBytes
        let isIPv6 = octets[0] >> 4 == 6
        let header = isIPv6 ? InternetHeader(ipv6: bytes, from: 0) : InternetHeader(ipv4: bytes, from: 0)
        guard let header, header.protocolNumber == 6, header.isRight,
            let segment = Segment(bytes, from: header.start, to: header.end)
        else { return nil }
        var sum = InternetChecksum()
        sum.addPseudoHeader(
            from: header.source, to: header.destination, protocolNumber: 6, count: header.end - header.start)
        sum.add(bytes, from: header.start, to: header.end)
        let isRight = sum.finish() == 0
        if !isRight, !takesWrongChecksums { Issue.record("the stack sent a segment with a wrong checksum") }
        var flags = ""
        let letters: [(TCP.Flags, String)] = [
            (.finish, "F"), (.synchronize, "S"), (.reset, "R"), (.push, "P"), (.acknowledgment, "."), (.urgent, "U"),
            (.echo, "E"), (.congestionWindowReduced, "W"),
        ]
        for (flag, letter) in letters where segment.has(flag) { flags += letter }
        if !isRight { flags += "!" }
        let service = isIPv6 ? (octets[0] << 4 | octets[1] >> 4) : octets[1]
        return (
            flags, segment.sequence, segment.acknowledgment, segment.count, segment.window,
            Array(octets[segment.options..<segment.start]), service & 3 == 2
        )
    }

    /// What it said, in lines; what comes of it is not looked at.
    mutating func said() -> [String] { heard().map(\.description) }

    // MARK: Time

    /// Lets so many milliseconds go by, and gives what the stack said meanwhile, each with the time since then in milliseconds.
    mutating func wait(_ milliseconds: Double) -> [(after: Double, heard: Heard)] {
        let start = now
        let end = now + UInt64(milliseconds * 1e6)
        var all: [(Double, Heard)] = []
        while true {
            for heard in heard() { all.append((Double(now - start) / 1e6, heard)) }
            guard let next = stack.nextDeadline, next <= end else { break }
            now = max(next, now + 1)
        }
        now = end
        for heard in heard() { all.append((milliseconds, heard)) }
        return all
    }

    // MARK: Connections

    static var segmentSize: [UInt32] { [0x0204_05B4] }
    /// Segment size, SACK, and a scale of 0.
    static var usual: [UInt32] { [0x0204_05B4, 0x0101_0402, 0x0103_0300] }

    /// A connection that the peer opened, and its handle.
    mutating func accepted(
        _ options: [UInt32] = usual, window: UInt16 = 65535, set: [ConnectionOption] = []
    ) throws -> ConnectionHandle {
        let listener = try stack.listen(on: localPort)
        for option in set { stack.set(option, of: listener) }
        say(.synchronize, 0, window: window, options: options)
        _ = heard()
        say([], 1, ack: 1, window: window)
        _ = heard()
        guard let handle = stack.accept(listener) else { throw NotThere() }
        return handle
    }

    struct NotThere: Error {}

    /// Lets the application write so many octets.
    mutating func write(_ count: Int, _ handle: ConnectionHandle) throws {
        let octets = [UInt8](repeating: 0x62, count: count)
        guard try stack.write(octets.rawBytes, to: handle) == count else { throw NotThere() }
    }

    func state(_ handle: ConnectionHandle) -> ConnectionState? { stack.status(handle)?.state }
}

extension TCP.Flags: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: TCP.Flags...) { self = elements.reduce(TCP.Flags(rawValue: 0)) { $0 | $1 } }
}
