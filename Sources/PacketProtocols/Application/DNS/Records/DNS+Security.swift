public import Packets

/// DNSSEC's records. RFC 4034, RFC 5155.
extension DNS {
    /// RFC 4034 section 2.
    public enum PublicKey: DNSRecordData {
        public static var keyword: String { "DNSKEY" }
        public static var keywords: [String] { ["DNSKEY", "dnskey", "CDNSKEY", "cdnskey"] }
        @inlinable public static var flags: Field<UInt16> {
            .init(
                "dnskey.flags", "Flags", bits: 0..<16, show: .hex, preset: 256,
                means: "What the key is for: 256 signs records, 257 signs keys.", in: "RFC 4034 section 2.1.1")
        }
        @inlinable public static var isZoneKey: Field<Bool> {
            .init(
                "dnskey.flags.zone_key", "Zone Key", bits: 7..<8,
                means: "The key may sign the zone's records; without the bit it must not be used to check them.",
                in: "RFC 4034 section 2.1.1")
        }
        /// RFC 5011 section 3.
        @inlinable public static var isRevoked: Field<Bool> {
            .init(
                "dnskey.flags.key_revoked", "Key Revoked", bits: 8..<9, means: "The key is not to be trusted any more.",
                in: "RFC 5011 section 2.1")
        }
        @inlinable public static var isEntryPoint: Field<Bool> {
            .init(
                "dnskey.flags.secure_entry_point", "Key Signing Key", bits: 15..<16,
                means: "The parent zone vouches for this key, which signs the others.", in: "RFC 4034 section 2.1.1")
        }
        /// The flags that must be zero, moved together to the last bit.
        public static var reservedFlags: Derived<PublicKey, UInt16> {
            .init(
                "dnskey.flags.reserved", "Reserved", show: .hex, means: "Flags of a zone's key that are zero.",
                in: "RFC 4034 section 2.1.1"
            ) { key, _ in (key.flags & 0xfe7e) >> 1 }
        }
        @inlinable public static var protocolNumber: Field<UInt8> {
            .init(
                "dnskey.protocol", "Protocol", bits: 16..<24, preset: 3,
                means: "Always 3; a key with another number is not used.", in: "RFC 4034 section 2.1.2")
        }
        @inlinable public static var algorithm: Field<Algorithm> {
            .init(
                "dnskey.algorithm", "Algorithm", bits: 24..<32, preset: 8,
                means: "With what the key signs: 8 is RSA with SHA-256, 13 ECDSA on P-256, 15 Ed25519.",
                in: "RFC 4034 section 2.1.3")
        }
        public static var tag: Derived<PublicKey, UInt16> {
            .init(
                "dnskey.key_id", "Key id",
                means: """
                    A short number made from the key, by which signatures name it. Two keys can have the same.
                    """, in: "RFC 4034 appendix B"
            ) { key, _ in DNS.keyTag(key.message, key.start, key.start + key.parts.total)
            }
        }
        @inlinable public static var key: Field<Octets> {
            .init(
                "dnskey.public_key", "Public Key", part: 1, means: "The key itself, in its algorithm's format.",
                in: "RFC 4034 section 2.1.4")
        }
        public static var tree: [AnyField] {
            [
                .group(flags, [.init(isZoneKey), .init(isRevoked), .init(isEntryPoint), .init(reservedFlags)]),
                .init(protocolNumber), .init(algorithm), .init(tag), .init(key),
            ]
        }
        public static var layout: PartLayout { .fixedAndRest(4) }
    }

    /// RFC 2535 section 3, for SIG(0) and TKEY only.
    public enum SecurityKey: DNSRecordData {
        public static var keyword: String { "KEY" }
        @inlinable public static var flags: Field<UInt16> {
            .init(
                "key.flags", "Flags", bits: 0..<16, show: .hex, means: "What the older KEY record may be used for.",
                in: "RFC 2535 section 3.1.2")
        }
        @inlinable public static var signatory: Field<UInt16> {
            .init(
                "key.flags.signatory", "Signatory", bits: 12..<16, means: "Whether and how the key may sign updates.",
                in: "RFC 2137 section 3.1.1")
        }
        @inlinable public static var protocolNumber: Field<UInt8> {
            .init(
                "key.protocol", "Protocol", bits: 16..<24, preset: 3,
                means: "Which protocol the older key is for: 3 is DNSSEC.", in: "RFC 3445 section 4")
        }
        @inlinable public static var algorithm: Field<Algorithm> {
            .init(
                "key.algorithm", "Algorithm", bits: 24..<32, means: "The algorithm of the older key.",
                in: "RFC 2535 section 3.2")
        }
        public static var tag: Derived<SecurityKey, UInt16> {
            .init(
                "key.key_id", "Key ID", means: "The number by which signatures name the older key.",
                in: "RFC 2535 section 4.1.6"
            ) { key, _ in DNS.keyTag(key.message, key.start, key.start + key.parts.total) }
        }
        @inlinable public static var key: Field<Octets> {
            .init(
                "key.public_key", "Public Key", part: 1, means: "The octets of the older key.",
                in: "RFC 2535 section 3.1")
        }
        public static var tree: [AnyField] {
            [
                .group(flags, [.init(signatory)]), .init(protocolNumber), .init(algorithm), .init(tag),
                .init(key),
            ]
        }
        public static var layout: PartLayout { .fixedAndRest(4) }
    }

    /// DS, CDS and DLV. RFC 4034 section 5.
    public enum DelegationSigner: DNSRecordData {
        public static var keyword: String { "DS" }
        public static var keywords: [String] { ["DS", "ds", "CDS", "cds", "DLV", "dlv"] }
        @inlinable public static var tag: Field<UInt16> {
            .init(
                "ds.key_id", "Key id", bits: 0..<16, show: .hex,
                means: "Which of the child's keys the parent vouches for.", in: "RFC 4034 section 5.1.1")
        }
        @inlinable public static var algorithm: Field<Algorithm> {
            .init(
                "ds.algorithm", "Algorithm", bits: 16..<24, preset: 8, means: "The algorithm of the child's key.",
                in: "RFC 4034 section 5.1.2")
        }
        @inlinable public static var digestType: Field<DigestType> {
            .init(
                "ds.digest_type", "Digest Type", bits: 24..<32, preset: 2,
                means: "How the digest is made: 1 is SHA-1, 2 SHA-256, 4 SHA-384.", in: "RFC 4034 section 5.1.3")
        }
        @inlinable public static var digest: Field<Octets> {
            .init(
                "ds.digest", "Digest", part: 1,
                means: """
                    The digest of the child's key. If no key of the child fits it, the whole zone fails to validate.
                    """, in: "RFC 4034 section 5.1.4")
        }
        public static var tree: [AnyField] {
            [
                .init(tag), .init(algorithm), .init(digestType), .init(digest),
            ]
        }
        public static var layout: PartLayout { .fixedAndRest(4) }
    }

    /// RFC 5155 section 3.
    public enum NextSecure3: DNSRecordData {
        public static var keyword: String { "NSEC3" }
        @inlinable public static var algorithm: Field<UInt8> {
            .init(
                "nsec3.algo", "Hash algorithm", bits: 0..<8, preset: 1, means: "How names are hashed: 1 is SHA-1.",
                in: "RFC 5155 section 3.1.1")
        }
        @inlinable public static var flags: Field<UInt8> {
            .init(
                "nsec3.flags", "NSEC3 flags", bits: 8..<16,
                means: "Eight flags of the proof that a name is not there; the last bit alone is used.",
                in: "RFC 5155 section 3.1.2")
        }
        @inlinable public static var optsOut: Field<Bool> {
            .init(
                "nsec3.flags.opt_out", "NSEC3 Opt-out flag", bits: 15..<16,
                means: "Unsigned delegations may lie in the gap.", in: "RFC 5155 section 3.1.2.1")
        }
        @inlinable public static var iterations: Field<UInt16> {
            .init(
                "nsec3.iterations", "NSEC3 iterations", bits: 16..<32,
                means: """
                    How many further times names are hashed; more than 0 costs servers dearly and protects little.
                    """, in: "RFC 9276 section 3.1")
        }
        @inlinable public static var saltLength: Field<UInt8> {
            .init(
                "nsec3.salt_length", "Salt length", bits: 32..<40, auto: .length(.part(1)),
                means: "How many octets of salt follow in the proof.", in: "RFC 5155 section 3.1.4")
        }
        @inlinable public static var salt: Field<Octets> {
            .init(
                "nsec3.salt_value", "Salt value", part: 1, means: "What is hashed with each name; empty is best.",
                in: "RFC 9276 section 3.1")
        }
        @inlinable public static var hashLength: Field<UInt8> {
            .init(
                "nsec3.hash_length", "Hash length", bits: 0..<8, of: 2, auto: .length(.part(3)),
                means: "The octets of the next hash.", in: "RFC 5155 section 3.1.6")
        }
        @inlinable public static var nextHash: Field<Base32Text> {
            .init(
                "nsec3.hash_value", "Next hashed owner", part: 3,
                means: """
                    The hash of the next name that there is: no hash between the owner's and this one exists.
                    """, in: "RFC 5155 section 3.1.7")
        }
        public static var types: Derived<NextSecure3, ValueList<RecordType>> {
            types(ofPart: 4, means: "One record type that the hashed name has.", in: "RFC 5155 section 3.1.8")
        }
        public static var tree: [AnyField] {
            [
                .init(algorithm), .group(flags, [.init(optsOut)]), .init(iterations), .init(saltLength),
                .init(salt), .init(hashLength), .init(nextHash), .init(types),
            ]
        }

        /// numbers, salt's length | salt | hash's length | hash | types
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            let salt = 5 + Int(message.octet(from + 4))
            guard to - from > salt else { return nil }
            let hash = salt + 1 + Int(message.octet(from + salt))
            return to - from >= hash ? LayerParts(5, salt, salt + 1, hash, to - from) : nil
        }
    }

    /// RFC 5155 section 4.
    public enum NextSecure3Parameters: DNSRecordData {
        public static var keyword: String { "NSEC3PARAM" }
        @inlinable public static var algorithm: Field<UInt8> {
            .init(
                "nsec3.algo", "Hash algorithm", bits: 0..<8, preset: 1,
                means: "How the zone's servers hash the names that they are asked for.", in: "RFC 5155 section 4.1.1")
        }
        @inlinable public static var flags: Field<UInt8> {
            .init(
                "nsec3.flags", "NSEC3 flags", bits: 8..<16, means: "Zero in the zone's parameters.",
                in: "RFC 5155 section 4.1.2")
        }
        @inlinable public static var iterations: Field<UInt16> {
            .init(
                "nsec3.iterations", "NSEC3 iterations", bits: 16..<32,
                means: "How often the zone's servers hash again.", in: "RFC 5155 section 4.1.3")
        }
        @inlinable public static var saltLength: Field<UInt8> {
            .init(
                "nsec3.salt_length", "Salt length", bits: 32..<40, auto: .length(.part(1)),
                means: "The octets of the zone's salt.", in: "RFC 5155 section 4.1.4")
        }
        @inlinable public static var salt: Field<Octets> {
            .init(
                "nsec3.salt_value", "Salt value", part: 1, means: "The salt with which the zone's servers hash.",
                in: "RFC 5155 section 4.1.5")
        }
        public static var tree: [AnyField] {
            [
                .init(algorithm), .init(flags), .init(iterations), .init(saltLength), .init(salt),
            ]
        }
        public static var layout: PartLayout { .counted(5, by: 1) }
    }

    /// The key tag of a key record's data that lies in `from..<to`. RFC 4034 appendix B.
    static func keyTag(_ message: RawSpan, _ from: Int, _ to: Int) -> UInt16? {
        // RSA/MD5 takes it from the last three octets, which are the modulus': the first two. RFC 4034 appendix B.1.
        if message.value(of: PublicKey.algorithm, at: from) == 1 {
            let tag = Field<UInt16>("", "Key id", bits: 0..<16)
            return to - from >= 7 ? message.value(of: tag, at: to - 3) : nil
        }
        var sum: UInt32 = 0
        for offset in from..<max(from, to) {
            let octet = UInt32(message.octet(offset))
            sum &+= (offset - from) & 1 == 0 ? octet << 8 : octet
        }
        return UInt16(truncatingIfNeeded: sum &+ (sum >> 16 & 0xffff))
    }

    /// The record types that a bitmap names: blocks of a window, a length and up to 32 octets. RFC 4034 section 4.1.2.
    static func types(_ bitmap: RawSpan) -> ValueList<RecordType> {
        let number = Field<UInt8>("", "Window block", bits: 0..<8)
        let octets = Field<UInt8>("", "Bitmap length", bits: 8..<16)
        var types: [RecordType] = []
        var offset = 0
        while offset + 2 <= bitmap.byteCount {
            let window = UInt16(bitmap.value(of: number, at: offset)) << 8
            let length = Int(bitmap.value(of: octets, at: offset))
            offset += 2
            for index in 0..<min(length, 32, bitmap.byteCount - offset) {
                let octet = bitmap.octet(offset + index)
                for bit in 0..<8 where octet & (0x80 >> UInt8(bit)) != 0 {
                    types.append(RecordType(rawValue: window | UInt16(index * 8 + bit)))
                }
            }
            offset += length
        }
        return ValueList(types)
    }
}

extension DNSRecordData {
    /// The types that the bitmap in a part names.
    @inline(__always)
    static func types(
        ofPart part: Int, means words: StaticString, in section: StaticString
    ) -> Derived<Self, ValueList<DNS.RecordType>> {
        .init("resp.type", "RR type in bit map", means: words, in: section) { record, _ in
            DNS.types(record.octets(ofPart: part))
        }
    }
}
