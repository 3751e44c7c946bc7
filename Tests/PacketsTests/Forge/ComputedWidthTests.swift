import PacketProtocols
import Testing

@testable import Packets

/// Lengths and counts that are computed are held to their fields' widths, as given ones are.
@Suite("Computed values")
struct ComputedWidthTests {
    struct Case: Sendable, CustomTestStringConvertible {
        /// `@` stands for so many octets.
        var expression: String
        var count = 0
        /// The field that the error names, and its largest value.
        var field: String
        var largest: String
        var testDescription: String { expression }
        var text: String { expression.replacing("@", with: "hex:" + String(repeating: "00", count: count)) }
    }

    static let cases: [Case] = [
        Case(expression: "ip(dst=10.0.0.1)/udp/@", count: 70_000, field: "udp.length", largest: "65535"),
        Case(expression: "ip(dst=10.0.0.1)/tcp/@", count: 65_500, field: "ip.len", largest: "65535"),
        Case(expression: "ip(dst=10.0.0.1)/icmp/@", count: 65_600, field: "ip.len", largest: "65535"),
        Case(expression: "ipv6(dst=::1)/tcp/@", count: 65_516, field: "ipv6.plen", largest: "65535"),
        Case(expression: "ipv6(dst=::1)/icmpv6/@", count: 70_000, field: "ipv6.plen", largest: "65535"),
        Case(expression: "eth/llc/@", count: 1498, field: "eth.len", largest: "1500"),
        Case(expression: "eth/llc/@", count: 70_000, field: "eth.len", largest: "1500"),
        Case(
            expression: "ip(dst=10.0.0.1)/tcp(options=[\(mss(11))])", field: "tcp.hdr_len", largest: "60"),
        Case(
            expression:
                "ip(dst=10.0.0.1,options=[\([String](repeating: "mtu_probe", count: 11).joined(separator: ","))])",
            field: "ip.hdr_len", largest: "60"),
        Case(
            expression: "ip(dst=10.0.0.1)/udp/dhcp(options=[hostname='\(String(repeating: "h", count: 300))'])",
            field: "dhcp.option.length", largest: "255"),
        Case(
            expression:
                "ip(dst=10.0.0.1)/udp/dns(answers=[{name=a,type=TXT,texts=['\(String(repeating: "t", count: 256))']}])",
            field: "dns.txt.length", largest: "255"),
    ]

    private static func mss(_ count: Int) -> String {
        [String](repeating: "mss=1", count: count).joined(separator: ",")
    }

    @Test("one that does not fit is an error that names the field", arguments: cases)
    func tooLarge(_ expression: Case) {
        let error = #expect(throws: ForgeError.self) { _ = try ForgeSequence(ForgeExpression(expression.text)) }
        #expect(error?.message.hasPrefix("\(expression.field) would be ") == true, "\(error?.message ?? "")")
        #expect(error?.message.contains("more than \(expression.largest)") == true, "\(error?.message ?? "")")
        #expect(error?.range != nil)
    }

    @Test(
        "the largest that fits is filled in",
        arguments: [
            "ip(dst=10.0.0.1)/udp/@65507", "ip(dst=10.0.0.1)/tcp/@65495", "ipv6(dst=::1)/tcp/@65515",
            "eth/llc/@1497", "ip(dst=10.0.0.1)/tcp(options=[\(mss(10))])",
            "ip(dst=10.0.0.1)/udp/dhcp(options=[hostname='\(String(repeating: "h", count: 255))'])",
        ])
    func largest(_ text: String) throws {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let payload = parts.count == 2 ? "hex:" + String(repeating: "00", count: Int(parts[1]) ?? 0) : ""
        var random = SplitMix64(seed: 1)
        let sequence = try ForgeSequence(ForgeExpression("\(parts[0])\(payload)"))
        #expect(try !sequence.packet(at: 0, random: &random).octets().isEmpty)
    }

    @Test(
        "what was set by hand is kept, however wrong",
        arguments: [
            "ip(dst=10.0.0.1,len=9)/udp(length=3)/@70000", "ip(dst=10.0.0.1,len=[9,10])/udp(length=[3,4])/@70000",
            "ipv6(dst=::1,plen=1)/udp(length=1)/@70000", "eth(type=7)/llc/@70000",
            "ip(dst=10.0.0.1)/tcp(hdr_len=20,options=[\(mss(11))])",
        ])
    func pinned(_ text: String) throws {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let payload = parts.count == 2 ? "hex:" + String(repeating: "00", count: Int(parts[1]) ?? 0) : ""
        var random = SplitMix64(seed: 1)
        let sequence = try ForgeSequence(ForgeExpression("\(parts[0])\(payload)"))
        #expect(try !sequence.packet(at: 0, random: &random).octets().isEmpty)
    }

    @Test("a packet made in Swift is held to it too, and its items")
    func typed() {
        let long = Packet {
            IPv4.with { $0.destination = IPv4Address(10, 0, 0, 1) }
            [UInt8](repeating: 0, count: 70_000)
        }
        #expect(throws: ForgeError(.size, "")) { try long.octets() }
        let option = DHCP.HostName.with { $0.text = TerminatedText(String(repeating: "h", count: 300)) }
        let items = Packet { DHCP.with { $0.options = [.init(option)] } }
        let router = ICMP.RouterAdvertisement.Router.with { $0.address = IPv4Address(10, 0, 0, 1) }
        let routers = [Header<ICMP.RouterAdvertisement.Router>](repeating: router, count: 256)
        let counted = Packet { Header<ICMP>(ICMP.RouterAdvertisement.with { $0.routers = routers }) }
        #expect(throws: ForgeError(.size, "")) { try counted.octets() }
        #expect(throws: ForgeError(.size, "")) { try items.octets() }
    }

    /// A header that names what follows by an octet where EtherTypes have two.
    enum Narrow: PacketProtocol {
        static var name: String { "narrow" }
        static var title: String { "Narrow" }
        static var reference: String { "none" }
        static var type: Field<UInt8> { .init("type", "Type", bits: 0..<8, auto: .next(.etherType)) }
        static var tree: [AnyField] { [.init(type)] }
        static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { to > from ? LayerParts(1) : nil }
    }

    @Test("a number that names what follows and does not fit is an error, unless it was set")
    func next() throws {
        let packet = Packet {
            Narrow.with { _ in }
            IPv4.with { $0.destination = IPv4Address(10, 0, 0, 1) }
        }
        let error = #expect(throws: ForgeError(.size, "")) { try packet.octets() }
        #expect(
            error?.message == "narrow.type would be 2048, which is more than 255; a value that is given for it is kept")
        let set = Packet {
            Narrow.with { $0.type = 7 }
            IPv4.with { $0.destination = IPv4Address(10, 0, 0, 1) }
        }
        #expect(try set.octets().first == 7)
    }

    @Test("a change by which a length no longer fits is refused, and changes nothing")
    func editing() throws {
        var random = SplitMix64(seed: 1)
        let text = "ip(dst=10.0.0.1)/udp/dns(answers=[{name=a,type=TXT,texts=['t']}])"
        let octets = try ForgeSequence(ForgeExpression(text)).packet(at: 0, random: &random).octets()
        var dissection = Dissection()
        let bytes = unsafe octets.span.bytes
        Registry.standard.dissect(bytes, as: .ethernet, into: &dissection)
        var packet = Packet(opening: PacketView(bytes: bytes, layers: dissection.layers, frame: FrameInfo()))
        #expect(throws: ForgeError(.size, "")) {
            try packet.set("dns.txt", to: String(repeating: "t", count: 256))
        }
        #expect(try packet.octets() == octets)
    }

    @Test(
        "a key that is given twice, and a range of what cannot be counted, are refused",
        arguments: [
            ("ip(ttl=1,ttl=2)", "'ttl' is given a value twice"),
            ("ip(ttl=1,dst=10.0.0.1,ttl=1)/udp", "'ttl' is given a value twice"),
            ("ip/udp/dns(queries=[{name=a.test,type=A,name=b.test}])", "'name' is given a value twice"),
            ("ip/udp/dns(queries=[{name=a.test}],queries=[{name=b.test}])", "'queries' is given a value twice"),
            ("ip/udp/dns(queries=[{name=a..b}])", "a range goes from a number"),
            ("ip/udp/dns(queries=[{name='a..b'}])", "has an empty label"),
            ("ip/udp/dns(queries=[{name=.test}])", "has an empty label"),
            ("ip/udp/dhcp(options=[hostname=h1..h9])", "a range goes from a number"),
            ("ip/tcp(dstport=http..https)", "a range goes from a number"),
        ])
    func refused(_ text: String, _ message: String) {
        let error = #expect(throws: ForgeError.self) { _ = try ForgeSequence(ForgeExpression(text)) }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
        #expect(error?.range != nil)
    }

    @Test("a name ends with a dot or without")
    func dots() throws {
        #expect(try DNSName.encode("a.test.") == DNSName.encode("a.test"))
        #expect(try DNSName.encode(".") == [0])
        #expect(try DNSName.encode("") == [0])
    }
}
