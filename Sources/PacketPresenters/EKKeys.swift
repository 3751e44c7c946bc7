import Packets

/// The keys of `-T ek`, rendered once for a registry.
struct EKKeys: Sendable {
    struct Entry: Sendable, BitwiseCopyable {
        fileprivate var start: UInt32
        /// Where the key without the protocol before it starts.
        fileprivate var bareStart: UInt32
        fileprivate var end: UInt32
        /// The numbers of both keys; fields whose keys are the same text share them.
        fileprivate let number: UInt32
        fileprivate let bareNumber: UInt32
        /// How the field's value is written.
        fileprivate let form: ValueForm
        /// Hexadecimal digits.
        let digits: UInt8

        /// How many bytes a key takes.
        @inline(__always) var room: Int { Int(end &- start) }

        /// How a node's value is written: a list's and an item's is that it is there, or its octets.
        @inline(__always)
        func form(of node: DetailNode) -> ValueForm {
            if node.kind == .value { return form }
            return form == .boolean ? .presence : .octets
        }

        /// The number of a node's key: an item's has no protocol before it.
        @inline(__always)
        func number(of node: DetailNode) -> UInt32 { node.kind == .item ? bareNumber : number }

        /// The number of a layer's key, or a fault's.
        var layerNumber: UInt32 { bareNumber }
    }
    private let octets: [UInt8]
    private let entries: [Entry]
    /// The number of the key that stands for all that has no name: `text`.
    var text: UInt32 { 0 }
    /// How many keys there are.
    let count: Int

    init(_ declarations: Declarations) {
        var octets: [UInt8] = []
        // By texts, for an array is hashed octet by octet: with those the start took a third longer.
        var numbers: [String: UInt32] = ["text": 0]
        numbers.reserveCapacity(2 * declarations.fields.count)
        func number(of key: [UInt8]) -> UInt32 {
            let key = String(decoding: key, as: UTF8.self)
            if let known = numbers[key] { return known }
            let next = UInt32(numbers.count)
            numbers[key] = next
            return next
        }
        entries = declarations.fields.enumerated().map { index, info in
            let name = info.name.utf8.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: "_") : $0 }
            let full = Array(info.protocolName.utf8) + [UInt8(ascii: "_")] + name
            let start = octets.count
            octets += Array("\"".utf8) + full + Array("\":".utf8)
            let bare = octets.count
            octets += Array("\"".utf8) + name + Array("\":".utf8)
            return Entry(
                start: UInt32(start), bareStart: UInt32(bare), end: UInt32(octets.count), number: number(of: full),
                bareNumber: number(of: name), form: ValueForm(of: declarations.formats[index]),
                digits: UInt8(info.digits))
        }
        self.octets = octets + Array(repeating: UInt8(ascii: " "), count: TextStretch.slack)
        count = numbers.count
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
