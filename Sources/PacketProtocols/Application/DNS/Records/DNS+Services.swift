public import Packets

/// Records that say where a service is.
extension DNSNamed {
    /// RFC 2782.
    public enum Service: DNSRecordData {
        public static var keyword: String { "SRV" }
        @inlinable public static var priority: Field<UInt16> {
            .init(
                "srv.priority", "Priority", bits: 0..<16, means: "Which server to try first: the lowest number.",
                in: "RFC 2782")
        }
        @inlinable public static var weight: Field<UInt16> {
            .init(
                "srv.weight", "Weight", bits: 16..<32,
                means: "How often to choose this server among those of one priority.", in: "RFC 2782")
        }
        @inlinable public static var port: Field<UInt16> {
            .init("srv.port", "Port", bits: 32..<48, means: "The port on which the service runs.", in: "RFC 2782")
        }
        @inlinable public static var target: Field<Name> {
            .init(
                "srv.target", "Target", part: 1,
                means: "The server's host. A single dot says that there is no such service.", in: "RFC 2782")
        }
        public static var tree: [AnyField] {
            [.init(priority), .init(weight), .init(port), .init(target)]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            Name.end(message, from: from + 6, to: to).map { LayerParts(6, $0 - from) }
        }
    }

    /// A rule by which a name is rewritten. RFC 3403 section 4.
    public enum AuthorityPointer: DNSRecordData {
        public static var keyword: String { "NAPTR" }
        @inlinable public static var order: Field<UInt16> {
            .init(
                "naptr.order", "Order", bits: 0..<16,
                means: "In which order rules are looked at; the first that fits ends the search.",
                in: "RFC 3403 section 4.1")
        }
        @inlinable public static var preference: Field<UInt16> {
            .init(
                "naptr.preference", "Preference", bits: 16..<32,
                means: "Which of several rules of one order is better.", in: "RFC 3403 section 4.1")
        }
        @inlinable public static var flagsLength: Field<UInt8> {
            .init(
                "naptr.flags_length", "Flags Length", bits: 32..<40, auto: .length(.part(1)),
                means: "How many characters the rule's flags have.", in: "RFC 3403 section 4.1")
        }
        @inlinable public static var flags: Field<String> {
            .init(
                "naptr.flags", "Flags", part: 1,
                means: "What comes next: S an SRV record, A an address, U a URI; empty, another rule.",
                in: "RFC 3403 section 4.1")
        }
        @inlinable public static var serviceLength: Field<UInt8> {
            .init(
                "naptr.service_length", "Service Length", bits: 0..<8, of: 2, auto: .length(.part(3)),
                means: "The length of the service's name.", in: "RFC 3403 section 4.1")
        }
        @inlinable public static var service: Field<String> {
            .init(
                "naptr.service", "Service", part: 3,
                means: "For which service and protocol the rule is, such as SIP+D2U.", in: "RFC 3403 section 4.1")
        }
        @inlinable public static var expressionLength: Field<UInt8> {
            .init(
                "naptr.regex_length", "Regex Length", bits: 0..<8, of: 4, auto: .length(.part(5)),
                means: "The length of the expression.", in: "RFC 3403 section 4.1")
        }
        @inlinable public static var expression: Field<String> {
            .init(
                "naptr.regex", "Regex", part: 5,
                means: "How the text that one began with is rewritten, as sed does it.", in: "RFC 3403 section 4.1")
        }
        /// Of the name as text, in octets.
        public static var replacementLength: Derived<Self, UInt8> {
            .init(
                "naptr.replacement_length", "Replacement Length", means: "How many octets the replacement takes.",
                in: "RFC 3403 section 4.1"
            ) { record, _ in
                UInt8(truncatingIfNeeded: record.replacement.text.utf8.count)
            }
        }
        @inlinable public static var replacement: Field<Name> {
            .init(
                "naptr.replacement", "Replacement", part: 6,
                means: "The name to go on with, where there is no expression.", in: "RFC 3403 section 4.1")
        }
        public static var tree: [AnyField] {
            [
                .init(order), .init(preference), .init(flagsLength), .init(flags), .init(serviceLength),
                .init(service), .init(expressionLength), .init(expression), .init(replacementLength),
                .init(replacement),
            ]
        }

        /// numbers, flags' length | flags | length | service | length | expression | replacement
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard let flags = DNS.characterString(message, from + 4, to) else { return nil }
            let first = from + 4 + flags.total
            guard let service = DNS.characterString(message, first, to) else { return nil }
            let second = first + service.total
            guard let expression = DNS.characterString(message, second, to) else { return nil }
            let third = second + expression.total
            guard let end = Name.end(message, from: third, to: to) else { return nil }
            return LayerParts(ends: [
                5, first - from, first - from + 1, second - from, second - from + 1, third - from, end - from,
            ])
        }
    }

    /// SVCB and HTTPS: how to reach a service. RFC 9460 section 2.2.
    public enum ServiceBinding: DNSRecordData {
        public static var keyword: String { "HTTPS" }
        public static var keywords: [String] { ["HTTPS", "https", "SVCB", "svcb"] }
        public static var title: String { "Service binding" }
        /// 0 is an alias for the target.
        @inlinable public static var priority: Field<UInt16> {
            .init(
                "svcb.svcpriority", "SvcPriority", bits: 0..<16, preset: 1,
                means: "0 makes the record an alias of the target; else the lowest is tried first.",
                in: "RFC 9460 section 2.4.1")
        }
        /// The root stands for the owner itself.
        @inlinable public static var target: Field<Name> {
            .init(
                "svcb.targetname", "TargetName", part: 1,
                means: "The host that provides the service; a single dot is the owner itself.",
                in: "RFC 9460 section 2.5")
        }
        public static var parameters: Repeated<DNS.ServiceParameter> {
            .init(
                "svcparams", "Parameters", part: 2, means: "How to connect: protocols, port, addresses, keys.",
                in: "RFC 9460 section 2.1")
        }
        public static var tree: [AnyField] { [.init(priority), .init(target), .init(parameters)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            Name.end(message, from: from + 2, to: to).map { LayerParts(2, $0 - from, to - from) }
        }
    }
}
