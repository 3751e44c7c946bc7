public import Packets

/// Records whose data is two domain names, behind a number or alone.
extension DNSNamed {
    /// RFC 1035 section 3.3.7.
    public enum MailInformation: DNSRecordData {
        public static var keyword: String { "MINFO" }
        @inlinable public static var responsible: Field<Name> {
            .init(
                "minfo.r", "Responsible Mailbox", part: 0, means: "Who is responsible for a mailing list.",
                in: "RFC 1035 section 3.3.7")
        }
        @inlinable public static var errors: Field<Name> {
            .init(
                "minfo.e", "Error Mailbox", part: 1, means: "Who gets the error messages of a mailing list.",
                in: "RFC 1035 section 3.3.7"
            )
        }
        public static var tree: [AnyField] { [.init(responsible), .init(errors)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            twoNames(message, from, to, behind: 0)
        }
    }

    /// RFC 1183 section 2.2.
    public enum ResponsiblePerson: DNSRecordData {
        public static var keyword: String { "RP" }
        @inlinable public static var mailbox: Field<Name> {
            .init(
                "rp.mailbox", "Mailbox", part: 0,
                means: "The mailbox of who is responsible for the name, its first dot standing for the at sign.",
                in: "RFC 1183 section 2.2")
        }
        @inlinable public static var text: Field<Name> {
            .init(
                "rp.txt_rr", "TXT RR", part: 1, means: "A name whose TXT records say more of who is responsible.",
                in: "RFC 1183 section 2.2")
        }
        public static var tree: [AnyField] { [.init(mailbox), .init(text)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            twoNames(message, from, to, behind: 0)
        }
    }

    /// X.400 addresses. RFC 2163 section 4.
    public enum MailMapping: DNSRecordData {
        public static var keyword: String { "PX" }
        @inlinable public static var preference: Field<UInt16> {
            .init(
                "px.preference", "Preference", bits: 0..<16, means: "Which mapping to take first.",
                in: "RFC 2163 section 4")
        }
        @inlinable public static var internetName: Field<Name> {
            .init(
                "px.map822", "MAP822", part: 1, means: "The Internet side of a mapping between mail systems.",
                in: "RFC 2163 section 4")
        }
        @inlinable public static var x400Name: Field<Name> {
            .init(
                "px.map400", "MAPX400", part: 2, means: "The X.400 side of a mapping between mail systems.",
                in: "RFC 2163 section 4")
        }
        public static var tree: [AnyField] {
            [.init(preference), .init(internetName), .init(x400Name)]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            twoNames(message, from, to, behind: 2)
        }
    }

    /// Marks the start of a zone of authority. RFC 1035 section 3.3.13.
    public enum StartOfAuthority: DNSRecordData {
        public static var keyword: String { "SOA" }
        @inlinable public static var server: Field<Name> {
            .init(
                "soa.mname", "Primary name server", part: 0,
                means: "The zone's primary server, from which others copy.", in: "RFC 1035 section 3.3.13")
        }
        @inlinable public static var mailbox: Field<Name> {
            .init(
                "soa.rname", "Responsible authority's mailbox", part: 1, means: "Whom to write to about the zone.",
                in: "RFC 1035 section 3.3.13")
        }
        @inlinable public static var serial: Field<UInt32> {
            .init(
                "soa.serial_number", "Serial Number", bits: 0..<32, of: 2,
                means: "The zone's version. It has to grow with each change, or the copies stay as they were.",
                in: "RFC 1982 section 7")
        }
        /// In seconds, as the three that follow.
        @inlinable public static var refresh: Field<UInt32> {
            .init(
                "soa.refresh_interval", "Refresh Interval", bits: 32..<64, of: 2,
                means: "How many seconds a copy waits before it looks whether the zone changed.",
                in: "RFC 1035 section 3.3.13")
        }
        @inlinable public static var retry: Field<UInt32> {
            .init(
                "soa.retry_interval", "Retry Interval", bits: 64..<96, of: 2,
                means: "How many seconds a copy waits after it could not reach the primary server.",
                in: "RFC 1035 section 3.3.13")
        }
        @inlinable public static var expire: Field<UInt32> {
            .init(
                "soa.expire_limit", "Expire limit", bits: 96..<128, of: 2,
                means: "After how many seconds without contact a copy is good no more.", in: "RFC 1035 section 3.3.13")
        }
        /// How long that a name does not exist may be remembered. RFC 2308 section 4.
        @inlinable public static var minimum: Field<UInt32> {
            .init(
                "soa.minimum_ttl", "Minimum TTL", bits: 128..<160, of: 2,
                means: "For how many seconds a cache may remember that there is no such name.", in: "RFC 2308 section 4"
            )
        }
        public static var tree: [AnyField] {
            [
                .init(server), .init(mailbox), .init(serial), .init(refresh), .init(retry), .init(expire),
                .init(minimum),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard let names = twoNames(message, from, to, behind: 0), to - from >= names.total + 20 else { return nil }
            return LayerParts(names.end(0), names.end(1), names.end(1) + 20)
        }
    }

    /// Parts of data that is `count` octets and two names.
    static func twoNames(_ message: RawSpan, _ from: Int, _ to: Int, behind count: Int) -> LayerParts? {
        guard let first = Name.end(message, from: from + count, to: to),
            let second = Name.end(message, from: first, to: to)
        else { return nil }
        return count == 0 ? LayerParts(first - from, second - from) : LayerParts(count, first - from, second - from)
    }
}
