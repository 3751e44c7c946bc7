import Packets
import Testing

@testable import NetStack

@Suite("Raw sockets")
struct RawSocketTests {
    /// Two hosts, each with a raw socket of a protocol that nobody speaks (RFC 3692).
    private func hosts(
        _ family: Family, client: Bool = false, server: Bool = false
    ) throws -> (near: DatagramHandle, far: DatagramHandle, hosts: Box) {
        let box = Box(try TwoHosts(family: family))
        let near = try box.hosts.client.openRawSocket(protocolNumber: 253, includesHeader: client)
        let far = try box.hosts.server.openRawSocket(protocolNumber: 253, includesHeader: server)
        return (near, far, box)
    }

    /// Holds what cannot be copied.
    private final class Box {
        var hosts: TwoHosts
        init(_ hosts: consuming TwoHosts) { self.hosts = hosts }
    }

    /// IP's header as a program makes it that leaves to the stack what it may.
    private func header(_ family: Family, hopLimit: UInt8) -> [UInt8] {
        switch (family, IPv6Address(family.client), IPv6Address(family.server)) {
        case (.ipv4, _, let to):
            let octets = (0..<4).map { UInt8(truncatingIfNeeded: to.low >> UInt64(24 - 8 * $0)) }
            return [0x45, 0, 0, 0, 0, 0, 0, 0, hopLimit, 253, 0, 0, 0, 0, 0, 0] + octets
        case (.ipv6, let from, let to):
            let words = [from.high, from.low, to.high, to.low]
            return [0x60, 0, 0, 0, 0, 0, 253, hopLimit]
                + words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) } }
        }
    }

    @Test("what IP carries crosses, and every socket of the protocol has it", arguments: Family.allCases)
    func carries(_ family: Family) throws {
        let (near, far, box) = try hosts(family)
        let other = try box.hosts.server.openRawSocket(protocolNumber: 253)
        let foreign = try box.hosts.server.openRawSocket(protocolNumber: 254)
        let octets = (0..<3000).map { UInt8(truncatingIfNeeded: $0) }
        try box.hosts.client.send(
            octets.rawBytes, to: family.server, port: 0, from: near, now: box.hosts.clock.now)
        try box.hosts.run(seconds: 0.1)
        for socket in [far, other] {
            var buffer = [UInt8](repeating: 0, count: 4000)
            var span = buffer.mutableSpan
            var bytes = unsafe span.mutableBytes
            let received = try box.hosts.server.receive(into: &bytes, from: socket)
            let note = try #require(received)
            #expect(note.length == 3000 && Array(buffer[..<3000]) == octets)
            #expect(note.port == 253 && note.source == family.client && note.destination == family.server)
        }
        #expect(try box.hosts.server.receive(foreign) == nil)
        // Nobody was told that nobody takes it.
        #expect(try !box.hosts.lines().contains { $0.contains("unreachable") || $0.contains("parameter problem") })
    }

    @Test("a header that is sent is the packet's own, but for what is filled in (raw(7))", arguments: Family.allCases)
    func includesHeader(_ family: Family) throws {
        let (near, far, box) = try hosts(family, client: true, server: true)
        try box.hosts.client.send(
            (header(family, hopLimit: 7) + [1, 2, 3]).rawBytes, to: family.server, port: 0, from: near,
            now: box.hosts.clock.now)
        try box.hosts.run(seconds: 0.1)
        let received = try box.hosts.server.receive(far)
        let (note, octets) = try #require(received)
        #expect(note.hopLimit == 7 && note.source == family.client && octets.count == family.headerLength + 3)
        #expect(Array(octets.suffix(3)) == [1, 2, 3])
        let bytes = octets.rawBytes
        let parsed = family == .ipv4 ? InternetHeader(ipv4: bytes, from: 0) : InternetHeader(ipv6: bytes, from: 0)
        #expect(parsed?.isRight == true && parsed?.protocolNumber == 253 && parsed?.end == octets.count)
        if family == .ipv4 { #expect(octets[4] != 0 || octets[5] != 0, "an identification") }
    }

    @Test("what does not begin with a header, or is longer than a packet, is refused", arguments: Family.allCases)
    func wrongHeaders(_ family: Family) throws {
        let (near, _, box) = try hosts(family, client: true)
        var other = header(family, hopLimit: 7)
        other[0] ^= 0x20
        var long = header(family, hopLimit: 7)
        long[0] |= family == .ipv4 ? 15 : 0
        let short = Array(header(family, hopLimit: 7).dropLast())
        let wrong = family == .ipv4 ? [other, long, short, [], [0x45]] : [other, short, [], [0x60]]
        for octets in wrong {
            #expect {
                try box.hosts.client.send(octets.rawBytes, to: family.server, port: 0, from: near, now: 1)
            } throws: {
                ($0 as? StackError)?.code == .malformed
            }
        }
        let tooLong = header(family, hopLimit: 7) + [UInt8](repeating: 0, count: 1500)
        #expect {
            try box.hosts.client.send(tooLong.rawBytes, to: family.server, port: 0, from: near, now: 1)
        } throws: {
            ($0 as? StackError)?.code == .tooLong
        }
    }

    @Test(
        "a ping by hand: ICMPv6's checksum is filled in (RFC 3542 3.1), and the reply is heard",
        arguments: Family.allCases)
    func ping(_ family: Family) throws {
        var hosts = try TwoHosts(family: family)
        let socket = try hosts.client.openRawSocket(protocolNumber: family == .ipv4 ? 1 : 58)
        // Type, code, checksum, identifier, number, a word.
        let request: [UInt8] =
            family == .ipv4 ? [8, 0, 0xF7, 0xFD, 0, 1, 0, 1, 0, 0] : [128, 0, 0, 0, 0, 1, 0, 1, 0, 0]
        try hosts.client.send(request.rawBytes, to: family.server, port: 0, from: socket, now: hosts.clock.now)
        try hosts.run(seconds: 0.1)
        var types: [UInt8] = []
        while let (_, octets) = try hosts.client.receive(socket) { types.append(octets[0]) }
        #expect(types.last == (family == .ipv4 ? 0 : 129))
        #expect(hosts.server.counters.badChecksums == 0)
    }

    @Test("a socket on TCP's number hears segments, which TCP takes all the same", arguments: Family.allCases)
    func hears(_ family: Family) throws {
        var hosts = try TwoHosts(family: family)
        let socket = try hosts.server.openRawSocket(protocolNumber: 6)
        _ = try hosts.connect()
        let received = try hosts.server.receive(socket)
        let (_, octets) = try #require(received)
        // The SYN: to port 80.
        #expect(octets[3] == 80 && octets[13] == 2)
    }

    @Test(
        "where the last socket is closed the protocol is nobody's again (RFC 1122 3.2.2.1, RFC 8200 4)",
        arguments: Family.allCases)
    func closes(_ family: Family) throws {
        let (near, far, box) = try hosts(family)
        box.hosts.server.close(far)
        let left = box.hosts.server.rawSockets
        #expect(left == 0)
        try box.hosts.client.send([1].rawBytes, to: family.server, port: 0, from: near, now: box.hosts.clock.now)
        try box.hosts.run(seconds: 0.1)
        let told = family == .ipv4 ? "unreachable" : "parameter problem"
        #expect(try box.hosts.lines().contains { $0.contains(told) })
    }
}
