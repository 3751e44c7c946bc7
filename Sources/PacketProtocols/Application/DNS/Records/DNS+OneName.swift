public import Packets

/// Records whose data is one domain name.
extension DNSNamed {
    /// A name server of the zone. RFC 1035 section 3.3.11.
    public enum NameServer: DNSRecordData {
        public static var keyword: String { "NS" }
        @inlinable public static var server: Field<Name> {
            .init(
                "ns", "Name Server", part: 0,
                means: "A server that answers for the zone: by it a parent zone delegates to a child.",
                in: "RFC 1035 section 3.3.11")
        }
        public static var tree: [AnyField] { [.init(server)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { oneName(message, from, to) }
    }

    /// Obsolete. RFC 1035 section 3.3.4.
    public enum MailDestination: DNSRecordData {
        public static var keyword: String { "MD" }
        @inlinable public static var agent: Field<Name> {
            .init(
                "md", "Mail Destination", part: 0,
                means: "Once the host that took a domain's mail; mail exchangers replaced it.",
                in: "RFC 1035 section 3.3.4")
        }
        public static var tree: [AnyField] { [.init(agent)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { oneName(message, from, to) }
    }

    /// Obsolete. RFC 1035 section 3.3.5.
    public enum MailForwarder: DNSRecordData {
        public static var keyword: String { "MF" }
        @inlinable public static var agent: Field<Name> {
            .init(
                "mf", "Mail Forwarder", part: 0, means: "Once the host that passed a domain's mail on.",
                in: "RFC 1035 section 3.3.5")
        }
        public static var tree: [AnyField] { [.init(agent)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { oneName(message, from, to) }
    }

    /// The canonical name of an alias. RFC 1035 section 3.3.1.
    public enum CanonicalName: DNSRecordData {
        public static var keyword: String { "CNAME" }
        @inlinable public static var target: Field<Name> {
            .init(
                "cname", "CNAME", part: 0,
                means: "The true name of which the owner is an alias; the client goes on with it.",
                in: "RFC 1035 section 3.3.1")
        }
        public static var tree: [AnyField] { [.init(target)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { oneName(message, from, to) }
    }

    /// The host of a mailbox. RFC 1035 section 3.3.3.
    public enum Mailbox: DNSRecordData {
        public static var keyword: String { "MB" }
        @inlinable public static var host: Field<Name> {
            .init(
                "mb", "MailBox Domaine", part: 0, means: "The host of a mailbox; an experiment of 1987.",
                in: "RFC 1035 section 3.3.3")
        }
        public static var tree: [AnyField] { [.init(host)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { oneName(message, from, to) }
    }

    /// RFC 1035 section 3.3.6.
    public enum MailGroup: DNSRecordData {
        public static var keyword: String { "MG" }
        @inlinable public static var mailbox: Field<Name> {
            .init(
                "mg", "Mail Group member", part: 0,
                means: "A member of a mail group, by an experiment of 1987 that nobody followed.",
                in: "RFC 1035 section 3.3.6")
        }
        public static var tree: [AnyField] { [.init(mailbox)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { oneName(message, from, to) }
    }

    /// RFC 1035 section 3.3.8.
    public enum MailRename: DNSRecordData {
        public static var keyword: String { "MR" }
        @inlinable public static var mailbox: Field<Name> {
            .init(
                "mr", "Mail Rename domaine", part: 0, means: "The mailbox that took the owner's place.",
                in: "RFC 1035 section 3.3.8")
        }
        public static var tree: [AnyField] { [.init(mailbox)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { oneName(message, from, to) }
    }

    /// A place in the name space: the name of an address. RFC 1035 section 3.3.12.
    public enum Pointer: DNSRecordData {
        public static var keyword: String { "PTR" }
        @inlinable public static var target: Field<Name> {
            .init(
                "ptr.domain_name", "Domain Name", part: 0,
                means: """
                    The name that an address has, asked for under in-addr.arpa or ip6.arpa; in service discovery, one
                    instance of a service.
                    """, in: "RFC 1035 section 3.3.12")
        }
        public static var tree: [AnyField] { [.init(target)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { oneName(message, from, to) }
    }

    /// Where all names below the owner are to be found. RFC 6672.
    public enum Delegation: DNSRecordData {
        public static var keyword: String { "DNAME" }
        @inlinable public static var target: Field<Name> {
            .init(
                "dname", "Dname", part: 0, means: "The domain under which all names below the owner are found.",
                in: "RFC 6672 section 2.1")
        }
        public static var tree: [AnyField] { [.init(target)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { oneName(message, from, to) }
    }

    /// Parts of data that is one name.
    static func oneName(_ message: RawSpan, _ from: Int, _ to: Int) -> LayerParts? {
        Name.end(message, from: from, to: to).map { LayerParts($0 - from) }
    }

    /// Parts of data that is two octets and a name.
    static func numberAndName(_ message: RawSpan, _ from: Int, _ to: Int) -> LayerParts? {
        Name.end(message, from: from + 2, to: to).map { LayerParts(2, $0 - from) }
    }
}
