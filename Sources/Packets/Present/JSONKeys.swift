/// The keys of JSON members, rendered once for a registry, and the few ways in which they are appended.
///
/// Line feed, indentation, key and number go into the text in one append, copied sixteen bytes at a time: a call of
/// `memcpy` for each piece is what a packet's time would be spent in.
struct JSONKeys: Sendable {
    private struct Entry: Sendable, BitwiseCopyable {
        var start: UInt32
        var count: UInt16
        var treeCount: UInt16
        var treeStart: UInt32
        /// Hexadecimal digits; 0 for decimal.
        var digits: UInt8
    }

    /// Pieces that belong to no field.
    enum Piece { case member, close }

    /// Sixteen bytes at a time may be read past the end of what is meant.
    private static let slack = 16
    /// Deeper objects are indented no further.
    private static let maximumIndentation = 48

    /// `,`, a line feed and spaces; then for each field `"name": "` and `"name_tree": {`.
    private let octets: [UInt8]
    private let entries: [Entry]

    init(_ registry: Registry) {
        let spaces = 8 + 2 * Self.maximumIndentation + Self.slack
        var octets: [UInt8] = [0x2c, 0x0a] + Array(repeating: 0x20, count: spaces)
        entries = registry.tables.fields.map { info in
            let name = Array(info.name.utf8)
            let start = octets.count
            octets += [0x22] + name + Array("\": \"".utf8)
            let tree = octets.count
            octets += [0x22] + name + Array("_tree\": {".utf8)
            return Entry(
                start: UInt32(start), count: UInt16(clamping: tree - start),
                treeCount: UInt16(clamping: octets.count - tree), treeStart: UInt32(tree),
                digits: info.show == .hex ? UInt8(info.digits) : 0)
        }
        self.octets = octets + Array(repeating: 0x20, count: Self.slack)
    }

    /// `"name": "`, and a comma before it if it comes `after` another member.
    @inline(__always)
    func append(key field: FieldID, indentation: Int, after: Bool, into text: inout TextBuffer) {
        let entry = entries[Int(field.rawValue)]
        unsafe append(Int(entry.start), Int(entry.count), indentation, after, room: 0, into: &text) { _ in 0 }
    }

    /// `"name_tree": {`.
    @inline(__always)
    func append(tree field: FieldID, indentation: Int, after: Bool, into text: inout TextBuffer) {
        let entry = entries[Int(field.rawValue)]
        unsafe append(Int(entry.treeStart), Int(entry.treeCount), indentation, after, room: 0, into: &text) { _ in 0 }
    }

    /// `"name": "123"`.
    @inline(__always)
    func append(number node: Node, indentation: Int, after: Bool, into text: inout TextBuffer) {
        let entry = entries[Int(node.field.rawValue)]
        let raw = node.value == .boolean ? (node.raw == 0 ? 0 : 1) : node.raw
        unsafe append(Int(entry.start), Int(entry.count), indentation, after, room: 24, into: &text) { target in
            var length: Int
            if raw < 10, entry.digits == 0 {
                unsafe target.storeBytes(of: 0x30 + UInt8(truncatingIfNeeded: raw), as: UInt8.self)
                length = 1
            } else if entry.digits == 0 {
                length = unsafe Decimal.write(raw, to: target)
            } else {
                length = unsafe Hexadecimal.write(raw, digits: Int(entry.digits), to: target)
            }
            unsafe target.storeBytes(of: 0x22, toByteOffset: length, as: UInt8.self)
            length += 1
            return length
        }
    }

    /// A quote that begins a key, or a brace that ends an object.
    func append(_ piece: Piece, indentation: Int, after: Bool = false, into text: inout TextBuffer) {
        unsafe append(0, 0, indentation, after, room: 1, into: &text) { target in
            unsafe target.storeBytes(of: piece == .close ? 0x7d : 0x22, as: UInt8.self)
            return 1
        }
    }

    @inline(__always)
    private func append(
        _ start: Int, _ count: Int, _ indentation: Int, _ after: Bool, room: Int, into text: inout TextBuffer,
        _ tail: (UnsafeMutableRawPointer) -> Int
    ) {
        let lead = (after ? 2 : 1) &+ 8 &+ 2 &* min(indentation, Self.maximumIndentation)
        unsafe octets.withUnsafeBytes { source in
            guard let base = source.baseAddress else { return }
            unsafe text.write(upTo: lead &+ count &+ room &+ Self.slack) { target in
                unsafe Self.copy(base + (after ? 0 : 1), lead, to: target)
                unsafe Self.copy(base + start, count, to: target + lead)
                return unsafe lead &+ count &+ tail(target + (lead &+ count))
            }
        }
    }

    /// Copies `count` bytes; reads and writes up to 15 more.
    @inline(__always)
    private static func copy(_ source: UnsafeRawPointer, _ count: Int, to target: UnsafeMutableRawPointer) {
        var offset = 0
        repeat {
            let block = unsafe source.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
            unsafe target.storeBytes(of: block, toByteOffset: offset, as: SIMD16<UInt8>.self)
            offset &+= 16
        } while offset < count
    }
}

extension Hexadecimal {
    /// Writes `0x` and at least `digits` (1 to 16) digits; at most 18 bytes are touched. Gives their count.
    @inline(__always)
    static func write(_ number: UInt64, digits: Int, to target: UnsafeMutableRawPointer) -> Int {
        let needed = (67 - (number | 1).leadingZeroBitCount) >> 2
        let shown = min(max(digits, needed), 16)
        unsafe target.storeBytes(of: UInt16(littleEndian: 0x7830), as: UInt16.self)
        let text = Hexadecimal.digits(of: number)
        if shown > 8 {
            let high = text.high >> UInt64(8 &* (16 &- shown))
            unsafe target.storeBytes(of: high.littleEndian, toByteOffset: 2, as: UInt64.self)
            unsafe target.storeBytes(of: text.low.littleEndian, toByteOffset: 2 + shown - 8, as: UInt64.self)
        } else {
            let low = text.low >> UInt64(8 &* (8 &- shown))
            unsafe target.storeBytes(of: low.littleEndian, toByteOffset: 2, as: UInt64.self)
        }
        return 2 + shown
    }
}
