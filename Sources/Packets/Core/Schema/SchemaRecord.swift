/// A schema as the registry keeps it.
package struct SchemaRecord: Sendable {
    package let type: any Schema.Type
    package let name: String
    package let prefix: String
    package let title: String
    /// Whether what follows was read from its declarations.
    package var isRead = false
    /// The field that stands for the schema itself.
    package var field = FieldID(rawValue: 0)
    package var rows: [Row] = []
    /// Fields that the forge fills in, with their rows.
    package var autos: [(row: Int, auto: AutoValue)] = []
    package var variants: [(raw: UInt64, schema: Int)] = []
    package var fallback: Int?
    package var variantTarget: Variants.Target?
    package var variantPart = 0
    package var variantPlace = FieldPlace(bit: 0, width: 0)
    /// Octets of the first part, as the declarations say.
    package var fixedLength = 0

    /// Counts, for each row, those right behind it that can be walked with it.
    mutating func countNeighbors() {
        for index in rows.indices.reversed() {
            let next = index + 1 < rows.count ? rows[index + 1] : nil
            if rows[index].conditionCount > 0 {
                guard let next, next.conditionCount > 0, next.condition == rows[index].condition else { continue }
                if next.alike < .max { rows[index].alike = next.alike + 1 }
            } else if rows[index].predicate != .max {
                guard let next, next.conditionCount == 0, next.predicate == rows[index].predicate else { continue }
                if next.alike < .max { rows[index].alike = next.alike + 1 }
            } else if rows[index].isPlain {
                let behind = next?.part == rows[index].part ? next?.plainRun ?? 0 : 0
                rows[index].plainRun = min(behind, .max - 1) + 1
            }
        }
    }
}
