import Packets

/// The texts of short headers that were written before. The two ends of a link put the same few octets in front of all
/// their packets, and what a header looks like of which nothing is computed depends on its octets alone.
///
/// As many headers are kept as there are places; which place is a header's follows from its octets.
struct LayerTexts: Sendable {
    /// A layer whose text may be kept, and where it would be.
    struct Key: BitwiseCopyable {
        fileprivate let octets: SIMD2<UInt64>
        fileprivate let schema: UInt16
        fileprivate let length: UInt8
        fileprivate let place: Int
    }

    private struct Entry: Sendable, BitwiseCopyable {
        var octets = SIMD2<UInt64>(0, 0)
        var schema: UInt16 = 0
        var length: UInt8 = 0
        /// How many nodes the layer has, its own counted; 0 where nothing is kept.
        var nodes: UInt8 = 0
        /// The field of its last node.
        var last = FieldID(rawValue: 0)
        var count = 0
    }

    private static var places: Int { 16 }
    private static var maximumCount: Int { 1024 }
    private var entries = Array(repeating: Entry(), count: places)
    private var texts = [UInt8](repeating: 0, count: places * maximumCount + TextStretch.slack)

    /// - Returns: `nil` for a layer that has lists, or octets that are a field only where code says so, and for one of a
    ///   length that is not kept.
    @inline(__always)
    static func key(of layer: DetailNode, in bytes: RawSpan, _ declarations: Declarations) -> Key? {
        let length = Int(layer.length)
        let start = Int(layer.start)
        guard length >= 8, length <= 16, start &+ length <= bytes.byteCount,
            declarations.plans[Int(layer.schema)].isPlain
        else { return nil }
        let last = start &+ length &- MemoryLayout<UInt64>.size
        let octets = SIMD2(bytes.quad(start), bytes.quad(last))
        let mixed = (octets.x ^ (octets.y &<< 29 | octets.y &>> 35)) &* 0x9e37_79b9_7f4a_7c15
        return Key(
            octets: octets, schema: layer.schema, length: UInt8(truncatingIfNeeded: length),
            place: Int(truncatingIfNeeded: mixed &>> 60))
    }

    /// How long the text is that was kept for this layer, and how many nodes it stands for; `nil` when none was. The same
    /// octets have the same plain fields, and a computed field or a fault makes the layer longer.
    @inline(__always)
    func find(_ key: Key, at position: Int, _ nodes: Span<DetailNode>) -> (count: Int, nodes: Int)? {
        let entry = entries[key.place]
        guard entry.octets == key.octets, entry.schema == key.schema, entry.length == key.length, entry.nodes > 0 else {
            return nil
        }
        let end = position &+ Int(entry.nodes)
        guard end <= nodes.count, nodes[end &- 1].field == entry.last, end == nodes.count || nodes[end].depth == 0
        else {
            return nil
        }
        return (entry.count, Int(entry.nodes))
    }

    /// Puts the text that ``find(_:at:_:)`` found.
    @inline(__always)
    func put(_ key: Key, count: Int, into text: inout TextStretch) {
        unsafe text.put(texts.span.bytes, from: key.place &* Self.maximumCount, count: count)
    }

    /// Keeps the text of the layer whose nodes are `first..<end`, if it is not too long and nothing in it is computed.
    mutating func keep(
        _ text: RawSpan, for key: Key, from first: Int, to end: Int, _ nodes: Span<DetailNode>,
        _ declarations: Declarations
    ) {
        guard text.byteCount <= Self.maximumCount, end &- first <= 0xff else { return }
        for index in first &+ 1..<end {
            let node = nodes[index]
            guard node.kind == .value, !declarations.fields[Int(node.field.rawValue)].isDerived else { return }
        }
        let start = key.place &* Self.maximumCount
        for offset in 0..<text.byteCount { texts[start &+ offset] = text.octet(offset) }
        entries[key.place] = Entry(
            octets: key.octets, schema: key.schema, length: key.length, nodes: UInt8(end &- first),
            last: nodes[end &- 1].field, count: text.byteCount)
    }
}
