public import Packets

/// Records that hold text.
extension DNS {
    /// One or more strings. RFC 1035 section 3.3.14.
    public enum Text: DNSRecordData {
        public static var keyword: String { "TXT" }
        public static var strings: Repeated<TextString> {
            .init(
                "texts", "Strings", part: 0, heading: .none,
                means: "The texts of the record, at most 255 octets each; longer ones are put together.",
                in: "RFC 1035 section 3.3.14")
        }
        public static var tree: [AnyField] { [.init(strings)] }
    }

    /// RFC 1035 section 3.3.
    public enum TextString: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dns" }
        public static var title: String { "String" }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "txt.length", "TXT Length", bits: 0..<8, auto: .length(.part(1)),
                means: "How many octets one text of a TXT record has.", in: "RFC 1035 section 3.3")
        }
        @inlinable public static var text: Field<String> {
            .init(
                "txt", "TXT", part: 1,
                means: """
                    What somebody wants to be known of the name: who may send its mail, proof of who owns it, a
                    printer's features.
                    """, in: "RFC 1035 section 3.3.14")
        }
        public static var tree: [AnyField] { [.init(length), .init(text)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            DNS.characterString(message, from, to)
        }
    }

    /// Which hosts may send a domain's mail; given up for TXT. RFC 7208 section 3.1.
    public enum SenderPolicy: DNSRecordData {
        public static var keyword: String { "SPF" }
        public static var strings: Repeated<PolicyString> {
            .init(
                "texts", "Strings", part: 0, heading: .none,
                means: "The texts of a record type that the usual texts replaced.",
                in: "RFC 7208 section 3.1")
        }
        public static var tree: [AnyField] { [.init(strings)] }
    }

    /// One string of an SPF record.
    public enum PolicyString: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dns" }
        public static var title: String { "String" }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "spf.length", "SPF Length", bits: 0..<8, auto: .length(.part(1)),
                means: "The octets of one part of the policy.", in: "RFC 7208 section 3.3")
        }
        @inlinable public static var text: Field<String> {
            .init("spf", "SPF", part: 1, means: "Which hosts may send mail for the domain.", in: "RFC 7208 section 3.3")
        }
        public static var tree: [AnyField] { [.init(length), .init(text)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            DNS.characterString(message, from, to)
        }
    }

    /// RFC 1035 section 3.3.2.
    public enum HostInformation: DNSRecordData {
        public static var keyword: String { "HINFO" }
        @inlinable public static var processorLength: Field<UInt8> {
            .init(
                "hinfo.cpu_length", "CPU Length", bits: 0..<8, auto: .length(.part(1)),
                means: "The octets of the processor's name.", in: "RFC 1035 section 3.3.2")
        }
        @inlinable public static var processor: Field<String> {
            .init(
                "hinfo.cpu", "CPU", part: 1,
                means: """
                    The host's kind of processor; as an answer to any, 'RFC8482' says that the server does not list all.
                    """, in: "RFC 8482 section 4.2")
        }
        @inlinable public static var systemLength: Field<UInt8> {
            .init(
                "hinfo.os_length", "OS Length", bits: 0..<8, of: 2, auto: .length(.part(3)),
                means: "The octets of the system's name.", in: "RFC 1035 section 3.3.2")
        }
        @inlinable public static var system: Field<String> {
            .init(
                "hinfo.os", "OS", part: 3, means: "The host's operating system. Few publish it.",
                in: "RFC 1035 section 3.3.2")
        }
        public static var tree: [AnyField] {
            [
                .init(processorLength), .init(processor), .init(systemLength), .init(system),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard let first = DNS.characterString(message, from, to),
                let second = DNS.characterString(message, from + first.total, to)
            else { return nil }
            return LayerParts(1, first.total, first.total + 1, first.total + second.total)
        }
    }

    /// RFC 1035 section 3.3.10.
    public enum Null: DNSRecordData {
        public static var keyword: String { "NULL" }
        @inlinable public static var data: Field<Octets> {
            .init(
                "null", "Null (data)", part: 0, means: "Anything at all, for experiments; tunnels use it.",
                in: "RFC 1035 section 3.3.10")
        }
        public static var tree: [AnyField] { [.init(data)] }
    }

    /// Which certification authorities may issue for a name. RFC 8659 section 4.1.
    public enum CertificationAuthority: DNSRecordData {
        public static var keyword: String { "CAA" }
        @inlinable public static var flags: Field<UInt8> {
            .init(
                "caa.flags", "CAA Flags", bits: 0..<8, show: .hex,
                means: "How an authority shall treat the property: one bit of eight has a meaning.",
                in: "RFC 8659 section 4.1")
        }
        @inlinable public static var isCritical: Field<Bool> {
            .init(
                "caa.flags.issuer_critical", "Issuer Critical", bits: 0..<1,
                means: "An authority that does not know the property must not issue.", in: "RFC 8659 section 4.1.1")
        }
        @inlinable public static var tagLength: Field<UInt8> {
            .init(
                "caa.tag_length", "Tag length", bits: 8..<16, auto: .length(.part(1)),
                means: "The octets of the property's name.", in: "RFC 8659 section 4.1")
        }
        @inlinable public static var tag: Field<String> {
            .init(
                "caa.tag", "Tag", part: 1, means: "Which property: issue, issuewild, iodef.", in: "RFC 8659 section 4.1"
            )
        }
        @inlinable public static var value: Field<String> {
            .init("caa.value", "Value", part: 2, means: "The property's value as text.", in: "RFC 8659 section 4.1")
        }
        public static var issue: Derived<CertificationAuthority, String> {
            .init(
                "caa.issue", "Issue",
                means: "An authority that may issue certificates for the name; a semicolon alone is nobody.",
                in: "RFC 8659 section 4.2"
            ) { $0.value(of: "issue", $1) }
        }
        public static var issueWildcard: Derived<CertificationAuthority, String> {
            .init(
                "caa.issuewild", "Issue Wildcard", means: "An authority that may issue wildcard certificates.",
                in: "RFC 8659 section 4.3"
            ) { $0.value(of: "issuewild", $1) }
        }
        public static var report: Derived<CertificationAuthority, String> {
            .init(
                "caa.iodef", "Report URL", means: "Where to report requests that were refused.",
                in: "RFC 8659 section 4.4"
            ) { $0.value(of: "iodef", $1) }
        }
        public static var unknown: Derived<CertificationAuthority, String> {
            .init(
                "caa.unknown", "Unknown tag", means: "The value of a property that is not known here.",
                in: "RFC 8659 section 4.1"
            ) { record, _ in
                ["issue", "issuewild", "iodef"].contains(record.tag.lowercased()) ? nil : record.value
            }
        }
        public static var tree: [AnyField] {
            [
                .group(flags, [.init(isCritical)]), .init(issue), .init(issueWildcard), .init(report),
                .init(unknown), .init(tagLength), .init(tag), .init(value),
            ]
        }

        /// flags, tag length | tag | value
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            let tag = 2 + Int(message.octet(from + 1))
            return to - from >= max(2, tag) ? LayerParts(2, tag, to - from) : nil
        }
    }

    /// Parts of a string behind its length, up to `to`. RFC 1035 section 3.3.
    static func characterString(_ message: RawSpan, _ from: Int, _ to: Int) -> LayerParts? {
        let end = from + 1 + Int(message.octet(from))
        return from < to && end <= to ? LayerParts(1, end - from) : nil
    }
}

extension Layer where P == DNS.CertificationAuthority {
    /// The value, when the tag is `tag`; letter case is free.
    fileprivate func value(of tag: String, _: borrowing PacketView) -> String? {
        self.tag.lowercased() == tag ? value : nil
    }
}
