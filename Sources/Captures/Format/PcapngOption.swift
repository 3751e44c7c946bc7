/// One option of a pcapng block: a code and octets, still in the file. pcapng section 3.5.
public struct PcapngOption: ~Escapable {
    /// What the option is; the meaning depends on the block's type, but for comments and custom options.
    public let code: UInt16
    /// The option's octets, without padding.
    public let value: RawSpan
    let isSwapped: Bool

    @_lifetime(copy value)
    init(code: UInt16, value: RawSpan, isSwapped: Bool) {
        self.code = code
        self.value = value
        self.isSwapped = isSwapped
    }

    /// The value as UTF-8 text.
    public var text: String { value.text() }
    /// The value as octets of its own.
    public var octets: [UInt8] { value.copied() }
    /// The value as a number of 8 bits; `nil` when it is not one octet long.
    public var uint8: UInt8? { value.byteCount == 1 ? value.uint8(at: 0) : nil }
    /// The value as a number of 32 bits in the section's byte order; `nil` when it is not four octets long.
    public var uint32: UInt32? { value.byteCount == 4 ? value.uint32(at: 0, swapped: isSwapped) : nil }
    /// The value as a number of 64 bits in the section's byte order; `nil` when it is not eight octets long.
    public var uint64: UInt64? { value.byteCount == 8 ? value.uint64(at: 0, swapped: isSwapped) : nil }
}

/// The options of a pcapng block, in file order, read as they are asked for:
/// `var options = frame.options; while let option = options.next() { … }`
public struct PcapngOptions: ~Escapable {
    /// The octets that hold the options, with the terminating one when there is one.
    public let bytes: RawSpan
    /// The byte order of the section that they are in.
    public var byteOrder: ByteOrder { isSwapped ? ByteOrder.host.opposite : .host }
    /// Whether `next` came upon an option that its block does not hold: a length that lies, or one or two octets left.
    public private(set) var isMalformed = false
    private let isSwapped: Bool
    private var position = 0

    /// Reads options from `bytes`.
    @_lifetime(copy bytes)
    public init(bytes: RawSpan, byteOrder: ByteOrder) {
        self.init(bytes: bytes, isSwapped: byteOrder.isSwapped)
    }

    @_lifetime(copy bytes)
    init(bytes: RawSpan, isSwapped: Bool) {
        self.bytes = bytes
        self.isSwapped = isSwapped
    }

    /// Whether there are no octets at all.
    public var isEmpty: Bool { bytes.byteCount == 0 }

    /// The next option; `nil` at the end of the options, or where they are malformed.
    @_lifetime(copy self)
    public mutating func next() -> PcapngOption? {
        let left = bytes.byteCount - position
        guard left >= 4 else {
            isMalformed = isMalformed || left > 0
            position = bytes.byteCount
            return nil
        }
        let code = bytes.uint16(at: position, swapped: isSwapped)
        let length = Int(bytes.uint16(at: position + 2, swapped: isSwapped))
        guard code != 0 else {
            position = bytes.byteCount
            return nil
        }
        guard length <= left - 4 else {
            isMalformed = true
            position = bytes.byteCount
            return nil
        }
        let value = bytes.extracting(position + 4..<position + 4 + length)
        position += 4 + min(left - 4, (length + 3) & ~3)
        return PcapngOption(code: code, value: value, isSwapped: isSwapped)
    }

    /// The texts of all options with a code, in file order.
    func texts(of code: UInt16) -> [String] {
        var rest = PcapngOptions(bytes: bytes, isSwapped: isSwapped)
        var result: [String] = []
        while let option = rest.next() {
            if option.code == code { result.append(option.text) }
        }
        return result
    }

    /// All comments, in file order. `opt_comment`
    public var comments: [String] { texts(of: PcapngOptionCode.comment) }
}
