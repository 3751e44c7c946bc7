import Packets

/// The fast tests: of fields that lie at fixed bits of their layer or are computed.
extension FilterProgram {
    /// Tests the values of a field one after the other, up to the first that decides. Reads nothing else.
    @inline(__always)
    func test(_ instruction: FilterInstruction, _ declarations: Declarations, _ packet: inout PacketView) -> Bool {
        let field = fields[Int(instruction.first)]
        var isThere = false
        for layer in (field.hasFrame ? -1 : 0)..<packet.layers.count {
            let id = layer < 0 ? ProtocolID.frame.rawValue : packet.layers[layer].id.rawValue
            for number in Int(field.firstGroup)..<Int(field.firstGroup &+ field.groupCount) {
                guard groups[number].id == id else { continue }
                let group = groups[number]
                let message = layer < 0 ? packet.bytes : packet.message(layer)
                let measured = group.type.measure(message, from: 0, to: message.byteCount)
                let parts = measured ?? group.type.measureCut(message, from: 0, to: message.byteCount)
                packet.index = layer
                for index in Int(group.first)..<Int(group.first &+ group.count) {
                    let row = rows[index]
                    if measured == nil, row.content != .bits || row.width == 0 { continue }
                    guard declarations.holds(row, message, parts, packet) else { continue }
                    var raw: UInt64 = 0
                    if row.content == .derived {
                        guard let value = declarations.derived[Int(row.target)].compute(message, 0, parts, packet)
                        else { continue }
                        switch value {
                        case .number(let number): raw = number
                        case .numbers(let list):
                            guard let last = list.last else { continue }
                            for number in list where decides(number, row.kind, instruction) {
                                return !instruction.needsAll
                            }
                            raw = last
                        case .texts(let list): if list.isEmpty { continue }
                        case .text, .textRange, .range: break
                        }
                    } else {
                        let place = row.place(from: 0, parts)
                        guard place.width > 0, place.bit &+ place.width <= parts.end(Int(row.part)) &* 8 else {
                            continue
                        }
                        if row.kind.isNumeric { raw = Declarations.load(place, row.kind, message) }
                    }
                    if decides(raw, row.kind, instruction) { return !instruction.needsAll }
                    isThere = true
                }
            }
        }
        return isThere && instruction.needsAll
    }

    /// Whether a value settles the test: one that meets it where any may, one that does not where all must.
    @inline(__always)
    private func decides(_ raw: UInt64, _ kind: ValueKind, _ instruction: FilterInstruction) -> Bool {
        if instruction.operation == .hasField { return true }
        let number = (kind == .boolean ? (raw == 0 ? 0 : 1) : raw) ^ instruction.bias
        let inside =
            instruction.operation == .inRange
            ? number &- instruction.lower <= instruction.span
            : ranges.holds(number, from: Int(instruction.second), count: Int(instruction.count))
        return (inside == instruction.inside) != instruction.needsAll
    }
}
