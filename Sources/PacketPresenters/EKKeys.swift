import Packets

/// The keys of `-T ek`, rendered once for a registry.
struct EKKeys: Sendable {
    struct Entry: Sendable, BitwiseCopyable {
        fileprivate var start: UInt32
        /// Where the key without the protocol before it starts.
        fileprivate var bareStart: UInt32
        fileprivate var end: UInt32
        /// The first field of the same name.
        let canonical: UInt32
        /// How the field's value is written.
        fileprivate let form: ValueForm
        /// Hexadecimal digits.
        let digits: UInt8

        /// How many bytes a key takes.
        @inline(__always) var room: Int { Int(end &- start) }

        /// How a node's value is written: a list's and an item's is that it is there, or its octets.
        @inline(__always)
        func form(of node: Node) -> ValueForm {
            if node.kind == .value { return form }
            return form == .boolean ? .presence : .octets
        }
    }
    private let octets: [UInt8]
    private let entries: [Entry]
    /// The number that stands for all that has no name.
    let text: UInt32

    init(_ declarations: Declarations) {
        var octets: [UInt8] = []
        var numbers: [String: UInt32] = [:]
        entries = declarations.fields.enumerated().map { number, info in
            let name = info.name.utf8.map { $0 == 0x2e ? 0x5f : $0 }
            let start = octets.count
            octets += [0x22] + Array(info.protocolName.utf8) + [0x5f] + name + [0x22, 0x3a]
            let bare = octets.count
            octets += [0x22] + name + [0x22, 0x3a]
            let canonical = numbers[info.name] ?? UInt32(number)
            numbers[info.name] = canonical
            return Entry(
                start: UInt32(start), bareStart: UInt32(bare), end: UInt32(octets.count), canonical: canonical,
                form: ValueForm(of: declarations.formats[number]), digits: UInt8(info.digits))
        }
        self.octets = octets + Array(repeating: 0x20, count: TextStretch.slack)
        text = UInt32(declarations.fields.count)
    }

    @inline(__always)
    subscript(field: FieldID) -> Entry { entries[Int(field.rawValue)] }

    /// `"ip_ip_src":`, or `"ip_src":`.
    @inline(__always)
    func put(_ entry: Entry, isBare: Bool, into text: inout TextStretch) {
        let start = isBare ? entry.bareStart : entry.start
        let end = isBare ? entry.end : entry.bareStart
        unsafe text.put(octets.span.bytes, from: Int(start), count: Int(end &- start))
    }
}
