/// What a pcapng block is. pcapng section 11.1.
public struct PcapngBlockType: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Starts a section; reads the same in both byte orders.
    public static let sectionHeader = PcapngBlockType(rawValue: 0x0A0D_0D0A)
    public static let interfaceDescription = PcapngBlockType(rawValue: 1)
    /// The packet block that was replaced by the enhanced one.
    public static let obsoletePacket = PcapngBlockType(rawValue: 2)
    /// A packet without a time, of the section's first interface.
    public static let simplePacket = PcapngBlockType(rawValue: 3)
    public static let nameResolution = PcapngBlockType(rawValue: 4)
    public static let interfaceStatistics = PcapngBlockType(rawValue: 5)
    public static let enhancedPacket = PcapngBlockType(rawValue: 6)
    public static let systemdJournalExport = PcapngBlockType(rawValue: 9)
    public static let decryptionSecrets = PcapngBlockType(rawValue: 0xA)
    public static let custom = PcapngBlockType(rawValue: 0x0BAD)
    /// A custom block that a program that does not know it should leave out when it writes a changed file.
    public static let customNotCopied = PcapngBlockType(rawValue: 0x4000_0BAD)

    /// Whether a block of this type holds a packet.
    var isPacket: Bool {
        switch self {
        case .enhancedPacket, .simplePacket, .obsoletePacket: true
        default: false
        }
    }
}

extension PcapngBlockType: CustomStringConvertible {
    /// The specification's name, or the number.
    public var description: String {
        switch self {
        case .sectionHeader: "Section Header Block"
        case .interfaceDescription: "Interface Description Block"
        case .obsoletePacket: "Packet Block"
        case .simplePacket: "Simple Packet Block"
        case .nameResolution: "Name Resolution Block"
        case .interfaceStatistics: "Interface Statistics Block"
        case .enhancedPacket: "Enhanced Packet Block"
        case .systemdJournalExport: "systemd Journal Export Block"
        case .decryptionSecrets: "Decryption Secrets Block"
        case .custom, .customNotCopied: "Custom Block"
        default: "block of type 0x" + String(rawValue, radix: 16)
        }
    }

    /// The description behind its article: `an Enhanced Packet Block`.
    var withArticle: String {
        switch self {
        case .enhancedPacket, .interfaceDescription, .interfaceStatistics: "an \(self)"
        default: "a \(self)"
        }
    }
}
