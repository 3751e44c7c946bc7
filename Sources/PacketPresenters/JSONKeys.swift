import Packets

/// The keys of JSON members, rendered once for a registry, and the few ways in which they are put.
///
/// Line feed, indentation and key go into the text sixteen bytes at a time: a call of `memcpy` for each piece is what a
/// packet's time would be spent in.
struct JSONKeys: Sendable {
    struct Entry: Sendable, BitwiseCopyable {
        fileprivate var start: UInt32
        fileprivate var count: UInt16
        fileprivate var treeCount: UInt16
        fileprivate var treeStart: UInt32
        /// How the field's value is written.
        let form: ValueForm
        /// Hexadecimal digits.
        let digits: UInt8

        /// How many bytes both keys take, with what stands before them.
        @inline(__always) var room: Int { Int(count) &+ Int(treeCount) &+ 2 &* JSONKeys.maximumLead }
    }

    /// Deeper objects are indented no further.
    private static let maximumIndentation = 48
    /// So deep a key and what stands before it are put as one.
    private static let maximumPaddedIndentation = 12
    /// The longest that stands before a key: a comma, a line feed, spaces.
    static let maximumLead = 10 + 2 * maximumIndentation

    /// For each field spaces, `"name": "` and `"name_tree": {`.
    private let octets: [UInt8]
    private let entries: [Entry]

    init(_ declarations: Declarations) {
        var octets: [UInt8] = []
        let lead = repeatElement(UInt8(0x20), count: 10 + 2 * Self.maximumPaddedIndentation)
        octets.reserveCapacity(declarations.fields.count * 128)
        entries = declarations.formats.map { format in
            let name = declarations.names[Int(format.nameStart)..<Int(format.nameStart + format.nameLength)]
            octets += lead
            let start = octets.count
            octets.append(0x22)
            octets += name
            octets += "\": \"".utf8
            let tree = octets.count
            octets.append(0x22)
            octets += name
            octets += "_tree\": {".utf8
            return Entry(
                start: UInt32(start), count: UInt16(clamping: tree - start),
                treeCount: UInt16(clamping: octets.count - tree), treeStart: UInt32(tree), form: ValueForm(of: format),
                digits: format.digits)
        }
        self.octets = octets + Array(repeating: 0x20, count: TextStretch.slack)
    }

    @inline(__always)
    subscript(field: FieldID) -> Entry { entries[Int(field.rawValue)] }

    /// `"name": "`, and a comma before it if it comes `after` another member.
    @inline(__always)
    func put(key entry: Entry, indentation: Int, after: Bool, into text: inout TextStretch) {
        Self.put(lead: indentation, after: after, into: &text)
        unsafe text.put(octets.span.bytes, from: Int(entry.start), count: Int(entry.count))
    }

    /// `"name": "` behind another member.
    @inline(__always)
    func put(nextKey entry: Entry, indentation: Int, into text: inout TextStretch) {
        guard indentation <= Self.maximumPaddedIndentation else {
            return put(key: entry, indentation: indentation, after: true, into: &text)
        }
        let lead = 10 &+ 2 &* indentation
        unsafe text.put(
            octets.span.bytes, from: Int(entry.start) &- lead, count: lead &+ Int(entry.count), beginning: 0x0a2c)
    }

    /// `"name": `, before what is no string.
    @inline(__always)
    func put(bareKey entry: Entry, into text: inout TextStretch) {
        unsafe text.put(octets.span.bytes, from: Int(entry.start), count: Int(entry.count) &- 1)
    }

    /// `"name_tree": {`.
    @inline(__always)
    func put(tree entry: Entry, indentation: Int, into text: inout TextStretch) {
        Self.put(lead: indentation, after: true, into: &text)
        unsafe text.put(octets.span.bytes, from: Int(entry.treeStart), count: Int(entry.treeCount))
    }

    /// Puts values that stand side by side and have nothing below them: most of what a packet's detail is.
    ///
    /// Here and not of the presenter, which is large: a function that the compiler does not inline gets a copy of it.
    /// - Parameter depth: of the node that was put last.
    /// - Returns: the first node that is something else.
    @inline(__always)
    func put(
        valuesFrom first: Int, depth: UInt8, indentation: Int, _ packet: PacketOctets, _ nodes: Span<DetailNode>,
        into text: inout TextStretch
    ) -> Int {
        var position = first
        var kind = nodes[position].kind
        guard nodes[position].depth == depth else { return position }
        while kind == .value {
            let next = position &+ 1
            var nextDepth: UInt8 = 0
            if next < nodes.count {
                nextDepth = nodes[next].depth
                kind = nodes[next].kind
            } else {
                kind = .layer
            }
            guard nextDepth <= depth, kind != .fault else { return position }
            let entry = self[nodes[position].field]
            guard entry.form != .described, text.has(entry.room &+ entry.form.room(nodes[position].length)) else {
                return position
            }
            put(nextKey: entry, indentation: indentation, into: &text)
            switch entry.form {
            case .decimal: text.put(decimal: nodes[position].raw)
            case .boolean: text.put(character: nodes[position].raw == 0 ? "0" : "1")
            case .hex: text.put(hex: nodes[position].raw, digits: Int(entry.digits))
            default: text.put(value: nodes[position], entry.form, digits: entry.digits, of: packet)
            }
            text.put(character: "\"")
            position = next
            guard nextDepth == depth else { return position }
        }
        return position
    }

    /// A comma, a line feed and the spaces before a member or a brace.
    @inline(__always)
    static func put(lead indentation: Int, after: Bool, into text: inout TextStretch) {
        if after { text.put(word: 0x0a2c, count: 2) } else { text.put(character: "\n") }
        text.put(spaces: 8 &+ 2 &* min(indentation, maximumIndentation))
    }
}
