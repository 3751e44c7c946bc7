import PacketProtocols
import Testing

@testable import Packets

/// Checksums that cover more than a packet has: of fragments, and of packets that the capture cut.
@Suite("Checksums that can only be updated")
struct PartialChecksumTests {
    /// A field that is changed, on a packet and on a part of it.
    struct Case: Sendable, CustomTestStringConvertible {
        var packet: String
        var edits: [(field: String, value: String)]
        var checksum: String
        var testDescription: String { "\(edits.map(\.field)) in \(packet)" }
    }

    static let cases: [Case] = [
        Case(
            packet: "ip(src=192.0.2.1,dst=192.0.2.2)/udp(srcport=1111,dstport=5555)/hex:",
            edits: [("ip.src", "10.9.8.7"), ("ip.dst", "10.255.0.1")], checksum: "udp.checksum"),
        Case(
            packet: "ip(src=192.0.2.1,dst=192.0.2.2)/udp(srcport=1111,dstport=5555)/hex:",
            edits: [("udp.srcport", "65535"), ("udp.dstport", "0")], checksum: "udp.checksum"),
        Case(
            packet: "ip(src=192.0.2.1,dst=192.0.2.2)/tcp(srcport=1111,dstport=5555,flags=A,options=[mss=1460])/hex:",
            edits: [
                ("ip.dst", "1.2.3.4"), ("tcp.dstport", "80"), ("tcp.seq_raw", "123456789"),
                ("tcp.options.mss_val", "9"), ("tcp.flags.syn", "1"),
            ], checksum: "tcp.checksum"),
        Case(
            packet: "ip(src=192.0.2.1,dst=192.0.2.2)/icmp(type=8)/hex:", edits: [("icmp.ident", "0xbeef")],
            checksum: "icmp.checksum"),
        Case(
            packet: "ipv6(src=2001:db8::1,dst=2001:db8::2)/udp(srcport=1111,dstport=5555)/hex:",
            edits: [("ipv6.src", "fe80::1"), ("ipv6.dst", "ff02::1"), ("udp.srcport", "7")], checksum: "udp.checksum"),
        Case(
            packet: "ipv6(src=2001:db8::1,dst=2001:db8::2)/tcp(srcport=1111,dstport=5555)/hex:",
            edits: [("ipv6.src", "fe80::1"), ("tcp.window_size_value", "1")], checksum: "tcp.checksum"),
        Case(
            packet: "ipv6(src=2001:db8::1,dst=2001:db8::2)/icmpv6(type=128)/hex:",
            edits: [("ipv6.dst", "::1"), ("icmpv6.echo.identifier", "77")], checksum: "icmpv6.checksum"),
        Case(
            packet: "ipv6(src=2001:db8::1,dst=2001:db8::2)/ipv6.hopopts/udp(srcport=1111,dstport=5555)/hex:",
            edits: [("ipv6.dst", "::1")], checksum: "udp.checksum"),
        Case(
            packet: "ip(src=192.0.2.1,dst=192.0.2.2)/ip(src=10.0.0.1,dst=10.0.0.2)/udp(srcport=1,dstport=2)/hex:",
            edits: [("ip.src", "8.8.8.8"), ("udp.srcport", "9")], checksum: "udp.checksum"),
    ]

    /// 1,401 octets that are no protocol's.
    static let data = hex((0..<1401).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ 1) })

    static func hex(_ octets: some Sequence<UInt8>) -> String {
        octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static func whole(_ packet: String) throws -> [UInt8] { try EditingTests.crafted(packet + data) }

    static func edit(_ octets: [UInt8], wire: Int, _ edits: [(field: String, value: String)]) throws -> [UInt8] {
        var packet = opened(octets, wire: wire)
        for edit in edits { try packet.set(edit.field, to: edit.value) }
        return try packet.octets()
    }

    static func opened(_ octets: [UInt8], wire: Int) -> Packet {
        var dissection = Dissection()
        let bytes = unsafe octets.span.bytes
        Registry.standard.dissect(bytes, as: .ethernet, into: &dissection)
        return Packet(
            opening: PacketView(
                bytes: bytes, layers: dissection.layers,
                frame: FrameInfo(capturedLength: octets.count, originalLength: wire)))
    }

    static func value(_ name: String, _ octets: [UInt8]) -> String? {
        EditingTests.values(octets).first { $0.name == name }?.text
    }

    /// Adds to the checksum field that `name` calls, so that it is wrong by `difference`.
    static func spoil(_ octets: [UInt8], _ name: String, by difference: UInt16) throws -> [UInt8] {
        guard let text = value(name, octets), let number = FieldText.parse(text) else { return octets }
        let sum = UInt32(number) + UInt32(difference)
        var packet = opened(octets, wire: octets.count)
        try packet.set(name, to: "\(sum & 0xffff + sum >> 16)")
        return try packet.octets()
    }

    @Test("what the capture cut has the checksum that the whole packet would have (RFC 1624)", arguments: cases)
    func cut(_ edit: Case) throws {
        let octets = try Self.whole(edit.packet)
        let right = try #require(Self.value(edit.checksum, Self.edit(octets, wire: octets.count, edit.edits)))
        for length in [octets.count - 1, octets.count - 2, octets.count - 700, octets.count - 1400] {
            let result = try Self.edit(Array(octets[..<length]), wire: octets.count, edit.edits)
            #expect(Self.value(edit.checksum, result) == right, "of \(length) octets")
            // A capture that does not say how long the packet was: its lengths do.
            let unsaid = try Self.edit(Array(octets[..<length]), wire: length, edit.edits)
            #expect(Self.value(edit.checksum, unsaid) == right, "of \(length) octets, which lengths alone say")
        }
    }

    @Test("a wrong checksum stays wrong by as much where it can only be updated", arguments: cases)
    func wrong(_ edit: Case) throws {
        let octets = try Self.whole(edit.packet)
        let right = try Self.edit(octets, wire: octets.count, edit.edits)
        let spoiled = try Self.spoil(right, edit.checksum, by: 0x1234)
        let wrong = try Self.spoil(octets, edit.checksum, by: 0x1234)
        let result = try Self.edit(Array(wrong.dropLast(600)), wire: octets.count, edit.edits)
        #expect(Self.value(edit.checksum, result) == Self.value(edit.checksum, spoiled))
    }

    @Test("the first of two fragments has the datagram's checksum, the second none that follows (RFC 791 3.2)")
    func fragments() throws {
        for (field, checksum) in [("udp", "udp.checksum"), ("tcp", "tcp.checksum")] {
            let octets = try Self.whole("ip(src=192.0.2.1,dst=192.0.2.2)/\(field)(srcport=1111,dstport=5555)/hex:")
            let edits: [(field: String, value: String)] = [("ip.src", "10.9.8.7"), ("ip.dst", "10.255.0.1")]
            let right = try #require(Self.value(checksum, Self.edit(octets, wire: octets.count, edits)))
            func fragment(_ payload: ArraySlice<UInt8>, at offset: Int, more: Bool) throws -> [UInt8] {
                try Packet {
                    Ethernet.with { $0.destination = .broadcast }
                    IPv4.with { ip in
                        ip.source = IPv4Address(192, 0, 2, 1)
                        ip.destination = IPv4Address(192, 0, 2, 2)
                        ip.protocol = field == "udp" ? 17 : 6
                        ip.moreFragments = more
                        ip.fragmentOffset = UInt16(offset / 8)
                    }
                    Array(payload)
                }.octets()
            }
            let first = try fragment(octets[34..<34 + 800], at: 0, more: true)
            let result = try Self.edit(first, wire: first.count, edits)
            #expect(Self.value(checksum, result) == right)
            #expect(Self.value("ip.checksum.status", result) == "1")
            let second = try fragment(octets[(34 + 800)...], at: 800, more: false)
            let edited = try Self.edit(second, wire: second.count, edits)
            #expect(edited[34...] == second[34...])
            #expect(Self.value("ip.checksum.status", edited) == "1")
        }
    }

    @Test("the first fragment of IPv6 has the datagram's checksum (RFC 8200 4.5)")
    func fragments6() throws {
        let addresses = "ipv6(src=2001:db8::1,dst=2001:db8::2)"
        let octets = try Self.whole("\(addresses)/udp(srcport=1111,dstport=5555)/hex:")
        let edits: [(field: String, value: String)] = [("ipv6.src", "fe80::9"), ("udp.dstport", "53")]
        let right = try #require(Self.value("udp.checksum", Self.edit(octets, wire: octets.count, edits)))
        let hex = Self.hex(octets[54..<54 + 800])
        let first = try EditingTests.crafted("\(addresses)/ipv6.fraghdr(nxt=17,more=1,ident=7)/hex:\(hex)")
        #expect(Self.value("udp.checksum", try Self.edit(first, wire: first.count, edits)) == right)
    }

    @Test("a UDP checksum of zero stays zero, and none becomes zero (RFC 768)", arguments: [0, 600])
    func zero(_ cut: Int) throws {
        let whole = try Self.whole("ip(src=192.0.2.1,dst=192.0.2.2)/udp(checksum=0,srcport=1)/hex:")
        let none = try Self.edit(Array(whole.dropLast(cut)), wire: whole.count, [("ip.src", "9.9.9.9")])
        #expect(Self.value("udp.checksum", none) == "0x0000")
        // The source port at which the sum is zero.
        let octets = try Self.whole("ip(src=192.0.2.1,dst=192.0.2.2)/udp(srcport=0)/hex:")
        let sum = try #require(FieldText.parse(Self.value("udp.checksum", octets) ?? ""))
        let result = try Self.edit(Array(octets.dropLast(cut)), wire: octets.count, [("udp.srcport", "\(sum)")])
        #expect(Self.value("udp.checksum", result) == "0xffff")
    }

    @Test("what grows by an odd number of octets moves the missing ones, which are then added swapped (RFC 1071 2 B)")
    func odd() throws {
        let packet = "ip(src=192.0.2.1,dst=192.0.2.2)/udp(dstport=53)/dns(queries=[{name=example.test,type=A}])/hex:"
        let octets = try Self.whole(packet)
        let edits: [(field: String, value: String)] = [("dns.qry.name", "odd.example.test"), ("ip.src", "1.1.1.1")]
        let even: [(field: String, value: String)] = [("dns.qry.name", "an.example.test"), ("ip.src", "1.1.1.1")]
        for edits in [edits, even] {
            let right = try Self.edit(octets, wire: octets.count, edits)
            let result = try Self.edit(Array(octets.dropLast(600)), wire: octets.count, edits)
            for name in ["udp.checksum", "udp.length", "ip.len", "ip.checksum"] {
                #expect(Self.value(name, result) == Self.value(name, right), "\(name) after \(edits)")
            }
        }
    }

    @Test("an error message's own checksum covers the one that it quotes, which is updated")
    func quoted() throws {
        let inner = try Self.whole("ip(src=192.0.2.1,dst=192.0.2.2)/udp(srcport=1111,dstport=5555)/hex:")
        let right = try #require(
            Self.value("udp.checksum", Self.edit(inner, wire: inner.count, [("udp.srcport", "9")])))
        let hex = Self.hex(inner[14..<14 + 28])
        let error = try EditingTests.crafted("ip(dst=192.0.2.1)/icmp(type=3,code=3)/hex:\(hex)")
        let result = try Self.edit(error, wire: error.count, [("udp.srcport", "9")])
        #expect(Self.value("udp.checksum", result) == right)
        #expect(Self.value("icmp.checksum.status", result) == "1")
    }

    @Test("the destination that a routing header names in the end is the one that is covered (RFC 8200 8.1)")
    func routes() throws {
        let octets = try EditingTests.crafted(
            "ipv6(src=2001:db8::1,dst=2001:db8::2)/ipv6.routing(type=0,segleft=1,addresses=[2001:db8::9])/udp/'x'")
        #expect(Self.value("udp.checksum.status", octets) == "1")
        let before = Self.value("udp.checksum", octets)
        let passing = try Self.edit(octets, wire: octets.count, [("ipv6.dst", "2001:db8::77")])
        #expect(Self.value("udp.checksum", passing) == before)
        let other = try Self.edit(octets, wire: octets.count, [("ipv6.routing.src.addr", "2001:db8::a")])
        #expect(Self.value("udp.checksum", other) != before)
        #expect(Self.value("udp.checksum.status", other) == "1")
    }

    @Test("all captured packets cut anywhere have the same checksums after an edit as uncut")
    func captured() {
        let packets = CapturedPackets.folder == nil ? CapturedPackets.tour : CapturedPackets.all
        let fields = ["ip.src": "7.7.7.7", "ipv6.dst": "2001:db8::7", "udp.srcport": "7", "tcp.ack_raw": "7"]
        let checksums = ["udp.checksum", "tcp.checksum", "icmpv6.checksum"]
        var tried = 0
        for index in stride(from: 0, to: packets.count, by: CapturedPackets.folder == nil ? 1 : 61) {
            let octets = packets[index].octets
            guard packets[index].linkType == .ethernet, octets.count > 80 else { continue }
            for (field, value) in fields {
                guard let whole = try? Self.edit(octets, wire: octets.count, [(field, value)]) else { continue }
                let isRight = checksums.allSatisfy { name in
                    ["1", "3", nil].contains(Self.value("\(name).status", octets))
                }
                guard isRight else { continue }
                for length in [octets.count - 1, octets.count - 6, 80] {
                    guard let cut = try? Self.edit(Array(octets[..<length]), wire: octets.count, [(field, value)])
                    else {
                        continue
                    }
                    for name in checksums where Self.value(name, cut) != nil {
                        tried += 1
                        #expect(
                            Self.value(name, cut) == Self.value(name, whole),
                            "\(packets[index]) cut to \(length), \(field): \(name)")
                    }
                }
            }
        }
        print("editing: \(tried) checksums of cut packets updated")
        #expect(tried > 20)
    }
}
