import PacketPresenters
import PacketProtocols
import PacketSamples
import Testing

@testable import Packets

@Suite("Explanations")
struct ExplanationTests {
    private static let registry = Registry.standard

    private static func text(_ name: String, width: Int = 80) throws -> String {
        var text = TextBuffer()
        try #require(Explanation(of: name, in: registry), "\(name)").write(into: &text, width: width)
        return String(decoding: text)
    }

    /// What is written of a name in a packet; `nil` when it is not there.
    private static func text(_ name: String, in packet: inout PacketView) throws -> String? {
        var text = TextBuffer()
        let explanation = try #require(Explanation(of: name, in: registry))
        return explanation.write(valuesIn: &packet, into: &text) ? String(decoding: text) : nil
    }

    private static func lines(_ text: String) -> [Substring] { text.split(separator: "\n") }

    @Test("what is all computed lies at no bits: neither a ruler is drawn nor a column of them")
    func computed() throws {
        let text = try Self.text("frame")
        #expect(!text.contains("0 1 2 3"))
        #expect(Self.lines(text).contains { $0.hasPrefix("Name ") })
    }

    @Test("every protocol, item and field is explained, and no table or prose is wider than 80 columns")
    func fits() throws {
        var names: [String] = []
        for field in Self.registry.fields where names.last != field.name { names.append(field.name) }
        for name in Set(names) where !name.hasPrefix("_") {
            for line in Self.lines(try Self.text(name)) {
                // An expression is one word, which is never broken.
                guard !line.contains("ibuki craft"), line.count > 80 else { continue }
                let longest = line.split(separator: " ").map(\.count).max() ?? 0
                #expect(longest > 30, "\(name): \(line)")
            }
        }
    }

    @Test("a field that several formats declare is explained once, with its values once")
    func once() throws {
        let name = try Self.text("dns.qry.name")
        #expect(Self.lines(name).count { $0.hasPrefix("dns.qry.name") } == 1)
        #expect(Self.lines(name).count { $0.hasPrefix("To filter") } == 1)
        let suite = try Self.text("tls.handshake.ciphersuite")
        #expect(Self.lines(suite).count { $0.contains("TLS_AES_128_GCM_SHA256") } == 1)
        #expect(Self.lines(suite).count < 430)
    }

    @Test("a field's box stands between double lines, however small it is")
    func marks() throws {
        let port = try Self.text("tcp.srcport")
        let ruler = String(repeating: "+=", count: 16) + String(repeating: "+-", count: 16) + "+\n"
        #expect(port.contains(ruler + "|          Source Port          |"))
        let flag = try Self.text("tcp.flags.syn")
        #expect(Self.lines(flag).count { $0.hasPrefix("+") && $0.contains("=") } == 2)
        #expect(flag.contains("+-+-+-+-+-+-+-+-+-+-+-+-+-+-+=+-+"))
        #expect(try !Self.text("tcp.len").contains("+="), "what is computed has no box")
    }

    @Test("TLS, its records and messages say which items there are and what they are called")
    func items() throws {
        let tls = try Self.text("tls")
        #expect(tls.contains("Items of tls.records:\n  change_cipher_spec alert handshake"))
        let record = try Self.text("tls.record")
        #expect(record.hasPrefix("TLS Record\n"))
        #expect(record.contains("22 handshake "))
        let handshake = try Self.text("tls.handshake")
        #expect(handshake.hasPrefix("Handshake Protocol\n"))
        #expect(handshake.contains("1 client_hello "))
        let hello = try Self.text("tls.handshake.client_hello")
        #expect(hello.hasPrefix("Client Hello\n"))
        #expect(hello.contains("server_name"))
        #expect(hello.contains("ibuki craft \"ip/tcp/tls(records=[handshake=[client_hello={extensions=[server_name"))
    }

    @Test("a name in a packet is drawn with the packet's values, the field marked")
    func packets() throws {
        var random = SplitMix64(seed: 1)
        let octets = try ForgeSequence(
            ForgeExpression("ip(src=10.0.0.2,dst=10.0.0.1)/tcp(srcport=40000,dstport=80,flags=S,options=[mss=1460])")
        ).packet(at: 0, random: &random).octets()
        var dissection = Dissection()
        Self.registry.dissect(octets.octets, as: .ethernet, into: &dissection)
        var packet = PacketView(
            bytes: octets.octets, layers: dissection.layers,
            frame: FrameInfo(capturedLength: octets.count, originalLength: octets.count, linkType: .ethernet))
        let tcpText = try Self.text("tcp", in: &packet)
        let tcp = try #require(tcpText)
        #expect(tcp.contains("|             40000             |"))
        let portText = try Self.text("tcp.srcport", in: &packet)
        let port = try #require(portText)
        #expect(port.contains("+=+=+") && port.contains("tcp.srcport = 40000"))
        let sizeText = try Self.text("tcp.options.mss_val", in: &packet)
        let size = try #require(sizeText)
        #expect(size.contains("1460"))
        let itemText = try Self.text("tcp.options.mss", in: &packet)
        let item = try #require(itemText)
        #expect(item.contains("1460"))
        let (layer, field) = (try Self.text("udp", in: &packet), try Self.text("udp.srcport", in: &packet))
        #expect(layer == nil && field == nil)
    }
}
