import PacketProtocols
import Packets
import Testing

/// What the declarations say of their fields, for those who learn.
struct MeaningTests {
    /// Protocols whose fields are all explained.
    private static let explained: Set<String> = [
        "frame", "data", "eth", "vlan", "ieee8021ad", "llc", "null", "sll", "raw", "arp", "ah", "esp", "ip", "ipv6",
        "icmp", "icmpv6", "tcp", "udp", "dns", "mdns", "llmnr", "dhcp", "http", "ssdp", "tls", "gre", "erspan", "mpls",
        "igmp",
        "pppoe", "pppoed", "pppoes", "ppp", "lcp", "ipcp", "ipv6cp", "pap", "chap", "vxlan", "geneve", "bgp", "stp",
        "lldp",
    ]

    private static var fields: [FieldInfo] {
        Registry.standard.fields.filter { explained.contains($0.protocolName) }
    }

    @Test("every field has its meaning and the section that it comes from")
    func complete() {
        #expect(Self.fields.count > 1200)
        let silent = Self.fields.filter { $0.meaning == nil || $0.section == nil }.map(\.name)
        #expect(silent.isEmpty, "\(silent.joined(separator: " "))")
    }

    @Test("no two fields of different names are explained by the same sentence")
    func distinct() {
        var names: [String: String] = [:]
        for field in Self.fields {
            for sentence in Self.sentences(field.meaning ?? "") {
                let first = names[sentence]
                #expect(first == nil || first == field.name, "\(first ?? "") and \(field.name): \(sentence)")
                names[sentence] = field.name
            }
        }
    }

    @Test("a meaning is a few whole sentences on one line, and its section names a document")
    func shape() {
        for field in Self.fields {
            guard let meaning = field.meaning, let section = field.section else { continue }
            #expect(meaning.hasSuffix(".") && meaning.utf8.count > 3, "\(field.name)")
            #expect(!meaning.contains("\n") && !meaning.contains("  "), "\(field.name)")
            #expect(meaning.utf8.count <= 400, "\(field.name) takes \(meaning.utf8.count) characters")
            #expect(!section.hasSuffix(".") && section.utf8.count >= 7, "\(field.name): \(section)")
            if section.hasPrefix("RFC ") {
                let words = section.split(separator: " ")
                #expect(UInt16(words[1]) != nil, "\(field.name): \(section)")
                #expect(words.count == 2 || ["section", "appendix"].contains(words[2]), "\(field.name): \(section)")
                #expect(words.count == 2 || words.count == 4, "\(field.name): \(section)")
            }
        }
    }

    @Test("a field that was declared without a meaning has none")
    func silence() {
        enum Quiet: PacketProtocol {
            static var name: String { "quiet" }
            static var title: String { "Quiet" }
            static var reference: String { "" }
            static var number: Field<UInt8> { .init("number", "Number", bits: 0..<8) }
            static var tree: [AnyField] { [.init(number)] }
            static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
                to - from >= 1 ? LayerParts(1) : nil
            }
        }
        var registry = Registry.standard
        registry.register(Quiet.self, under: .udpPort(9))
        let field = registry.fields(named: "quiet.number").first
        #expect(field != nil)
        #expect(field?.meaning == nil)
        #expect(field?.section == nil)
    }

    private static func sentences(_ text: String) -> [String] {
        text.split(separator: ". ").map { String($0).lowercased() }
    }
}
