import PacketProtocols
import Foundation
import Testing

@testable import HostNetwork
@testable import Packets

/// What must hold of every field that is declared, whoever declares it: what the core takes for granted.
@Suite("Declarations")
struct DeclarationTests {
    private static let schemas = [Registry.standard, .sockets].flatMap { $0.declarations.schemas.map(\.type) }

    /// Schemas with bits that have no meaning there, or that another schema over the same octets names.
    private static let withUnnamedBits: Set<String> = [
        "Unreachable", "QuickStart", "NetworkInterface", "MachineIdentifier", "Version2Record", "Tag", "Multipath",
        "HTTPHeader",
    ]
    /// Fields that tshark gives two kinds of value under one name.
    private static let ofTwoKinds: Set<String> = ["icmpv6.opt.linkaddr", "icmpv6.opt.prefix"]

    @Test("fields lie beside or inside each other, leave no bit without a name, and have names of their own")
    func flaws() {
        for flaw in DeclarationFlaw.all(in: Registry.standard) + DeclarationFlaw.all(in: Registry.sockets) {
            if flaw.kind == .unnamedBits, Self.withUnnamedBits.contains(flaw.schema) { continue }
            Issue.record("\(flaw)")
        }
    }

    /// A format with one of each flaw.
    private enum Flawed: PacketProtocol {
        static var name: String { "flawed" }
        static var title: String { "Flawed" }
        static var reference: String { "none" }
        static var first: Field<UInt8> { .init("first", "First", bits: 0..<8) }
        static var across: Field<UInt8> { .init("across", "Across", bits: 4..<12) }
        static var again: Field<UInt8> { .init("first", "", bits: 24..<32) }
        static var spaced: Field<UInt8> { .init("a b", "Spaced", bits: 32..<36) }
        static var tree: [AnyField] { [.init(first), .init(across), .init(again), .init(spaced)] }
        static var layout: PartLayout { .fixed(5) }
    }

    @Test("each kind of flaw in a declaration is found, of whoever declares it")
    func flawed() {
        let flaws = DeclarationFlaw.all(in: Flawed.self)
        #expect(
            flaws.map(\.description) == [
                "Flawed: across lies across first", "Flawed: bits 12..<24 of part 0",
                "Flawed: part 0 ends within an octet", "Flawed: flawed.first", "Flawed: flawed.first",
                "Flawed: flawed.a b",
            ])
        #expect(
            flaws.map(\.kind) == [.overlap, .unnamedBits, .unnamedBits, .sameName, .noLabel, .name])
    }

    @Test("a field that is declared and forgotten in the tree is found in the source")
    func forgotten() {
        let source = """
            static var first: Field<UInt8> { .init("first", "First", bits: 0..<8) }
            static var `class`: Field<UInt8> { .init("class", "Class", bits: 8..<16) }
            static var second: Derived<My, UInt8> { .init("second", "Second") { _, _ in 1 } }
            static var options: Repeated<Option> { .init("options", "Options", part: 1) }
            static var tree: [AnyField] { [.init(first), .group(`class`, [.init(options)])] }
            """
        #expect(DeclarationFlaw.fieldsWithoutTree(in: source) == ["second"])
        let composed = """
            static var first: Field<UInt8> { .init("first", "First", bits: 0..<8) }
            static var second: Field<UInt8> { .init("second", "Second", bits: 8..<16) }
            static var tree: [AnyField] {
                let others: [AnyField] = isLong ? [.init(second)] : []
                return [.init(first)] + others
            }
            """
        #expect(DeclarationFlaw.fieldsWithoutTree(in: composed) == [])
    }

    @Test("fields of one name have one kind of value, wherever they are declared")
    func kinds() {
        let fields = Registry.standard.fields + Registry.sockets.fields
        for (name, fields) in Dictionary(grouping: fields, by: \.name) {
            if Self.ofTwoKinds.contains(name) { continue }
            let kinds = Set(fields.filter { !$0.isSchema }.map(\.kind))
            #expect(kinds.count <= 1, "\(name): \(kinds)")
        }
    }

    @Test("what is declared stands in a tree")
    func trees() throws {
        let folders = ["Packets", "PacketProtocols", "HostNetwork"].map { "\(CapturedPackets.root)/Sources/\($0)" }
        var declared = 0
        for path in folders.flatMap({ CapturedPackets.files(in: $0) }) where path.hasSuffix(".swift") {
            let source = try String(contentsOfFile: path, encoding: .utf8)
            declared += SourceDeclarations(source).fields.count
            #expect(DeclarationFlaw.fieldsWithoutTree(in: source) == [], "\(path)")
        }
        #expect(declared > 500)
    }
}
