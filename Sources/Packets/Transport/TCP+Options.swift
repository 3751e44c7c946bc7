extension TCP {
    /// What a TCP option is. https://www.iana.org/assignments/tcp-parameters
    public struct OptionKind: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "End of Option List"), .init(1, "No-Operation"), .init(2, "Maximum Segment Size"),
            .init(3, "Window Scale"), .init(4, "SACK Permitted"), .init(5, "SACK"), .init(6, "Echo"),
            .init(7, "Echo Reply"), .init(8, "Time Stamp Option"), .init(9, "Partial Order Connection Permitted"),
            .init(10, "Partial Order Service Profile"), .init(11, "CC"), .init(12, "CC.NEW"), .init(13, "CC.ECHO"),
            .init(14, "TCP Alternate Checksum Request"), .init(15, "TCP Alternate Checksum Data"),
            .init(16, "Skeeter"), .init(17, "Bubba"), .init(18, "Trailer Checksum Option"),
            .init(19, "MD5 Signature Option"), .init(20, "SCPS Capabilities"),
            .init(21, "Selective Negative Acknowledgements"), .init(22, "Record Boundaries"),
            .init(23, "Corruption experienced"), .init(24, "SNAP"), .init(26, "TCP Compression Filter"),
            .init(27, "Quick-Start Response"), .init(28, "User Timeout Option"),
            .init(29, "The TCP Authentication Option"), .init(30, "Multipath TCP"), .init(34, "TCP Fast Open Cookie"),
            .init(76, "Riverbed Probe"), .init(78, "Riverbed Transparency"), .init(172, "Accurate ECN Order 0"),
            .init(174, "Accurate ECN Order 1"), .init(253, "RFC3692-style Experiment 1"),
            .init(254, "RFC3692-style Experiment 2"),
        ]
    }

    /// One option: a kind, and, but for the two shortest, a length and data. RFC 9293 section 3.2.
    public enum Option: Schema {
        public static var name: String { "tcp.option" }
        public static var prefix: String { "tcp" }
        public static var title: String { "TCP Option" }
        public static var itemExample: String? { "mss=1460" }
        public static var meaning: Meaning {
            .init(
                """
                One option of the header: a kind, and but for two of them a length and data. A side ignores kinds
                that it does not know.
                """, in: "RFC 9293 section 3.2")
        }

        @inlinable public static var kind: Field<OptionKind> {
            .init(
                "option_kind", "Kind", bits: 0..<8, auto: .variant,
                means: """
                    What the option is: 2 is the maximum segment size, 3 the window scale, 5 selective acknowledgment, 8
                    time stamps.
                    """, in: "RFC 9293 section 3.2")
        }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "option_len", "Length", bits: 0..<8, of: 1, auto: .length(.header),
                means: """
                    The octets of the option with its kind and this length, so that 2 is the least. A smaller one
                    breaks off the list.
                    """, in: "RFC 9293 section 3.2")
        }
        public static var tree: [AnyField] { [.init(kind), .init(length)] }
        /// The part that is what the kind says.
        static var dataPart: Int { 2 }

        public static var variants: Variants? {
            Variants(
                .part(dataPart), by: kind,
                [
                    0: EndOfList.self, 1: NoOperation.self, 2: MaximumSegmentSize.self, 3: WindowScale.self,
                    4: SelectivePermitted.self, 5: SelectiveAcknowledgment.self, 6: Echo.self, 7: EchoReply.self,
                    8: Timestamps.self, 11: ConnectionCount.self, 12: ConnectionCountNew.self,
                    13: ConnectionCountEcho.self, 19: MD5Signature.self, 27: QuickStart.self, 28: UserTimeout.self,
                    29: Authentication.self, 30: Multipath.self, 34: FastOpen.self, 172: AccurateECN0.self,
                    174: AccurateECN1.self,
                    253: Experimental.self, 254: Experimental.self,
                ], otherwise: UnknownOption.self)
        }

        /// kind | length | data
        @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            if message.octet(from) < 2 { return LayerParts(1) }
            guard from &+ 2 <= to else { return nil }
            let length = Int(message.octet(from &+ 1))
            guard length >= 2, from &+ length <= to else { return nil }
            return LayerParts(1, 2, length)
        }
    }

    /// RFC 9293 section 3.2.
    public enum EndOfList: Variant {
        public static var name: String { "tcp.options.eol" }
        public static var title: String { "End of Option List (EOL)" }
        public static var meaning: Meaning {
            .init("Ends the options before the header's end; what follows is padding.", in: "RFC 9293 section 3.2")
        }
        public static var tree: [AnyField] { [] }
        @inlinable public static var layout: PartLayout { .exactly(0) }
    }

    /// RFC 9293 section 3.2.
    public enum NoOperation: Variant {
        public static var name: String { "tcp.options.nop" }
        public static var title: String { "No-Operation (NOP)" }
        public static var meaning: Meaning {
            .init("Fills one octet, so that the next option begins on a word.", in: "RFC 9293 section 3.2")
        }
        public static var tree: [AnyField] { [] }
        @inlinable public static var layout: PartLayout { .exactly(0) }
    }

    /// RFC 9293 section 3.7.1.
    public enum MaximumSegmentSize: Variant {
        public static var name: String { "tcp.options.mss" }
        public static var title: String { "Maximum segment size" }
        public static var meaning: Meaning {
            .init(
                "Sent in a SYN: the largest segment that this side is ready to receive.", in: "RFC 9293 section 3.7.1")
        }
        @inlinable public static var size: Field<UInt16> {
            .init(
                "mss_val", "MSS Value", bits: 0..<16, preset: 1460,
                means: """
                    How many octets of data a segment to this side may have: over Ethernet 1460 with IPv4, 1440 with
                    IPv6, less through tunnels. Without the option it is 536 or 1220. Routers often lower it in passing.
                    """, in: "RFC 9293 section 3.7.1")
        }
        public static var tree: [AnyField] { [.init(size)] }
        @inlinable public static var layout: PartLayout { .exactly(2) }
    }

    /// RFC 7323 section 2.
    public enum WindowScale: Schema {
        public static var name: String { "tcp.options.wscale" }
        public static var title: String { "Window scale" }
        public static var meaning: Meaning {
            .init(
                """
                Sent in a SYN: windows of this side are to be shifted, if the other side offers it too. Without it
                nobody can have more than 64 KiB under way.
                """, in: "RFC 7323 section 2.2")
        }
        @inlinable public static var shift: Field<UInt8> {
            .init(
                "shift", "Shift count", bits: 0..<8,
                means: "By how many bits the windows of this side are shifted left; 14 is the most.",
                in: "RFC 7323 section 2.2")
        }
        /// What the window is multiplied with; a shift of more than 14 counts as 14.
        public static var multiplier: Derived<WindowScale, UInt16> {
            .init(
                "multiplier", "Multiplier", readsFlow: false,
                means: "Two to the power of the shift: what the window field is multiplied with.",
                in: "RFC 7323 section 2.3"
            ) { option, _ in 1 << UInt16(min(option.shift, 14)) }
        }
        public static var tree: [AnyField] { [.init(shift), .init(multiplier)] }
        @inlinable public static var layout: PartLayout { .exactly(1) }
    }

    /// RFC 7323 section 3.
    public enum Timestamps: Schema {
        public static var name: String { "tcp.options.timestamp" }
        public static var title: String { "Timestamps" }
        public static var meaning: Meaning {
            .init(
                """
                Lets a side measure the round trip with each acknowledgment, and tell old duplicates from new data.
                """, in: "RFC 7323 section 3")
        }
        public static var keywords: [String] { ["timestamp", "TS"] }
        @inlinable public static var value: Field<UInt32> {
            .init(
                "tsval", "Timestamp value", bits: 0..<32,
                means: """
                    The sender's clock, in ticks that only it knows. It must not run backwards within a connection: then
                    the segment is taken for an old one.
                    """, in: "RFC 7323 section 3.2")
        }
        @inlinable public static var echoReply: Field<UInt32> {
            .init(
                "tsecr", "Timestamp echo reply", bits: 32..<64,
                means: """
                    The other side's clock as it came last, sent back to it; 0 in a first SYN. Now minus this is the
                    round trip.
                    """, in: "RFC 7323 section 3.2")
        }
        public static var tree: [AnyField] { [.init(value), .init(echoReply)] }
        @inlinable public static var layout: PartLayout { .exactly(8) }
    }
}
