public import Packets

/// Records that bind keys, certificates, places and the like to a name.
extension DNS {
    /// Which certificates a service may show. RFC 6698 section 2.1.
    public enum TransportAssociation: DNSRecordData {
        public static var keyword: String { "TLSA" }
        @inlinable public static var usage: Field<UInt8> {
            .init(
                "tlsa.certificate_usage", "Certificate Usage", bits: 0..<8, preset: 3,
                means: """
                    What the record says of a certificate: 3 names the server's own, 2 an anchor to trust, 1 and 0
                    the same besides the usual authorities.
                    """, in: "RFC 6698 section 2.1.1")
        }
        @inlinable public static var selector: Field<UInt8> {
            .init(
                "tlsa.selector", "Selector", bits: 8..<16, preset: 1,
                means: "What is compared: 0 the whole certificate, 1 its public key.", in: "RFC 6698 section 2.1.2")
        }
        @inlinable public static var matching: Field<UInt8> {
            .init(
                "tlsa.matching_type", "Matching Type", bits: 16..<24, preset: 1,
                means: "0 compares it as it is, 1 by SHA-256, 2 by SHA-512.", in: "RFC 6698 section 2.1.3")
        }
        @inlinable public static var data: Field<Octets> {
            .init(
                "tlsa.certificate_association_data", "Certificate Association Data", part: 1,
                means: """
                    What certificate or key have to be equal to. After a new certificate an old record locks clients
                    out.
                    """, in: "RFC 6698 section 2.1.4")
        }
        public static var tree: [AnyField] {
            [
                .init(usage), .init(selector), .init(matching), .init(data),
            ]
        }
        public static var layout: PartLayout { .fixedAndRest(3) }
    }

    /// RFC 4255 section 3.1.
    public enum HostKeyFingerprint: DNSRecordData {
        public static var keyword: String { "SSHFP" }
        @inlinable public static var algorithm: Field<UInt8> {
            .init(
                "sshfp.algorithm", "Algorithm", bits: 0..<8, preset: 4,
                means: "The kind of an SSH host's key: 1 is RSA, 3 ECDSA, 4 Ed25519.", in: "RFC 4255 section 3.1.1")
        }
        @inlinable public static var type: Field<UInt8> {
            .init(
                "sshfp.fingerprint.type", "Fingerprint type", bits: 8..<16, preset: 2,
                means: "How the fingerprint is made: 1 by SHA-1, 2 by SHA-256.", in: "RFC 6594 section 4")
        }
        @inlinable public static var fingerprint: Field<Octets> {
            .init(
                "sshfp.fingerprint", "Fingerprint", part: 1, means: "What ssh would ask a person to compare.",
                in: "RFC 4255 section 3.1.3")
        }
        public static var tree: [AnyField] {
            [
                .init(algorithm), .init(type), .init(fingerprint),
            ]
        }
        public static var layout: PartLayout { .fixedAndRest(2) }
    }

    /// RFC 4398 section 2.
    public enum Certificate: DNSRecordData {
        public static var keyword: String { "CERT" }
        @inlinable public static var type: Field<UInt16> {
            .init(
                "cert.type", "Type", bits: 0..<16, preset: 1,
                means: "What kind of certificate: 1 is X.509, 3 OpenPGP, 4 to 6 a place to fetch one from.",
                in: "RFC 4398 section 2.1")
        }
        @inlinable public static var tag: Field<UInt16> {
            .init(
                "cert.key_tag", "Key Tag", bits: 16..<32, show: .hex,
                means: "The number of the key in the certificate, where it is a key of DNS.", in: "RFC 4398 section 2")
        }
        @inlinable public static var algorithm: Field<Algorithm> {
            .init(
                "cert.algorithm", "Algorithm", bits: 32..<40,
                means: "The algorithm of the certificate's key; 0 where DNS has no number for it.",
                in: "RFC 4398 section 2")
        }
        @inlinable public static var certificate: Field<Octets> {
            .init(
                "cert.certificate", "Certificate (or CRL)", part: 1,
                means: "The certificate or a list of revoked ones.", in: "RFC 4398 section 2")
        }
        public static var tree: [AnyField] {
            [
                .init(type), .init(tag), .init(algorithm), .init(certificate),
            ]
        }
        public static var layout: PartLayout { .fixedAndRest(5) }
    }

    /// RFC 7929 section 2.
    public enum OpenPGPKey: DNSRecordData {
        public static var keyword: String { "OPENPGPKEY" }
        @inlinable public static var key: Field<String> {
            .init(
                "openpgpkey", "OpenPGP Key", part: 0,
                means: "The key to encrypt mail with, under a hash of the mailbox's name.", in: "RFC 7929 section 2.1")
        }
        public static var tree: [AnyField] { [.init(key)] }
    }

    /// RFC 4701 section 3.
    public enum DynamicHostIdentifier: DNSRecordData {
        public static var keyword: String { "DHCID" }
        @inlinable public static var data: Field<Octets> {
            .init(
                "dhcid.rdata", "DHCID Data", part: 0,
                means: "A digest of the client that DHCP gave the name to, so that no other takes it.",
                in: "RFC 4701 section 3")
        }
        public static var tree: [AnyField] { [.init(data)] }
    }

    /// RFC 7477 section 2.
    public enum ChildSynchronization: DNSRecordData {
        public static var keyword: String { "CSYNC" }
        @inlinable public static var serial: Field<UInt32> {
            .init(
                "csync.soa", "SOA", bits: 0..<32, means: "The child zone's version that the record was made for.",
                in: "RFC 7477 section 2.1.1.1")
        }
        @inlinable public static var flags: Field<UInt16> {
            .init(
                "csync.flags", "Flags", bits: 32..<48, show: .hex, means: "How the parent is to treat the record.",
                in: "RFC 7477 section 2.1.1.2")
        }
        @inlinable public static var usesMinimum: Field<Bool> {
            .init(
                "csync.flags.soaminimum", "soaminimum", bits: 46..<47,
                means: "The record counts only from the version of the zone on that it names.",
                in: "RFC 7477 section 2.1.1.2")
        }
        @inlinable public static var isImmediate: Field<Bool> {
            .init(
                "csync.flags.immediate", "immediate", bits: 47..<48,
                means: "The parent may act at once, and need not wait for a person.", in: "RFC 7477 section 2.1.1.2")
        }
        @inlinable public static var bitmap: Field<Octets> {
            .init(
                "csync.type_bitmap", "Type Bitmap", part: 1, means: "The types that the parent is to copy, as bits.",
                in: "RFC 7477 section 2.1.1.2.1")
        }
        public static var types: Derived<ChildSynchronization, ValueList<RecordType>> {
            types(ofPart: 1, means: "One type that the parent is to copy.", in: "RFC 7477 section 2.1.1.2.1")
        }
        public static var tree: [AnyField] {
            [
                .init(serial), .group(flags, [.init(isImmediate), .init(usesMinimum)]), .init(bitmap),
                .init(types),
            ]
        }
        public static var layout: PartLayout { .fixedAndRest(6) }
    }

    /// A digest over a whole zone. RFC 8976 section 2.2.
    public enum ZoneDigest: DNSRecordData {
        public static var keyword: String { "ZONEMD" }
        @inlinable public static var serial: Field<UInt32> {
            .init(
                "zonemd.serial", "Serial", bits: 0..<32, means: "The zone's version that was digested.",
                in: "RFC 8976 section 2.2.1")
        }
        @inlinable public static var scheme: Field<UInt8> {
            .init(
                "zonemd.scheme", "Scheme", bits: 32..<40, preset: 1,
                means: "How the zone's records are ordered for the digest: 1 is the simple way.",
                in: "RFC 8976 section 2.2.2")
        }
        @inlinable public static var hash: Field<UInt8> {
            .init(
                "zonemd.hash_algo", "Hash Algorithm", bits: 40..<48, preset: 1,
                means: "How the zone is digested: 1 is SHA-384, 2 SHA-512.", in: "RFC 8976 section 2.2.3")
        }
        @inlinable public static var digest: Field<Octets> {
            .init(
                "zonemd.digest", "Digest", part: 1,
                means: "The digest of the whole zone, which who copied it can check.", in: "RFC 8976 section 2.2.4")
        }
        public static var tree: [AnyField] {
            [
                .init(serial), .init(scheme), .init(hash), .init(digest),
            ]
        }
        public static var layout: PartLayout { .fixedAndRest(6) }
    }

    /// Where a host stands. RFC 1876 section 2.
    public enum Location: DNSRecordData {
        public static var keyword: String { "LOC" }
        @inlinable public static var version: Field<UInt8> {
            .init(
                "loc.version", "Version", bits: 0..<8, means: "0; other versions are not read.",
                in: "RFC 1876 section 2")
        }
        /// In centimetres, as a digit and a power of ten; the two that follow likewise.
        @inlinable public static var size: Field<UInt8> {
            .init(
                "loc.size", "Size", bits: 8..<16, preset: 0x12,
                means: "How large what stands there is, as a digit and a power of ten of centimetres.",
                in: "RFC 1876 section 2")
        }
        @inlinable public static var horizontalPrecision: Field<UInt8> {
            .init(
                "loc.horizontal_precision", "Horizontal Precision", bits: 16..<24, preset: 0x16,
                means: """
                    How exact latitude and longitude are, as a digit and a power of ten of centimetres each way.
                    """, in: "RFC 1876 section 2")
        }
        @inlinable public static var verticalPrecision: Field<UInt8> {
            .init(
                "loc.vertical_precision", "Vertical Precision", bits: 24..<32, preset: 0x13,
                means: "How exact the altitude is, as a digit and a power of ten of centimetres.",
                in: "RFC 1876 section 2")
        }
        /// In thousandths of a second of arc; 2^31 is the equator.
        @inlinable public static var latitude: Field<UInt32> {
            .init(
                "loc.latitude", "Latitude", bits: 32..<64, preset: 0x8000_0000,
                means: "The latitude in thousandths of a second of arc; 2^31 is the equator, and more is north.",
                in: "RFC 1876 section 2")
        }
        @inlinable public static var longitude: Field<UInt32> {
            .init(
                "loc.longitude", "Longitude", bits: 64..<96, preset: 0x8000_0000,
                means: """
                    The longitude in thousandths of a second of arc; 2^31 is the meridian of Greenwich, and more is
                    east.
                    """, in: "RFC 1876 section 2")
        }
        /// In centimetres above 100,000 m below the reference spheroid.
        @inlinable public static var altitude: Field<UInt32> {
            .init(
                "loc.altitude", "Altitude", bits: 96..<128, preset: 10_000_000,
                means: "The altitude in centimetres, counted from 100,000 metres below the reference spheroid.",
                in: "RFC 1876 section 2")
        }
        public static var tree: [AnyField] {
            [
                .init(version), .init(size), .init(horizontalPrecision), .init(verticalPrecision),
                .init(latitude),
                .init(longitude), .init(altitude),
            ]
        }
        public static var layout: PartLayout { .fixed(16) }
    }
}

/// Octets written as base 32 with the digits of RFC 4648 section 7, without padding, in lower case.
public struct Base32Text: WireValue, Hashable {
    public var octets: [UInt8]
    public init(_ octets: [UInt8]) { self.octets = octets }
    public static var kind: ValueKind { .text }
    public static func read(_ message: RawSpan, _ place: FieldPlace) -> Base32Text {
        Base32Text(message.octets(place.bit / 8, (place.bit + place.width) / 8))
    }
    public var encoded: [UInt8] { octets }

    public static func describe(_ message: RawSpan, from: Int, to: Int, into text: inout TextBuffer) {
        for bit in stride(from: from * 8, to: to * 8, by: 5) {
            let width = min(5, to * 8 - bit)
            let digit = UInt8(message.bits(bit, width) << UInt64(5 - width))
            text.append(byte: digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }

    public static func encode(_ text: String) throws(ForgeError) -> [UInt8] {
        var octets: [UInt8] = []
        var pending: UInt32 = 0
        var bits = 0
        for character in text.utf8 {
            let digit: UInt8
            switch character | 0x20 {
            case 0x30...0x39: digit = character - 0x30
            case 0x61...0x76: digit = (character | 0x20) - 0x57
            default: throw ForgeError(.value, "'\(text)' is not base 32 with the digits 0-9 and a-v")
            }
            pending = (pending << 5 | UInt32(digit)) & 0xffff
            bits += 5
            if bits >= 8 {
                bits -= 8
                octets.append(UInt8(truncatingIfNeeded: pending >> UInt32(bits)))
            }
        }
        return octets
    }
}
