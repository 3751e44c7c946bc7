/// One line of a packet's detail: a layer, an item, a field's value or a fault, and where it lies.
public struct DetailNode: Sendable, BitwiseCopyable {
    public enum Kind: UInt8, Sendable, BitwiseCopyable {
        /// A protocol.
        case layer
        /// An option, a record: one of a list.
        case item
        /// A list of items.
        case list
        case value
        /// Octets that do not hold what they should; `raw` is the text's number.
        case fault
    }

    public var field: FieldID
    public var kind: Kind
    /// How the value is read.
    public var value: ValueKind
    /// How deep it stands in the tree; a layer is at 0.
    public var depth: UInt8
    /// A further name of the field before it; trees leave it out.
    public var isHidden: Bool
    /// The position of the layer among the packet's layers; -1 for the frame.
    public var layer: Int8
    /// The first octet, counted from the start of the packet.
    public var start: UInt32
    /// In octets; 0 when the value is computed.
    public var length: UInt32
    /// The number, for numeric kinds; for a computed text its number in the detail; for a list and its items that of their
    /// schema.
    public var raw: UInt64
    /// The schema that a heading belongs to.
    package var schema: UInt16
    /// The value was computed.
    public var isDerived: Bool

    package init(
        field: FieldID, kind: Kind, value: ValueKind, depth: UInt8, isHidden: Bool, layer: Int8, start: UInt32,
        length: UInt32, raw: UInt64, schema: UInt16, isDerived: Bool
    ) {
        self.field = field
        self.kind = kind
        self.value = value
        self.depth = depth
        self.isHidden = isHidden
        self.layer = layer
        self.start = start
        self.length = length
        self.raw = raw
        self.schema = schema
        self.isDerived = isDerived
    }

    /// Makes it a value that stands in the packet.
    mutating func lie(from start: Int, to end: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        length = UInt32(truncatingIfNeeded: end - start)
        isDerived = false
    }
}

/// All fields of one packet in the order of the tree. Keep one and use it again for each packet.
public struct PacketDetail: Sendable {
    public internal(set) var nodes: [DetailNode] = []
    /// Texts that were computed.
    public internal(set) var texts: [String] = []
    public init() { nodes.reserveCapacity(256) }

    /// Adds a node whose value is a computed text.
    mutating func append(_ text: String, _ model: DetailNode) {
        var node = model
        node.raw = UInt64(texts.count)
        texts.append(text)
        nodes.append(node)
    }

    @usableFromInline package mutating func clear() {
        nodes.removeAll(keepingCapacity: true)
        if !texts.isEmpty { texts.removeAll(keepingCapacity: true) }
    }
}

extension Registry {
    /// Walks a packet's layers and lists every field with its value.
    /// - Parameter wanted: only the layers for which this holds; the frame is number -1.
    @inlinable
    public func detail(
        of packet: inout PacketView, into detail: inout PacketDetail, where wanted: (Int) -> Bool = { _ in true }
    ) {
        detail.clear()
        let declarations = declarations
        if wanted(-1) { declarations.walkFrame(packet, into: &detail) }
        for index in 0..<packet.layers.count where wanted(index) {
            packet.index = index
            declarations.walk(layer: index, of: packet, into: &detail)
        }
    }

    public func info(_ field: FieldID) -> FieldInfo { declarations.info(field) }
}

extension Declarations {
    package func info(_ field: FieldID) -> FieldInfo { fields[Int(field.rawValue)] }
}
