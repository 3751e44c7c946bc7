/// Options that say how secret a packet is.
extension IPv4 {
    /// RFC 1108 section 2; of eleven octets, RFC 791 section 3.1.
    public enum Security: Schema {
        public static var name: String { "ip.options.security" }
        public static var prefix: String { "ip.opt" }
        public static var title: String { "Security" }
        public static var meaning: Meaning {
            .init(
                "How secret the packet is, and by whose rules; in use on military networks alone.",
                in: "RFC 1108 section 2")
        }
        @inlinable public static var level: Field<ClassificationLevel> {
            .init(
                "sec_cl", "Classification Level", bits: 0..<8, show: .hex, preset: 0xab,
                means: """
                    The level, in codes that differ in several bits so that a bit error makes no other level: 0x3d
                    top secret, 0x5a secret, 0x96 confidential, 0xab unclassified.
                    """, in: "RFC 1108 section 2.3")
        }
        public static var authorities: Repeated<AuthorityFlags> {
            .init(
                "", "Protection Authority Flags", part: 1, means: "Whose rules protect the packet, a bit each.",
                in: "RFC 1108 section 2.4")
        }
        @inlinable public static var security: Field<UInt16> {
            .init(
                "sec_rfc791_sec", "Security", bits: 0..<16, of: 2, show: .hex,
                means: "The level by the option's first form, of 16 bits.", in: "RFC 791 section 3.1")
        }
        @inlinable public static var compartments: Field<UInt16> {
            .init(
                "sec_rfc791_comp", "Compartments", bits: 16..<32, of: 2,
                means: "Which compartments the data belong to; all zeros where they are not compartmented.",
                in: "RFC 791 section 3.1")
        }
        @inlinable public static var restrictions: Field<ASCIIText> {
            .init(
                "sec_rfc791_hr", "Handling Restrictions", bits: 32..<48, of: 2,
                means: "Two characters that say how releases are handled.", in: "RFC 791 section 3.1")
        }
        @inlinable public static var transmissionControl: Field<ASCIIText> {
            .init(
                "sec_rfc791_tcc", "Transmission Control Code", bits: 48..<72, of: 2,
                means: "Three characters by which traffic is kept apart among those who may see it.",
                in: "RFC 791 section 3.1")
        }
        public static var tree: [AnyField] {
            [
                .init(level), .init(authorities),
                .when(
                    security, in: 0...0xffff,
                    [
                        .init(security), .init(compartments), .init(restrictions), .init(transmissionControl),
                    ]),
            ]
        }

        /// level | flags of authorities | RFC 791's form
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            if to &- from == 9 { return LayerParts(0, 0, 9) }
            guard to > from else { return nil }
            // Each octet says in its last bit whether another follows.
            var end = from &+ 1
            while end < to {
                end &+= 1
                if message.octet(end &- 1) & 1 == 0 { break }
            }
            return LayerParts(1, end &- from)
        }
    }

    /// Whose rules protect the packet. RFC 1108 section 2.4.
    public enum AuthorityFlags: Schema {
        public static var name: String { "ip.opt.authority" }
        public static var prefix: String { "ip.opt" }
        public static var title: String { "Protection Authority Flags" }
        public static var meaning: Meaning {
            .init("One octet of authorities.", in: "RFC 1108 section 2.4")
        }
        @inlinable public static var flags: Field<UInt8> {
            .init(
                "sec_prot_auth_flags", "Protection Authority Flags", bits: 0..<8, show: .hex,
                means: "One octet of the flags; a further one follows where its lowest bit is set.",
                in: "RFC 1108 section 2.4")
        }
        @inlinable public static var general: Field<Bool> {
            .init(
                "sec_prot_auth_genser", "GENSER", bits: 0..<1, means: "The rules are those of general service.",
                in: "RFC 1108 section 2.4")
        }
        @inlinable public static var special: Field<Bool> {
            .init(
                "sec_prot_auth_siop_esi", "SIOP-ESI", bits: 1..<2,
                means: "The rules are those of the single integrated operational plan.", in: "RFC 1108 section 2.4")
        }
        @inlinable public static var compartmented: Field<Bool> {
            .init(
                "sec_prot_auth_sci", "SCI", bits: 2..<3,
                means: "The rules are those of sensitive compartmented information.", in: "RFC 1108 section 2.4")
        }
        @inlinable public static var securityAgency: Field<Bool> {
            .init(
                "sec_prot_auth_nsa", "NSA", bits: 3..<4, means: "The rules are the National Security Agency's.",
                in: "RFC 1108 section 2.4")
        }
        @inlinable public static var energy: Field<Bool> {
            .init(
                "sec_prot_auth_doe", "DOE", bits: 4..<5, means: "The rules are the Department of Energy's.",
                in: "RFC 1108 section 2.4")
        }
        @inlinable public static var unassigned: Field<UInt8> {
            .init(
                "sec_prot_auth_unassigned", "Unassigned", bits: 5..<7, show: .hex,
                means: "Bits of the flags that no authority has.", in: "RFC 1108 section 2.4")
        }
        @inlinable public static var isContinued: Field<Bool> {
            .init(
                "sec_prot_auth_fti", "Field Termination Indicator", bits: 7..<8,
                means: "Another octet of authorities follows.", in: "RFC 1108 section 2.4")
        }
        public static var tree: [AnyField] {
            [
                .group(
                    flags,
                    [
                        .init(general), .init(special), .init(compartmented), .init(securityAgency),
                        .init(energy), .init(unassigned), .init(isContinued),
                    ])
            ]
        }
        public static var layout: PartLayout { .fixed(1) }
    }

    /// RFC 1108 section 2.3.
    public struct ClassificationLevel: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0x01, "Reserved 4"), .init(0x3d, "Top secret"), .init(0x5a, "Secret"), .init(0x66, "Reserved 3"),
            .init(0x96, "Confidential"), .init(0xab, "Unclassified"), .init(0xcc, "Reserved 2"),
            .init(0xf1, "Reserved 1"),
        ]
    }

    /// RFC 1108 section 3.
    public enum ExtendedSecurity: Schema {
        public static var name: String { "ip.options.ext_security" }
        public static var prefix: String { "ip.opt" }
        public static var title: String { "Extended Security" }
        public static var meaning: Meaning {
            .init(
                "More of what the security option says, in a format that an authority defines.",
                in: "RFC 1108 section 3")
        }
        @inlinable public static var format: Field<UInt8> {
            .init(
                "ext_sec_add_sec_info_format_code", "Additional Security Info Format Code", bits: 0..<8, show: .hex,
                means: "Which authority's format the rest has.", in: "RFC 1108 section 3.3")
        }
        @inlinable public static var information: Field<Octets> {
            .init(
                "ext_sec_add_sec_info", "Additional Security Info", part: 1,
                means: "What the authority's format holds.", in: "RFC 1108 section 3.4")
        }
        public static var tree: [AnyField] { [.init(format), .init(information)] }
        public static var layout: PartLayout { .fixedAndRest(1) }
    }

    /// FIPS 188; draft-ietf-cipso-ipsecurity-01.
    public enum CommercialSecurity: Schema {
        public static var name: String { "ip.options.cipso" }
        public static var prefix: String { "ip.cipso" }
        public static var title: String { "Commercial Security" }
        public static var meaning: Meaning {
            .init(
                """
                CIPSO: labels of a security system that a domain defines for itself, as SELinux can send them.
                """, in: "FIPS 188")
        }
        @inlinable public static var domain: Field<UInt32> {
            .init("doi", "DOI", bits: 0..<32, means: "Whose numbers the labels are.", in: "FIPS 188")
        }
        public static var tags: Repeated<Tag> {
            .init("", "Tags", part: 1, means: "The labels, in one of several formats each.", in: "FIPS 188")
        }
        public static var tree: [AnyField] { [.init(domain), .init(tags)] }
        public static var layout: PartLayout { .fixedAndRest(4) }

        public enum Tag: Schema {
            public static var name: String { "ip.cipso.tag" }
            public static var prefix: String { "ip.cipso" }
            public static var title: String { "Tag" }
            public static var meaning: Meaning {
                .init("One label of a commercial security option.", in: "FIPS 188")
            }
            @inlinable public static var type: Field<UInt8> {
                .init(
                    "tag_type", "Tag Type", bits: 0..<8, preset: 1,
                    means: "The format of the label: 1 is a bit map of categories, 2 a list, 5 ranges.", in: "FIPS 188")
            }
            @inlinable public static var length: Field<UInt8> {
                .init("", "Length", bits: 8..<16, auto: .length(.header))
            }
            @inlinable public static var level: Field<UInt8> {
                .init(
                    "sensitivity_level", "Sensitivity Level", bits: 8..<16, of: 1,
                    means: "How sensitive the data are, by the domain's scale.", in: "FIPS 188")
            }
            public static var tree: [AnyField] { [.init(type), .init(length), .init(level)] }

            /// type, length | level | categories
            public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
                guard to &- from >= 2 else { return nil }
                let length = Int(message.octet(from &+ 1))
                guard length >= 2, from &+ length <= to else { return nil }
                return LayerParts(2, min(length, 4), length)
            }
        }
    }
}

/// ASCII text that ends at the first octet of zero.
public struct ASCIIText: WireValue, Hashable {
    public var text: String
    public init(_ text: String) { self.text = text }
    public static var kind: ValueKind { .text }
    public static func read(_ message: RawSpan, _ place: FieldPlace) -> ASCIIText {
        var buffer = TextBuffer()
        describe(message, from: place.bit / 8, to: (place.bit + place.width) / 8, into: &buffer)
        return ASCIIText(String(decoding: buffer))
    }
    public static func describe(_ message: RawSpan, from: Int, to: Int, into text: inout TextBuffer) {
        var end = from
        while end < min(to, message.byteCount), message.octet(end) != 0 { end += 1 }
        text.append(utf8: message.clamped(from, end))
    }
    public static func encode(_ text: String) -> [UInt8] { Array(text.utf8) }
}
