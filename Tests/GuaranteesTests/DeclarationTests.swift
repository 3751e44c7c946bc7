import PacketProtocols
import Foundation
import Testing

@testable import HostNetwork
@testable import Packets

/// What must hold of every field that is declared, whoever declares it: what the core takes for granted.
@Suite("Declarations")
struct DeclarationTests {
    private static let schemas = [Registry.standard, .sockets].flatMap { $0.declarations.schemas.map(\.type) }

    /// A field with a place in a schema's octets.
    private struct Placed {
        var declaration: FieldDeclaration
        var part: Int
        var bits: Range<Int>
        var isUsual: Bool { declaration.isUsual }
    }

    private func placed(_ schema: any Schema.Type) -> [Placed] {
        schema.declarations.compactMap { declaration in
            guard case .bits(let part, let place) = declaration.content, declaration.aliasOf == nil else { return nil }
            return Placed(declaration: declaration, part: part, bits: place.bit..<place.bit + place.width)
        }
    }

    @Test("fields that are always there lie beside or inside each other, never across")
    func overlap() {
        for schema in Self.schemas {
            let placed = placed(schema).filter(\.isUsual)
            for (index, a) in placed.enumerated() {
                for b in placed[..<index] where a.part == b.part && a.bits.overlaps(b.bits) {
                    let isNested =
                        a.bits.lowerBound >= b.bits.lowerBound && a.bits.upperBound <= b.bits.upperBound
                        || b.bits.lowerBound >= a.bits.lowerBound && b.bits.upperBound <= a.bits.upperBound
                    #expect(isNested, "\(schema): \(a.declaration.name) lies across \(b.declaration.name)")
                }
            }
        }
    }

    /// Schemas with bits that have no meaning there, or that another schema over the same octets names.
    private static let withUnnamedBits: Set<String> = [
        "Unreachable", "QuickStart", "NetworkInterface", "MachineIdentifier", "Version2Record", "Tag", "Multipath",
        "HTTPHeader",
    ]
    /// Fields that tshark gives two kinds of value under one name.
    private static let ofTwoKinds: Set<String> = ["icmpv6.opt.linkaddr", "icmpv6.opt.prefix"]

    @Test("the fields of a fixed part leave no bit without a name")
    func tiling() {
        for schema in Self.schemas where !Self.withUnnamedBits.contains("\(schema)") {
            for (part, fields) in Dictionary(grouping: placed(schema), by: \.part) {
                var end = 0
                for field in fields.sorted(by: { $0.bits.lowerBound < $1.bits.lowerBound }) where !field.bits.isEmpty {
                    #expect(
                        field.bits.lowerBound <= end,
                        "\(schema): bits \(end) to \(field.bits.lowerBound) of part \(part)")
                    end = max(end, field.bits.upperBound)
                }
                #expect(end % 8 == 0, "\(schema): part \(part) ends within an octet")
            }
        }
    }

    @Test("two fields of one part that are always there have two names")
    func names() {
        for schema in Self.schemas {
            var seen: Set<String> = []
            for declaration in schema.declarations where declaration.aliasOf == nil {
                guard declaration.conditions.isEmpty, declaration.predicate == nil else { continue }
                let name = declaration.fullName(behind: schema.prefix)
                if name.isEmpty { continue }
                // In another part the field may stand for it: of two parts one is empty.
                var part = ""
                switch declaration.content {
                case .bits(let number, _), .items(let number, _): part = " \(number)"
                case .derived: break
                }
                #expect(seen.insert(name + part).inserted, "\(schema): \(name)")
                #expect(!declaration.label.description.isEmpty, "\(schema): \(name) has no label")
                #expect(
                    name.utf8.allSatisfy {
                        $0 == 0x2e || $0 == 0x5f || $0 == 0x2d || ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10
                    },
                    "\(schema): \(name)")
            }
        }
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
            for line in source.split(separator: "\n") {
                guard let match = line.firstMatch(of: /static var `?(\w+)`?: (?:Field|Repeated|Derived)</) else {
                    continue
                }
                declared += 1
                let name = "`?\(match.1)`?"
                let isUsed = try source.contains(
                    Regex("(init|hidden|group|when|unless)\\(\\s*\(name)[,)]|alias\\([^)]*\\s\(name)[,)]|by: \(name),"))
                #expect(isUsed, "\(path): \(match.1)")
            }
        }
        #expect(declared > 500)
    }
}
