import PacketProtocols
import Testing

@testable import Packets

@Suite("Registry")
struct RegistryTests {
    private enum Extra: PacketProtocol {
        static var name: String { "extra" }
        static var title: String { "Extra" }
        static var reference: String { "" }
        static var aliases: [String] { ["more"] }
        static var number: Field<UInt8> { .init("number", "Number", bits: 0..<8) }
        static var tree: [AnyField] { [.init(number)] }
        static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { to > from ? LayerParts(1) : nil }
    }

    @Test("lays declarations out once, whoever asks first")
    func laidOutOnce() async {
        var registry = Registry.standard
        registry.register(Extra.self, under: .udpPort(7))
        let lazy = registry.routes.declarations
        let seen = await withTaskGroup(of: ObjectIdentifier.self) { group in
            for _ in 0..<16 { group.addTask { ObjectIdentifier(lazy.value) } }
            return await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(seen.count == 1)
    }

    @Test("lays them out anew for a protocol more, and not for a number that leads elsewhere")
    func laidOutAnew() throws {
        var registry = Registry.standard
        let before = registry.declarations
        registry.decode(.tcpPort(8888), as: try #require(registry.protocolID(named: "http")))
        #expect(registry.declarations === before)
        #expect(registry.routes.lookup(.tcpPort(8888)) == registry.protocolID(named: "http")?.rawValue)
        registry.register(Extra.self, under: .udpPort(7))
        #expect(registry.declarations !== before)
        #expect(registry.protocolID(named: "more") == registry.protocolID(named: "extra"))
        #expect(registry.fields(named: "extra.number").count == 1)
        #expect(Registry.standard.protocolID(named: "extra") == nil)
    }

    @Test("gives a protocol one number among protocols and among what they declare")
    func numbers() throws {
        let registry = Registry.standard
        for (number, type) in registry.protocols.enumerated() {
            let isSame = registry.declarations.schemas[number].type == type
            #expect(isSame && registry.declarations.plans[number].type == type, "\(type)")
        }
        let first: [(ProtocolID, any PacketProtocol.Type)] = [
            (.data, OpaqueData.self), (.frame, FrameProtocol.self), (.malformed, MalformedMark.self),
            (.short, ShortMark.self),
        ]
        for (id, type) in first { #expect(ObjectIdentifier(registry[id]) == ObjectIdentifier(type)) }
    }
}
