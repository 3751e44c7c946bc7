public import Packets

/// Records whose data is a number of 16 bits and a domain name.
extension DNSNamed {
    /// RFC 1035 section 3.3.9.
    public enum MailExchange: DNSRecordData {
        public static var keyword: String { "MX" }
        @inlinable public static var preference: Field<UInt16> {
            .init(
                "mx.preference", "Preference", bits: 0..<16,
                means: "Which mail server to try first: that with the lowest number.", in: "RFC 5321 section 5.1")
        }
        @inlinable public static var exchange: Field<Name> {
            .init(
                "mx.mail_exchange", "Mail Exchange", part: 1,
                means: "A server that takes mail for the name. A single dot says that none does.",
                in: "RFC 7505 section 3")
        }
        public static var tree: [AnyField] { [.init(preference), .init(exchange)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            numberAndName(message, from, to)
        }
    }

    /// RFC 1183 section 1.
    public enum FileSystemDatabase: DNSRecordData {
        public static var keyword: String { "AFSDB" }
        @inlinable public static var subtype: Field<UInt16> {
            .init(
                "afsdb.subtype", "Subtype", bits: 0..<16, means: "1 is an AFS database server, 2 a DCE name server.",
                in: "RFC 1183 section 1")
        }
        @inlinable public static var host: Field<Name> {
            .init(
                "afsdb.hostname", "Hostname", part: 1, means: "The server of AFS or DCE for the domain.",
                in: "RFC 1183 section 1")
        }
        public static var tree: [AnyField] { [.init(subtype), .init(host)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            numberAndName(message, from, to)
        }
    }

    /// RFC 1183 section 3.3.
    public enum RouteThrough: DNSRecordData {
        public static var keyword: String { "RT" }
        @inlinable public static var preference: Field<UInt16> {
            .init(
                "rt.subtype", "Preference", bits: 0..<16, means: "Which intermediate host to try first.",
                in: "RFC 1183 section 3.3")
        }
        @inlinable public static var host: Field<Name> {
            .init(
                "rt.intermediate_host", "Intermediate Hostname", part: 1,
                means: "A host that passes packets on to one that has no route of its own.", in: "RFC 1183 section 3.3")
        }
        public static var tree: [AnyField] { [.init(preference), .init(host)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            numberAndName(message, from, to)
        }
    }

    /// RFC 2230.
    public enum KeyExchanger: DNSRecordData {
        public static var keyword: String { "KX" }
        @inlinable public static var preference: Field<UInt16> {
            .init(
                "kx.preference", "Preference", bits: 0..<16, means: "Which key exchanger to try first.",
                in: "RFC 2230 section 3.1")
        }
        @inlinable public static var exchanger: Field<Name> {
            .init(
                "kx.key_exchange", "Key Exchange", part: 1, means: "A host that exchanges keys for the owner.",
                in: "RFC 2230 section 3.1")
        }
        public static var tree: [AnyField] { [.init(preference), .init(exchanger)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            numberAndName(message, from, to)
        }
    }

    /// RFC 6742 section 2.4.
    public enum LocatorPointer: DNSRecordData {
        public static var keyword: String { "LP" }
        @inlinable public static var preference: Field<UInt16> {
            .init(
                "ilnp.lp.preference", "Preference", bits: 0..<16,
                means: "Which pointer to take of several; the lowest first.", in: "RFC 6742 section 2.4")
        }
        @inlinable public static var target: Field<Name> {
            .init(
                "ilnp.lp", "Locator FQDN", part: 1,
                means: "A name that has the locators, so that a whole network moves by one change.",
                in: "RFC 6742 section 2.4")
        }
        public static var tree: [AnyField] { [.init(preference), .init(target)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            numberAndName(message, from, to)
        }
    }
}
