/// One option of a neighbor discovery message: a type, a length in units of 8 octets, and data. RFC 4861 section 4.6.
public enum NeighborOption: Schema {
    public static var name: String { "icmpv6.option" }
    public static var prefix: String { "icmpv6.opt" }
    public static var title: String { "ICMPv6 Option" }
    public static var meaning: Meaning {
        .init("One option of a neighbor discovery message.", in: "RFC 4861 section 4.6")
    }

    @inlinable public static var type: Field<Kind> {
        .init(
            "type", "Type", bits: 0..<8, auto: .variant,
            means: "What the option is: 1 and 2 are link addresses, 3 a prefix, 5 the MTU, 25 name servers.",
            in: "RFC 4861 section 4.6")
    }
    @inlinable public static var length: Field<UInt8> {
        .init(
            "length", "Length", bits: 8..<16, auto: .length(.header, unit: 8),
            means: """
                The option's length in words of eight octets, type and length included. 0 breaks the message, and it is
                dropped.
                """, in: "RFC 4861 section 4.6")
    }
    /// That there is an option.
    public static var presence: Derived<NeighborOption, UInt8> {
        .init(
            "/icmpv6.opt", "ICMPv6 Option", readsFlow: false, means: "The neighbor discovery message has an option.",
            in: "RFC 4861 section 4.6"
        ) { _, _ in 1 }
    }
    public static var tree: [AnyField] { [.hidden(presence), .init(type), .init(length)] }
    public static var variants: Variants? {
        Variants(
            .part(1), by: type,
            [
                1: SourceLinkAddress.self, 2: TargetLinkAddress.self, 3: PrefixInformation.self,
                4: RedirectedHeader.self, 5: MTU.self, 7: AdvertisementInterval.self, 8: HomeAgentInformation.self,
                14: Nonce.self, 24: RouteInformation.self, 25: DNSServers.self, 26: FlagsExpansion.self,
                31: DNSSearchList.self, 37: CaptivePortal.self, 38: TranslationPrefix.self,
            ], otherwise: Unknown.self)
    }

    /// fixed | data
    @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        guard to &- from >= 8 else { return nil }
        let length = Int(message.octet(from &+ 1)) &* 8
        guard length > 0, from &+ length <= to else { return nil }
        return LayerParts(2, length)
    }

    /// https://www.iana.org/assignments/icmpv6-parameters
    public struct Kind: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "Source link-layer address"), .init(2, "Target link-layer address"),
            .init(3, "Prefix information"), .init(4, "Redirected header"), .init(5, "MTU"),
            .init(6, "NBMA Shortcut Limit Option"), .init(7, "Advertisement Interval"),
            .init(8, "Home Agent Information"), .init(9, "Source Address List"), .init(10, "Target Address List"),
            .init(11, "CGA"), .init(12, "RSA"), .init(13, "Timestamp"), .init(14, "Nonce"), .init(15, "Trust Anchor"),
            .init(16, "Certificate"), .init(17, "IP Address and Prefix"), .init(24, "Route Information"),
            .init(25, "Recursive DNS Server"), .init(26, "RA Flags Extension"), .init(31, "DNS Search List Option"),
            .init(33, "Address Registration Option (ARO)"), .init(34, "6LoWPAN Context Option (6CO)"),
            .init(35, "Authoritative Border Router (ABRO)"), .init(37, "DHCP Captive-Portal"),
            .init(38, "PREF64 Option"),
        ]
    }
}
