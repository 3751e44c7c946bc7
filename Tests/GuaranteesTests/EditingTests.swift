import PacketProtocols
import Testing

@testable import Packets

/// Opening a packet, changing one field by its filter name, and writing it.
@Suite("Editing")
struct EditingTests {
    /// A field's value in a packet as a filter sees it.
    struct FieldValue: Hashable {
        var name: String
        var text: String
    }

    /// All values of a packet, in the order of its detail; checksums verified.
    static func values(_ octets: [UInt8], as linkType: LinkType = .ethernet) -> [FieldValue] {
        let registry = Registry.standard
        var dissection = Dissection()
        let bytes = unsafe octets.span.bytes
        registry.dissect(bytes, as: linkType, into: &dissection)
        var packet = PacketView(
            bytes: bytes, layers: dissection.layers,
            frame: FrameInfo(capturedLength: octets.count, originalLength: octets.count, linkType: linkType),
            verifiesChecksums: true)
        var detail = PacketDetail()
        registry.detail(of: &packet, into: &detail, where: { $0 >= 0 })
        return detail.nodes.filter { !$0.isHidden && ($0.kind == .value || $0.kind == .fault) }.map { node in
            var text = TextBuffer()
            registry.write(node, of: packet, detail, into: &text)
            return FieldValue(name: registry.info(node.field).name, text: String(decoding: text))
        }
    }

    static func opened(_ octets: [UInt8], as linkType: LinkType = .ethernet) -> Packet {
        var dissection = Dissection()
        let bytes = unsafe octets.span.bytes
        Registry.standard.dissect(bytes, as: linkType, into: &dissection)
        return Packet(
            opening: PacketView(
                bytes: bytes, layers: dissection.layers,
                frame: FrameInfo(capturedLength: octets.count, originalLength: octets.count, linkType: linkType)))
    }

    /// Opens the packet, changes a field and writes it.
    static func edited(
        _ octets: [UInt8], as linkType: LinkType = .ethernet, _ name: String, _ text: String, occurrence: Int = 0
    ) throws(ForgeError) -> [UInt8] {
        var packet = opened(octets, as: linkType)
        try packet.set(name, to: text, occurrence: occurrence)
        return try packet.octets()
    }

    static func crafted(_ expression: String) throws -> [UInt8] {
        var random = SplitMix64(seed: 1)
        return try ForgeSequence(ForgeExpression(expression)).packet(at: 0, random: &random).octets()
    }

    /// What changed between two packets' values, by name.
    static func changed(_ before: [FieldValue], _ after: [FieldValue]) -> Set<String> {
        if before.map(\.name) != after.map(\.name) {
            return Set(before.map(\.name)).symmetricDifference(after.map(\.name))
        }
        return Set(zip(before, after).filter { $0 != $1 }.map { $0.0.name })
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var packet: String
        var field: String
        var value: String
        /// The other fields that must follow.
        var following: Set<String>
        var testDescription: String { "\(field) = \(value) in \(packet)" }
    }

    static let cases: [Case] = [
        Case(packet: "ip(dst=10.0.0.1)/tcp/'x'", field: "ip.ttl", value: "5", following: ["ip.checksum"]),
        Case(
            packet: "ip(dst=10.0.0.1)/tcp/'x'", field: "ip.src", value: "10.9.8.7",
            following: ["ip.checksum", "tcp.checksum"]),
        Case(packet: "ip(dst=10.0.0.1)/udp/'x'", field: "eth.src", value: "00:00:5e:00:53:01", following: []),
        Case(packet: "ip(dst=10.0.0.1)/udp/'x'", field: "udp.srcport", value: "9", following: ["udp.checksum"]),
        Case(
            packet: "ip(dst=10.0.0.1)/tcp(flags=S,options=[mss=1460])/'x'", field: "tcp.options.mss_val", value: "536",
            following: ["tcp.checksum"]),
        Case(
            packet: "ip(dst=10.0.0.1)/udp/dns(queries=[{name=example.com,type=A}])", field: "dns.qry.name",
            value: "a.much.longer.name.example.com",
            following: ["ip.len", "ip.checksum", "udp.length", "udp.checksum"]),
        Case(
            packet: "ip(dst=10.0.0.1)/udp/dns(queries=[{name=example.com,type=A}])", field: "dns.qry.name", value: "b",
            following: ["ip.len", "ip.checksum", "udp.length", "udp.checksum"]),
        Case(packet: "ip(dst=10.0.0.1)/udp/dns", field: "dns.id", value: "0xbeef", following: ["udp.checksum"]),
        Case(
            packet: "ip(dst=10.0.0.1)/udp/dns(answers=[{name=a.test,type=A,a=10.0.0.1}])", field: "dns.a",
            value: "10.0.0.9", following: ["udp.checksum"]),
    ]

    @Test("a changed field has its value, lengths and checksums follow, all else stays", arguments: cases)
    func change(_ edit: Case) throws {
        let octets = try Self.crafted(edit.packet)
        let before = Self.values(octets)
        let result = try Self.edited(octets, edit.field, edit.value)
        let after = Self.values(result)
        let shown = after.first { $0.name == edit.field }?.text
        #expect(shown == edit.value)
        let changed = Self.changed(before, after).filter { !Self.isOfBits($0, of: edit.field) }
        #expect(changed == edit.following.union([edit.field]))
        #expect(!after.contains { $0.name.hasSuffix(".checksum.status") && $0.text == "0" }, "a checksum is wrong")
    }

    /// Whether a field shows bits of another one, or something computed from it.
    private static func isOfBits(_ name: String, of field: String) -> Bool {
        name.hasPrefix(field + ".") || (name != field && field.hasPrefix(name))
            || name.hasSuffix(".len") && name.hasPrefix("dns.")
            || name.hasSuffix(".labels")
            || name.hasSuffix(".payload") || name.hasSuffix("count.labels") || name == "dns.qry.name.len"
    }

    @Test("a name that grows moves the names that point behind it (RFC 1035 4.1.4)")
    func compressedNames() throws {
        let message = try #require(
            HexText.parse(
                "1234 8180 0001 0002 0000 0000"  // header
                    + "03 777777 01 61 00 0001 0001"  // www.a, at 12
                    + "c00c 0005 0001 00000010 0006 03 6d6178 c010"  // www.a CNAME max.a, its data at 35
                    + "c023 0001 0001 00000010 0004 0a000001"))  // max.a A 10.0.0.1
        let octets = try Packet {
            Ethernet.with { $0.destination = .broadcast }
            IPv4.with { $0.destination = IPv4Address(10, 0, 0, 1) }
            UDP.with {
                $0.sourcePort = 53; $0.destinationPort = 53
            }
            message
        }.octets()
        func names(_ octets: [UInt8]) -> [String] {
            let wanted: Set = ["dns.qry.name", "dns.resp.name", "dns.cname", "dns.a"]
            return Self.values(octets).filter { wanted.contains($0.name) }.map(\.text)
        }
        #expect(names(octets) == ["www.a", "www.a", "max.a", "max.a", "10.0.0.1"])
        let longer = try Self.edited(octets, "dns.qry.name", "mail.www.a")
        #expect(longer.count == octets.count + 5)
        #expect(names(longer) == ["mail.www.a", "mail.www.a", "max.a", "max.a", "10.0.0.1"])
        let shorter = try Self.edited(octets, "dns.cname", "b")
        #expect(names(shorter) == ["www.a", "www.a", "b", "b", "10.0.0.1"])
        #expect(try Self.edited(octets, "dns.cname", "max.a") == octets)
    }

    @Test("a checksum or length set by hand stays, whatever changes after it")
    func setByHand() throws {
        let octets = try Self.crafted("ip(dst=10.0.0.1)/udp/dns(queries=[{name=a.test,type=A}])")
        var packet = Self.opened(octets)
        try packet.set("udp.checksum", to: "0x1234")
        try packet.set("udp.length", to: "9")
        try packet.set("dns.qry.name", to: "longer.test")
        let values = Self.values(try packet.octets())
        #expect(values.first { $0.name == "udp.checksum" }?.text == "0x1234")
        #expect(values.first { $0.name == "udp.length" }?.text == "9")
    }

    @Test("a field set to the value that it has leaves every octet as it was")
    func sameValue() {
        let packets = CapturedPackets.folder == nil ? CapturedPackets.tour : CapturedPackets.all
        var tried = 0
        for index in stride(from: 0, to: packets.count, by: CapturedPackets.folder == nil ? 1 : 97) {
            let packet = packets[index]
            for (name, text) in Self.settable(packet) {
                tried += 1
                let written = packet.dissected { view -> [UInt8]? in
                    var opened = Packet(opening: view)
                    do throws(ForgeError) { try opened.set(name, to: text) } catch { return nil }
                    return try? opened.octets()
                }
                if written != packet.octets {
                    Issue.record("\(packet): \(name) = \(text) changes other octets, or cannot be set")
                }
            }
        }
        print("editing: \(tried) fields set to the value that they have")
        #expect(tried > 100)
    }

    @Test(
        "a field of a captured packet changed reads back changed, and no octet but its own and the checksums' differs")
    func otherValue() {
        let packets = CapturedPackets.folder == nil ? CapturedPackets.tour : CapturedPackets.all
        var tried = 0
        for index in stride(
            from: CapturedPackets.folder == nil ? 0 : 13, to: packets.count, by: CapturedPackets.folder == nil ? 2 : 193
        ) {
            let packet = packets[index]
            for node in Self.numbers(packet) {
                let info = Registry.standard.info(node.field)
                guard let bits = info.bits, info.kind == .unsigned || info.kind == .boolean else { continue }
                let scale = Self.scale(of: node)
                let value = (node.raw / scale ^ 1) * scale
                tried += 1
                let written = packet.dissected { view -> [UInt8]? in
                    var opened = Packet(opening: view)
                    do throws(ForgeError) { try opened.set(info.name, to: "\(value)") } catch { return nil }
                    return try? opened.octets()
                }
                guard let written, written.count == packet.octets.count else {
                    Issue.record("\(packet): \(info.name) cannot be set to \(value)")
                    continue
                }
                let own = Int(node.start)..<Int(node.start) + Int(node.length)
                let others = written.indices.filter { written[$0] != packet.octets[$0] && !own.contains($0) }
                let isOfChecksums = others.allSatisfy { Self.checksums(packet).contains($0) }
                #expect(isOfChecksums, "\(packet): \(info.name) = \(value) changes the octets \(others)")
                #expect(
                    own.contains { written[$0] != packet.octets[$0] }, "\(packet): \(info.name) stays, bits \(bits)")
            }
        }
        print("editing: \(tried) fields of captured packets changed")
        #expect(tried > 100)
    }

    /// The packet's fields that can be set, the first of each name, with their values as text.
    private static func settable(_ packet: CapturedPacket) -> [(String, String)] {
        numbers(packet).map { node in
            let info = Registry.standard.info(node.field)
            switch info.kind {
            case .ipv4: return (info.name, IPv4Address(raw: node.raw).description)
            case .mac: return (info.name, MACAddress(raw: node.raw).description)
            case .signed: return (info.name, "\(Int64(bitPattern: node.raw))")
            default: return (info.name, "\(node.raw)")
            }
        }
    }

    /// The nodes of numbers that lie in the packet's octets, the first of each name.
    private static func numbers(_ packet: CapturedPacket) -> [DetailNode] {
        packet.dissected { view in
            var detail = PacketDetail()
            Registry.standard.detail(of: &view, into: &detail, where: { $0 >= 0 })
            var seen = Set<String>()
            return detail.nodes.filter { node in
                guard node.kind == .value, !node.isHidden else { return false }
                let info = Registry.standard.info(node.field)
                let isFirst = seen.insert(info.name).inserted
                return isFirst && node.value.isNumeric && !node.isDerived && node.length > 0
            }
        }
    }

    private static func scale(of node: DetailNode) -> UInt64 {
        let info = Registry.standard.info(node.field)
        return UInt64(Registry.standard.declarations.schemas[info.schema].rows[info.row].scale)
    }

    /// The octets of the packet that are checksums.
    private static func checksums(_ packet: CapturedPacket) -> Set<Int> {
        packet.dissected { view in
            var detail = PacketDetail()
            Registry.standard.detail(of: &view, into: &detail, where: { $0 >= 0 })
            var octets = Set<Int>()
            for node in detail.nodes {
                if case .checksum = Registry.standard.info(node.field).auto {
                    octets.formUnion(Int(node.start)..<Int(node.start) + Int(node.length))
                }
            }
            return octets
        }
    }
}
