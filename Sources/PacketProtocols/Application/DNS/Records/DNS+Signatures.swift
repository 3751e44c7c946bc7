public import Packets

/// Signatures, and what else of DNSSEC holds names.
extension DNSNamed {
    /// RRSIG and SIG. RFC 4034 section 3.
    public enum Signature: DNSRecordData {
        public static var keyword: String { "RRSIG" }
        @inlinable public static var typeCovered: Field<DNS.RecordType> {
            .init(
                "rrsig.type_covered", "Type Covered", bits: 0..<16, preset: 1,
                means: "Which records of the owner are signed: all of this type.", in: "RFC 4034 section 3.1.1")
        }
        @inlinable public static var algorithm: Field<DNS.Algorithm> {
            .init(
                "rrsig.algorithm", "Algorithm", bits: 16..<24, preset: 8,
                means: "The algorithm of the signature, one of the zone's keys'.", in: "RFC 4034 section 3.1.2")
        }
        /// Of the owner's name, without a wildcard.
        @inlinable public static var labels: Field<UInt8> {
            .init(
                "rrsig.labels", "Labels", bits: 24..<32,
                means: """
                    How many labels the signed name had; fewer than the owner's mean that a wildcard was expanded.
                    """, in: "RFC 4034 section 3.1.3")
        }
        /// In seconds.
        @inlinable public static var originalTimeToLive: Field<UInt32> {
            .init(
                "rrsig.original_ttl", "Original TTL", bits: 32..<64,
                means: "The time to live that was signed, whatever a cache left of it.", in: "RFC 4034 section 3.1.4")
        }
        @inlinable public static var expiration: Field<AbsoluteTime> {
            .init(
                "rrsig.signature_expiration", "Signature Expiration", bits: 64..<96, scale: 1_000_000_000,
                means: "Until when the signature is good. A zone that forgets to sign anew goes dark then.",
                in: "RFC 4034 section 3.1.5")
        }
        @inlinable public static var inception: Field<AbsoluteTime> {
            .init(
                "rrsig.signature_inception", "Signature Inception", bits: 96..<128, scale: 1_000_000_000,
                means: "From when on the signature is good: a client whose clock is wrong trusts nothing.",
                in: "RFC 4034 section 3.1.5")
        }
        @inlinable public static var tag: Field<UInt16> {
            .init(
                "rrsig.key_tag", "Key Tag", bits: 128..<144, means: "The number of the key that signed.",
                in: "RFC 4034 section 3.1.6")
        }
        @inlinable public static var signer: Field<Name> {
            .init(
                "rrsig.signers_name", "Signer's name", part: 1,
                means: "The zone whose key signed; it is where to look for the key.", in: "RFC 4034 section 3.1.7")
        }
        @inlinable public static var signature: Field<Octets> {
            .init(
                "rrsig.signature", "Signature", part: 2, means: "The signature over all records of the type.",
                in: "RFC 4034 section 3.1.8")
        }
        public static var tree: [AnyField] {
            [
                .init(typeCovered), .init(algorithm), .init(labels), .init(originalTimeToLive),
                .init(expiration), .init(inception), .init(tag), .init(signer), .init(signature),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            Name.end(message, from: from + 18, to: to).map { LayerParts(18, $0 - from, to - from) }
        }
    }

    /// The next name of the zone, and the types that the owner has. RFC 4034 section 4.
    public enum NextSecure: DNSRecordData {
        public static var keyword: String { "NSEC" }
        @inlinable public static var next: Field<Name> {
            .init(
                "nsec.next_domain_name", "Next Domain Name", part: 0,
                means: """
                    The next name of the zone: none lies between the owner and it. By these a zone can be listed whole.
                    """, in: "RFC 4034 section 4.1.1")
        }
        public static var types: Derived<Self, ValueList<DNS.RecordType>> {
            types(
                ofPart: 1, means: "A record type that the owner has; any other it has not.",
                in: "RFC 4034 section 4.1.2")
        }
        public static var tree: [AnyField] { [.init(next), .init(types)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            Name.end(message, from: from, to: to).map { LayerParts($0 - from, to - from) }
        }
    }

    /// RFC 8945 section 4.2.
    public enum TransactionSignature: DNSRecordData {
        public static var keyword: String { "TSIG" }
        @inlinable public static var algorithm: Field<Name> {
            .init(
                "tsig.algorithm_name", "Algorithm Name", part: 0,
                means: "How the message is signed, as a name: hmac-sha256.", in: "RFC 8945 section 4.2")
        }
        @inlinable public static var time: Field<AbsoluteTime> {
            .init(
                "tsig.time_signed", "Time Signed", bits: 0..<48, of: 1, scale: 1_000_000_000,
                means: "When it was signed, in seconds since 1970.", in: "RFC 8945 section 4.2")
        }
        /// In seconds: how far the clocks may differ.
        @inlinable public static var fudge: Field<UInt16> {
            .init(
                "tsig.fudge", "Fudge", bits: 48..<64, of: 1, preset: 300,
                means: "By how many seconds the clocks may differ; 300 as a rule.", in: "RFC 8945 section 10")
        }
        @inlinable public static var codeLength: Field<UInt16> {
            .init(
                "tsig.mac_size", "MAC Size", bits: 64..<80, of: 1, auto: .length(.part(2)),
                means: "The octets of the signature's code.", in: "RFC 8945 section 4.2")
        }
        @inlinable public static var code: Field<Octets> {
            .init(
                "tsig.mac", "MAC", part: 2, means: "The code, made with a key that both sides share.",
                in: "RFC 8945 section 4.3")
        }
        @inlinable public static var originalIdentifier: Field<UInt16> {
            .init(
                "tsig.original_id", "Original Id", bits: 0..<16, of: 3,
                means: "The message's identifier before a server passed it on.", in: "RFC 8945 section 4.2")
        }
        @inlinable public static var error: Field<DNS.ResponseCode> {
            .init(
                "tsig.error", "Error", bits: 16..<32, of: 3,
                means: """
                    Why the signature was refused: 16 it is wrong, 17 the key is not known, 18 the time is off.
                    """, in: "RFC 8945 section 4.2")
        }
        @inlinable public static var otherLength: Field<UInt16> {
            .init(
                "tsig.other_len", "Other Len", bits: 32..<48, of: 3, auto: .length(.part(4)),
                means: "How many octets of further data follow the error.", in: "RFC 8945 section 4.2")
        }
        @inlinable public static var other: Field<Octets> {
            .init(
                "tsig.other_data", "Other Data", part: 4, means: "The server's own time, where the client's was off.",
                in: "RFC 8945 section 4.2")
        }
        public static var tree: [AnyField] {
            [
                .init(algorithm), .init(time), .init(fudge), .init(codeLength), .init(code),
                .init(originalIdentifier), .init(error), .init(otherLength), .init(other),
            ]
        }

        /// name | time, fudge, length | code | numbers, length | other
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard let name = Name.end(message, from: from, to: to), name + 10 <= to else { return nil }
            let code = name + 10 + Int(message.word(name + 8))
            guard code + 6 <= to else { return nil }
            let other = code + 6 + Int(message.word(code + 4))
            guard other <= to else { return nil }
            return LayerParts(name - from, name + 10 - from, code - from, code + 6 - from, other - from)
        }
    }

    /// RFC 2930 section 2.
    public enum TransactionKey: DNSRecordData {
        public static var keyword: String { "TKEY" }
        @inlinable public static var algorithm: Field<Name> {
            .init(
                "tkey.algo_name", "Algorithm name", part: 0, means: "For what algorithm the key is that is agreed on.",
                in: "RFC 2930 section 2.2")
        }
        @inlinable public static var inception: Field<AbsoluteTime> {
            .init(
                "tkey.signature_inception", "Signature Inception", bits: 0..<32, of: 1, scale: 1_000_000_000,
                means: "From when on the agreed key is good.", in: "RFC 2930 section 2.3")
        }
        @inlinable public static var expiration: Field<AbsoluteTime> {
            .init(
                "tkey.signature_expiration", "Signature Expiration", bits: 32..<64, of: 1, scale: 1_000_000_000,
                means: "Until when the agreed key is good.", in: "RFC 2930 section 2.3")
        }
        @inlinable public static var mode: Field<UInt16> {
            .init(
                "tkey.mode", "Mode", bits: 64..<80, of: 1,
                means: """
                    How the key is made: 2 by Diffie-Hellman, 3 by GSS-API, as Windows domains do; 5 deletes it.
                    """, in: "RFC 2930 section 2.5")
        }
        @inlinable public static var error: Field<DNS.ResponseCode> {
            .init(
                "tkey.error", "Error", bits: 80..<96, of: 1,
                means: "Why no key was agreed on: 16 a bad signature, 17 a bad key, 19 a bad mode.",
                in: "RFC 2930 section 2.6")
        }
        @inlinable public static var keyLength: Field<UInt16> {
            .init(
                "tkey.key_size", "Key Size", bits: 96..<112, of: 1, auto: .length(.part(2)),
                means: "The octets of the key's material.", in: "RFC 2930 section 2.7")
        }
        @inlinable public static var key: Field<Octets> {
            .init(
                "tkey.key_data", "Key Data", part: 2, means: "What each side gives for the key, in its mode's format.",
                in: "RFC 2930 section 2.7")
        }
        @inlinable public static var otherLength: Field<UInt16> {
            .init(
                "tkey.other_size", "Other Size", bits: 0..<16, of: 3, auto: .length(.part(4)),
                means: "The octets of the record's rest.", in: "RFC 2930 section 2.8")
        }
        @inlinable public static var other: Field<Octets> {
            .init(
                "tkey.other_data", "Other Data", part: 4, means: "Kept for later, and empty.",
                in: "RFC 2930 section 2.8")
        }
        public static var tree: [AnyField] {
            [
                .init(algorithm), .init(inception), .init(expiration), .init(mode), .init(error),
                .init(keyLength), .init(key), .init(otherLength), .init(other),
            ]
        }

        /// name | times, mode, error, length | key | length | other
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard let name = Name.end(message, from: from, to: to), name + 14 <= to else { return nil }
            let key = name + 14 + Int(message.word(name + 12))
            guard key + 2 <= to else { return nil }
            let other = key + 2 + Int(message.word(key))
            guard other <= to else { return nil }
            return LayerParts(name - from, name + 14 - from, key - from, key + 2 - from, other - from)
        }
    }
}
