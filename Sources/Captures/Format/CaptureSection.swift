/// A section of a pcapng file: a section header block. pcapng section 4.1.
public struct CaptureSection: Hashable, Sendable {
    /// The order of the octets in the section's numbers.
    public var byteOrder: ByteOrder
    /// The machine. `shb_hardware`
    public var hardware: String?
    /// The operating system. `shb_os`
    public var operatingSystem: String?
    /// The program that wrote the section. `shb_userappl`
    public var application: String?
    /// `opt_comment`, in file order.
    public var comments: [String] = []
    /// The options as they are in the file, for passing on; empty for sections made here.
    public internal(set) var rawOptions: [UInt8] = []

    /// Makes a section for writing.
    public init(
        hardware: String? = nil, operatingSystem: String? = nil, application: String? = nil, comments: [String] = [],
        byteOrder: ByteOrder = .host
    ) {
        self.byteOrder = byteOrder
        self.hardware = hardware
        self.operatingSystem = operatingSystem
        self.application = application
        self.comments = comments
    }

    /// Reads the options of a section header block.
    ///
    /// - Returns: `nil` when they are malformed.
    init?(options: borrowing PcapngOptions) {
        self.init(byteOrder: options.byteOrder)
        rawOptions = options.bytes.copied()
        var rest = PcapngOptions(bytes: options.bytes, byteOrder: options.byteOrder)
        while let option = rest.next() {
            switch option.code {
            case PcapngOptionCode.comment: comments.append(option.text)
            case PcapngOptionCode.Section.hardware: hardware = option.text
            case PcapngOptionCode.Section.operatingSystem: operatingSystem = option.text
            case PcapngOptionCode.Section.application: application = option.text
            default: break
            }
        }
        if rest.isMalformed { return nil }
    }
}
