import Packets

/// Wake-on-LAN: the packet that switches a sleeping host on. AMD, "Magic Packet Technology", 1995.
enum WakeOnLAN: PacketProtocol {
    static var name: String { "wol" }
    static var title: String { "Wake On LAN" }
    static var reference: String { "AMD 20213" }

    static var sync: Field<UInt64> { .init("sync", "Sync stream", bits: 0..<48, show: .hex, preset: 0xffff_ffff_ffff) }
    static var target: Field<MACAddress> { .init("mac", "MAC", bits: 48..<96) }
    static var copies: Repeated<Copy> { .init("copies", "Copies of the address", part: 1) }
    static var password: Field<Octets> { .init("passwd", "Password", part: 2) }
    static var tree: [AnyField] { [.init(sync), .init(target), .init(copies), .init(password)] }

    /// sync and address | fifteen more copies of the address | password
    static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        guard to - from >= 102 else { return nil }
        return LayerParts(12, 102, to - from)
    }

    /// The address again, so that the card finds it without looking at anything else.
    enum Copy: Schema {
        static var name: String { "wol.copy" }
        static var prefix: String { "wol" }
        static var title: String { "Copy" }
        static var address: Field<MACAddress> { .init("mac", "MAC", bits: 0..<48) }
        static var tree: [AnyField] { [.init(address)] }
        static var layout: PartLayout { .fixed(6) }
    }
}
