/// How a number is shown where no name says it better, and octets of which there are none.
public enum FieldDisplay: UInt8, Sendable, BitwiseCopyable {
    case decimal
    /// With a leading `0x` and as many digits as the value's type has.
    case hex
    /// Decimal, and hexadecimal beside it in the detail tree.
    case decimalHex
    /// Octets that are shown also when there are none: as `<MISSING>`, which scripts know from tshark.
    case orMissing
    /// Likewise, as `<none>`.
    case orNone
}

/// One declaration of one field: which bits of which part of a layer, what they mean and how they are shown.
///
/// Accessors, the detail tree, the display filter, `-T fields`, JSON, crafting and the header diagram all read this
/// value. Declare fields as **computed** static properties: as stored `let`s a read across modules costs 300 ns
/// instead of 0.6; and those that other modules read `@inlinable`, for with its meaning a declaration is longer than what
/// the compiler inlines by itself: 5 ns.
public struct Field<Value: WireValue>: Sendable {
    /// The name after the schema's prefix: `srcport` of `tcp.srcport`.
    public let name: StaticString
    /// What a person reads: `Source Port`.
    public let label: StaticString
    @usableFromInline let part: Int
    @usableFromInline let bit: Int
    /// In bits; 0 means the whole part.
    @usableFromInline let width: Int
    @usableFromInline let scale: Int
    @usableFromInline let order: ByteOrder
    @usableFromInline let show: FieldDisplay
    @usableFromInline let auto: AutoValue
    @usableFromInline let preset: UInt64
    @usableFromInline let meaning: Meaning

    /// A field of fixed bits.
    /// - Parameters:
    ///   - bits: counted from the start of the part, most significant first, as RFC diagrams do.
    ///   - part: which part; 0 is the fixed start.
    ///   - scale: what the number on the wire is multiplied with to give the value: 4 for 32-bit words.
    ///   - auto: how the value is found when the user of the forge does not set it.
    ///   - preset: the number **on the wire** in a header that was just made.
    ///   - words: what the field is for, what its values do, what goes wrong with it, in a sentence or two.
    ///   - section: where that is written: `RFC 768`.
    @inlinable @inline(__always)
    public init(
        _ name: StaticString, _ label: StaticString, bits: Range<Int>, of part: Int = 0, scale: Int = 1,
        order: ByteOrder = .big, show: FieldDisplay = .decimal, auto: AutoValue = .none, preset: UInt64 = 0,
        means words: StaticString = "", in section: StaticString = ""
    ) {
        self.name = name
        self.label = label
        self.part = part
        self.bit = bits.lowerBound
        self.width = bits.upperBound &- bits.lowerBound
        self.scale = scale
        self.order = order
        self.show = show
        self.auto = auto
        self.preset = preset
        self.meaning = Meaning(words, in: section)
    }

    /// A field that fills a whole part, whatever its length.
    @inlinable @inline(__always)
    public init(
        _ name: StaticString, _ label: StaticString, part: Int, show: FieldDisplay = .decimal,
        means words: StaticString = "", in section: StaticString = ""
    ) {
        self.name = name
        self.label = label
        self.part = part
        self.bit = 0
        self.width = 0
        self.scale = 1
        self.order = .big
        self.show = show
        self.auto = .none
        self.preset = 0
        self.meaning = Meaning(words, in: section)
    }

    /// Where the value lies in the message of a layer that starts at `start`.
    @usableFromInline @_transparent
    func place(from start: Int, _ parts: LayerParts) -> FieldPlace {
        FieldPlace(
            bit: (start &+ parts.start(part)) &* 8 &+ bit,
            width: width == 0 ? parts.count(part) &* 8 : width, scale: scale, order: order)
    }
}

/// A part that holds items one after the other, each a little protocol of its own: options, records, extensions.
public struct Repeated<Item: Schema>: Sendable {
    public let name: StaticString
    public let label: StaticString
    @usableFromInline let part: Int
    let heading: ListHeading
    let meaning: Meaning

    /// - Parameters:
    ///   - name: empty when the list has no filter name of its own.
    @inlinable @inline(__always)
    public init(
        _ name: StaticString, _ label: StaticString, part: Int, means words: StaticString = "",
        in section: StaticString = ""
    ) {
        self.init(name, label, part: part, heading: .octets, means: words, in: section)
    }

    /// - Parameters:
    ///   - name: empty when the list has no filter name of its own.
    ///   - heading: how the list itself is shown, above its items.
    public init(
        _ name: StaticString, _ label: StaticString, part: Int, heading: ListHeading, means words: StaticString = "",
        in section: StaticString = ""
    ) {
        self.name = name
        self.label = label
        self.part = part
        self.heading = heading
        self.meaning = Meaning(words, in: section)
    }
}

/// How a list of items is shown, above them.
public enum ListHeading: UInt8, Sendable, BitwiseCopyable {
    /// A line, whose value is the list's octets.
    case octets
    /// A line, and where values are asked for only that the list is there: `tls.handshake.ciphersuites`.
    case presence
    /// No line: the items stand in the list's place. Filters and the forge know its name.
    case none
}

/// A field that is computed from the layer and its packet and never stored in the octets: `tcp.len`, a checksum's status.
public struct Derived<P: Schema, Value: WireValue>: Sendable {
    public let name: StaticString
    public let label: StaticString
    @usableFromInline let show: FieldDisplay
    @usableFromInline let readsFlow: Bool
    @usableFromInline let meaning: Meaning
    @usableFromInline let compute: @Sendable (borrowing Layer<P>, borrowing PacketView) -> Value?

    /// - Parameters:
    ///   - readsFlow: `false` says that the packet alone gives the value, so that a filter on it need not follow the
    ///     capture's flows.
    ///   - compute: gives `nil` when the field does not apply to this packet. Inlined, so that in every module it is one
    ///     function with the code that forgets its types.
    @_transparent
    public init(
        _ name: StaticString, _ label: StaticString, show: FieldDisplay = .decimal, readsFlow: Bool = true,
        means words: StaticString = "", in section: StaticString = "",
        _ compute: @escaping @Sendable (borrowing Layer<P>, borrowing PacketView) -> Value?
    ) {
        self.name = name
        self.label = label
        self.show = show
        self.readsFlow = readsFlow
        self.meaning = Meaning(words, in: section)
        self.compute = compute
    }
}
