import Captures
import PacketProtocols
import Packets
import SystemCalls
import Testing

@testable import Workbench

@Suite("A forged packet")
struct ForgedPacketTests {
    /// A SYN as the shipped capture has it, and what else a test asks for.
    private func opened(_ octets: [UInt8]) -> ForgedPacket { ForgedPacket(opening: octets, .ethernet, in: .standard) }

    private func forged(_ text: String) throws -> ForgedPacket { try ForgedPacket(text, in: .standard) }

    private static let syn =
        "eth(dst=02:00:00:00:00:01)/ip(src=10.0.0.1,dst=10.0.0.2)/tcp(dstport=80,flags=S,options=[mss=1460])"

    @Test("Every frame of the shipped capture that is opened and written is the same, and can be said as an expression")
    func tour() throws { try hold(BenchTester.sample) }

    @Test(
        "Every frame of the captures that is opened and written is the same",
        .enabled(if: System.environment("IBUKI_CAPTURES") != nil, "no captures: set IBUKI_CAPTURES to a folder of them")
    )
    func captures() throws {
        let folder = System.environment("IBUKI_CAPTURES") ?? ""
        var count = 0
        for name in System.names(in: folder).sorted() where name.hasSuffix("pcap") || name.hasSuffix("pcapng") {
            count += try hold("\(folder)/\(name)", expressions: false)
        }
        #expect(count > 0)
    }

    @discardableResult
    private func hold(_ path: String, expressions: Bool = true) throws -> Int {
        var count = 0
        try? forEachFrame(of: path) { frame in
            let octets = unsafe frame.bytes.withUnsafeBytes { unsafe Array($0) }
            var packet = ForgedPacket(
                opening: octets, frame.linkType, originalLength: frame.originalLength, in: .standard)
            count += 1
            #expect(packet.octets == octets, "\(path) \(count)")
            // A change that changes nothing, and its undoing.
            if !packet.isChanged, (try? packet.setOctets(octets + [0])) != nil {
                #expect(packet.octets == octets + [0], "\(path) \(count)")
                let isUndone = packet.undo()
                #expect(isUndone)
                #expect(packet.octets == octets)
            }
            guard expressions, frame.linkType == .ethernet else { return }
            let text = packet.expression
            guard !text.hasPrefix("hex:") else { return }
            #expect((try? ForgedPacket(text, in: .standard))?.octets == octets, "\(count): \(text)")
        }
        return count
    }

    @Test("Another TTL moves the header's checksum, and nothing else")
    func timeToLive() throws {
        let octets = try forged(Self.syn).octets
        var packet = opened(octets)
        let ttl = try #require(packet.fields.first { $0.name == "ip.ttl" })
        try packet.set(ttl, to: "3")
        let changed = octets.indices.filter { packet.octets[$0] != octets[$0] }
        #expect(changed.contains(22))
        #expect(changed.allSatisfy { [22, 24, 25].contains($0) })
        #expect(opened(packet.octets).fields.allSatisfy { !$0.isWrong })
    }

    @Test("A checksum that was wrong is marked with what it should be, and stays as it is")
    func wrongChecksum() throws {
        var octets = try forged(Self.syn).octets
        let right = Int(octets[24]) << 8 | Int(octets[25])
        octets[24] ^= 0xff
        var packet = opened(octets)
        let checksum = try #require(packet.fields.first { $0.name == "ip.checksum" })
        let digits = String(right, radix: 16)
        #expect(checksum.state == .wrong("0x" + String(repeating: "0", count: 4 - digits.count) + digits))
        let ttl = try #require(packet.fields.first { $0.name == "ip.ttl" })
        try packet.set(ttl, to: "3")
        #expect(packet.octets[24..<26] == octets[24..<26])
        // Space has it follow again.
        try packet.toggleAutomatic(try #require(packet.fields.first { $0.name == "ip.checksum" }))
        #expect(packet.fields.first { $0.name == "ip.checksum" }?.state == .automatic)
        #expect(packet.octets[24..<26] != octets[24..<26])
    }

    @Test("All can be undone to the first octet, and done again")
    func undo() throws {
        let octets = try forged(Self.syn).octets
        var packet = opened(octets)
        for (name, text) in [("ip.ttl", "1"), ("tcp.options.mss_val", "536"), ("tcp.flags", "SA"), ("ip.len", "9")] {
            try packet.set(try #require(packet.fields.first { $0.name == name }), to: text)
        }
        try packet.add("data", at: 3)
        try packet.remove(at: 2)
        try packet.setOctets(Array(packet.octets.prefix(20)))
        let last = packet.octets
        var count = 0
        while packet.undo() { count += 1 }
        #expect(count == 7)
        #expect(packet.octets == octets)
        #expect(!packet.isChanged)
        while packet.redo() {}
        #expect(packet.octets == last)
    }

    @Test("Another octet makes other layers: the fields follow")
    func octets() throws {
        var packet = opened(try forged(Self.syn).octets)
        var octets = packet.octets
        octets[23] = 17
        try packet.setOctets(octets)
        #expect(packet.layers.map(\.name).contains("udp"))
        #expect(packet.fields.contains { $0.name == "ip.proto" && $0.number == 17 })
        #expect(packet.octets == octets)
    }

    @Test("A layer that goes takes the number that named it along")
    func layers() throws {
        var packet = try forged("eth/ip(dst=10.0.0.1)/udp/'x'")
        try packet.remove(at: 2)
        try packet.add("tcp", at: 2)
        #expect(packet.fields.first { $0.name == "ip.proto" }?.number == 6)
        #expect(packet.octets.count == 14 + 20 + 20 + 1)
        try packet.duplicate(at: 1)
        #expect(packet.fields.filter { $0.name == "ip.proto" }.map(\.number) == [4, 6])
        #expect(throws: ForgeError.self) { try packet.add("tpc", at: 0) }
    }

    @Test(
        "A packet and its expression say the same",
        arguments: [
            syn, "eth/ip(dst=10.0.0.1,ttl=3)/icmp(type=8)/'ibuki'",
            "eth/ip(dst=10.0.0.1)/udp(dstport=53)/dns(queries=[{name=example.test,type=AAAA}])",
            "eth/ip(dst=10.0.0.1,len=9,checksum=0x1234)/tcp(flags=S,options=[mss=1460,sackOK,nop,wscale=7])/hex:00ff",
            "eth/vlan(id=7)/arp(dst.proto_ipv4=10.0.0.9)", "eth/ipv6(dst=2001:db8::1)/icmpv6(type=128)/'x'",
        ])
    func expression(text: String) throws {
        let made = try forged(text)
        // As octets alone it is said again in other words, by layers.
        let again = opened(made.octets).expression
        #expect(again.hasPrefix("eth"), "\(again)")
        #expect(try forged(again).octets == made.octets, "\(again)")
    }

    @Test("What nobody set is left to who sends: until it is set")
    func blanks() throws {
        var packet = try forged("eth/ip(dst=10.0.0.1)/icmp")
        let source = try #require(packet.fields.first { $0.name == "ip.src" })
        #expect(source.state == .automatic)
        #expect(!packet.sequence.gives("src", ofPiece: 1))
        try packet.set(source, to: "10.0.0.7")
        #expect(packet.sequence.gives("src", ofPiece: 1))
        #expect(packet.fields.first { $0.name == "ip.src" }?.state == .byHand)
        // Of a captured packet nothing is.
        #expect(opened(packet.octets).sequence.gives("src", ofPiece: 1))
    }

    @Test("Every recipe is a packet", arguments: ForgeRecipe.standard)
    func recipes(recipe: ForgeRecipe) throws {
        let packet = try forged(recipe.expression)
        #expect(packet.octets.count > 14)
        #expect(packet.fields.allSatisfy { !$0.isWrong })
    }
}
