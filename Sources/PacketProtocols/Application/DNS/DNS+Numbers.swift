public import Packets

/// https://www.iana.org/assignments/dns-parameters
extension DNS {
    /// RFC 6895 section 2.2.
    public struct Operation: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let update = Operation(rawValue: 5)
        public static let names: [ValueName] = [
            .init(0, "Standard query"), .init(1, "Inverse query"), .init(2, "Server status request"),
            .init(4, "Zone change notification"), .init(5, "Dynamic update"),
            .init(6, "DNS Stateful operations (DSO)"),
        ]
    }

    /// RFC 6895 section 2.3.
    public struct ResponseCode: NamedNumber {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "No error"), .init(1, "Format error"), .init(2, "Server failure"), .init(3, "No such name"),
            .init(4, "Not implemented"), .init(5, "Refused"), .init(6, "Name exists"), .init(7, "RRset exists"),
            .init(8, "RRset does not exist"), .init(9, "Not authoritative"), .init(10, "Name out of zone"),
            .init(11, "DSO-Type not implemented"), .init(16, "Bad version or signature"), .init(17, "Bad key"),
            .init(18, "Bad time"), .init(19, "Bad mode"), .init(20, "Bad name"), .init(21, "Bad algorithm"),
            .init(22, "Bad truncation"), .init(23, "Bad cookie"),
        ]
    }

    public struct RecordType: NamedNumber {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        /// SRV, whose owner's name says the service and the protocol.
        public static let service = RecordType(rawValue: 33)
        /// OPT, which has a layout of its own.
        public static let extensions = RecordType(rawValue: 41)
        public static let names: [ValueName] = [
            .init(1, "A"), .init(2, "NS"), .init(3, "MD"), .init(4, "MF"), .init(5, "CNAME"), .init(6, "SOA"),
            .init(7, "MB"), .init(8, "MG"), .init(9, "MR"), .init(10, "NULL"), .init(11, "WKS"), .init(12, "PTR"),
            .init(13, "HINFO"), .init(14, "MINFO"), .init(15, "MX"), .init(16, "TXT"), .init(17, "RP"),
            .init(18, "AFSDB"), .init(19, "X25"), .init(20, "ISDN"), .init(21, "RT"), .init(22, "NSAP"),
            .init(23, "NSAP-PTR"), .init(24, "SIG"), .init(25, "KEY"), .init(26, "PX"), .init(27, "GPOS"),
            .init(28, "AAAA"), .init(29, "LOC"), .init(30, "NXT"), .init(31, "EID"), .init(32, "NIMLOC"),
            .init(33, "SRV"), .init(34, "ATMA"), .init(35, "NAPTR"), .init(36, "KX"), .init(37, "CERT"),
            .init(38, "A6"), .init(39, "DNAME"), .init(40, "SINK"), .init(41, "OPT"), .init(42, "APL"),
            .init(43, "DS"), .init(44, "SSHFP"), .init(45, "IPSECKEY"), .init(46, "RRSIG"), .init(47, "NSEC"),
            .init(48, "DNSKEY"), .init(49, "DHCID"), .init(50, "NSEC3"), .init(51, "NSEC3PARAM"), .init(52, "TLSA"),
            .init(53, "SMIMEA"), .init(55, "HIP"), .init(56, "NINFO"), .init(57, "RKEY"), .init(58, "TALINK"),
            .init(59, "CDS"), .init(60, "CDNSKEY"), .init(61, "OPENPGPKEY"), .init(62, "CSYNC"), .init(63, "ZONEMD"),
            .init(64, "SVCB"), .init(65, "HTTPS"), .init(99, "SPF"), .init(104, "NID"), .init(105, "L32"),
            .init(106, "L64"), .init(107, "LP"), .init(108, "EUI48"), .init(109, "EUI64"), .init(249, "TKEY"),
            .init(250, "TSIG"), .init(251, "IXFR"), .init(252, "AXFR"), .init(253, "MAILB"), .init(254, "MAILA"),
            .init(255, "ANY"), .init(256, "URI"), .init(257, "CAA"), .init(258, "AVC"), .init(260, "AMTRELAY"),
            .init(32768, "TA"), .init(32769, "DLV"),
        ]
    }

    public struct RecordClass: NamedNumber {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "IN"), .init(3, "CH"), .init(4, "HS"), .init(254, "NONE"), .init(255, "ANY"),
        ]
    }

    /// https://www.iana.org/assignments/dns-sec-alg-numbers
    public struct Algorithm: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "Delete DS"), .init(1, "RSA/MD5"), .init(2, "Diffie-Hellman"), .init(3, "DSA"),
            .init(5, "RSA/SHA1"), .init(6, "DSA + NSEC3/SHA1"), .init(7, "RSA/SHA1 + NSEC3/SHA1"),
            .init(8, "RSA/SHA-256"), .init(10, "RSA/SHA-512"), .init(12, "GOST R 34.10-2001"),
            .init(13, "ECDSA Curve P-256 with SHA-256"), .init(14, "ECDSA Curve P-384 with SHA-384"),
            .init(15, "Ed25519"), .init(16, "Ed448"), .init(252, "Reserved for Indirect Keys"),
            .init(253, "Private, domain name"), .init(254, "Private, OID"),
        ]
    }

    /// https://www.iana.org/assignments/ds-rr-types
    public struct DigestType: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "Reserved"), .init(1, "SHA-1"), .init(2, "SHA-256"), .init(3, "GOST R 34.11-94"),
            .init(4, "SHA-384"),
        ]
    }
}
