/// The rarer options.
extension TCP {
    /// RFC 2018 section 2.
    public enum SelectivePermitted: Schema {
        public static var name: String { "tcp.options.sack_perm" }
        public static var prefix: String { "tcp.options" }
        public static var title: String { "SACK permitted" }
        public static var keywords: [String] { ["sack_perm", "sackOK"] }
        public static var tree: [AnyField] { [] }
        @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from == 0 ? Parts(0) : nil
        }
    }

    /// What was received beyond the acknowledgment number. RFC 2018 section 3.
    public enum SelectiveAcknowledgment: Schema {
        public static var name: String { "tcp.options.sack" }
        public static var prefix: String { "tcp.options" }
        public static var title: String { "SACK" }
        public static var blocks: Repeated<Block> { .init("", "Blocks", part: 0) }
        public static var count: Derived<SelectiveAcknowledgment, UInt8> {
            .init("sack.count", "TCP SACK Count", readsFlow: false) { option, _ in
                UInt8(truncatingIfNeeded: option.parts.total / 8)
            }
        }
        public static var tree: [AnyField] { [.init(blocks), .init(count)] }
        @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from >= 8 ? Parts(to &- from) : nil
        }

        /// Octets that were received: from the left edge up to, but without, the right one.
        public enum Block: Schema {
            public static var name: String { "tcp.options.sack.block" }
            public static var prefix: String { "tcp.options" }
            public static var title: String { "Block" }
            public static var leftEdge: Field<UInt32> { .init("sack_le_raw", "TCP SACK Left Edge (raw)", bits: 0..<32) }
            public static var rightEdge: Field<UInt32> {
                .init("sack_re_raw", "TCP SACK Right Edge (raw)", bits: 32..<64)
            }
            /// Counted from the first sequence number of the other side.
            public static var relativeLeftEdge: Derived<Block, UInt32> {
                .init("sack_le", "TCP SACK Left Edge") { block, packet in
                    block.leftEdge &- (packet.conversation?.tcp?.acknowledgmentBase ?? 0)
                }
            }
            public static var relativeRightEdge: Derived<Block, UInt32> {
                .init("sack_re", "TCP SACK Right Edge") { block, packet in
                    block.rightEdge &- (packet.conversation?.tcp?.acknowledgmentBase ?? 0)
                }
            }
            public static var tree: [AnyField] {
                [
                    .init(relativeLeftEdge), .init(leftEdge), .init(relativeRightEdge), .init(rightEdge),
                ]
            }
            @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
                to &- from >= 8 ? Parts(8) : nil
            }
        }
    }

    /// RFC 1072 section 3.
    public enum Echo: Schema {
        public static var name: String { "tcp.options.echo" }
        public static var prefix: String { "tcp.options" }
        public static var title: String { "Echo" }
        public static var value: Field<UInt32> { .init("echo_value", "TCP Echo Option", bits: 0..<32) }
        public static var tree: [AnyField] { [.init(value)] }
        @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from == 4 ? Parts(4) : nil
        }
    }

    /// RFC 1072 section 3.
    public enum EchoReply: Schema {
        public static var name: String { "tcp.options.echoreply" }
        public static var prefix: String { "tcp.options" }
        public static var title: String { "Echo reply" }
        public static var value: Field<UInt32> { .init("echo_value", "TCP Echo Option", bits: 0..<32) }
        public static var tree: [AnyField] { [.init(value)] }
        @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from == 4 ? Parts(4) : nil
        }
    }

    /// RFC 1644 section 3.1.
    public enum ConnectionCount: Schema {
        public static var name: String { "tcp.options.cc" }
        public static var prefix: String { "tcp.options" }
        public static var title: String { "CC" }
        public static var count: Field<UInt32> { .init("cc_value", "TCP CC Option", bits: 0..<32) }
        public static var tree: [AnyField] { [.init(count)] }
        @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from == 4 ? Parts(4) : nil
        }
    }

    /// RFC 1644 section 3.1.
    public enum ConnectionCountNew: Schema {
        public static var name: String { "tcp.options.ccnew" }
        public static var prefix: String { "tcp.options" }
        public static var title: String { "CC.NEW" }
        public static var count: Field<UInt32> { .init("cc_value", "TCP CC Option", bits: 0..<32) }
        public static var tree: [AnyField] { [.init(count)] }
        @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from == 4 ? Parts(4) : nil
        }
    }

    /// RFC 1644 section 3.1.
    public enum ConnectionCountEcho: Schema {
        public static var name: String { "tcp.options.ccecho" }
        public static var prefix: String { "tcp.options" }
        public static var title: String { "CC.ECHO" }
        public static var count: Field<UInt32> { .init("cc_value", "TCP CC Option", bits: 0..<32) }
        public static var tree: [AnyField] { [.init(count)] }
        @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from == 4 ? Parts(4) : nil
        }
    }

    /// RFC 2385 section 3.
    public enum MD5Signature: Schema {
        public static var name: String { "tcp.options.md5" }
        public static var prefix: String { "tcp.options" }
        public static var title: String { "TCP MD5 signature" }
        public static var digest: Field<Octets> { .init("md5.digest", "MD5 digest", bits: 0..<128) }
        public static var tree: [AnyField] { [.init(digest)] }
        @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from == 16 ? Parts(16) : nil
        }
    }

    /// RFC 4782 section 4.
    public enum QuickStart: Schema {
        public static var name: String { "tcp.options.qs" }
        public static var prefix: String { "tcp.options" }
        public static var title: String { "Quick-Start" }
        public static var rate: Field<UInt8> { .init("qs.rate", "QS Rate", bits: 4..<8) }
        public static var difference: Field<UInt8> { .init("qs.ttl_diff", "TTL Difference", bits: 8..<16) }
        public static var nonce: Field<Octets> { .init("", "Nonce", bits: 16..<48) }
        public static var tree: [AnyField] { [.init(rate), .init(difference), .init(nonce)] }
        @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from == 6 ? Parts(6) : nil
        }
    }

    /// RFC 5482 section 3.
    public enum UserTimeout: Schema {
        public static var name: String { "tcp.options.user_to" }
        public static var prefix: String { "tcp.options" }
        public static var title: String { "User Timeout" }
        public static var isInMinutes: Field<Bool> { .init("user_to_granularity", "Granularity", bits: 0..<1) }
        public static var timeout: Field<UInt16> { .init("user_to_val", "User Timeout", bits: 1..<16) }
        public static var tree: [AnyField] { [.init(isInMinutes), .init(timeout)] }
        @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from == 2 ? Parts(2) : nil
        }
    }

    /// RFC 5925 section 2.2.
    public enum Authentication: Schema {
        public static var name: String { "tcp.options.ao" }
        public static var prefix: String { "tcp.options" }
        public static var title: String { "TCP AO" }
        public static var keyIdentifier: Field<UInt8> { .init("ao.keyid", "AO KeyID", bits: 0..<8) }
        public static var nextKeyIdentifier: Field<UInt8> { .init("ao.rnextkeyid", "AO RNextKeyID", bits: 8..<16) }
        public static var code: Field<Octets> { .init("ao.mac", "AO MAC", part: 1) }
        public static var tree: [AnyField] {
            [
                .init(keyIdentifier), .init(nextKeyIdentifier), .init(code),
            ]
        }
        @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from >= 2 ? Parts(2, to &- from) : nil
        }
    }

    /// A cookie, or, without octets, the request for one. RFC 7413 section 4.1.1.
    public enum FastOpen: Schema {
        public static var name: String { "tcp.options.tfo" }
        public static var prefix: String { "tcp.options" }
        public static var title: String { "TCP Fast Open" }
        public static var cookie: Field<Octets> { .init("tfo.cookie", "Fast Open Cookie", part: 0) }
        public static var tree: [AnyField] { [.init(cookie)] }
        @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { Parts(to &- from) }
    }

    /// As many of the three counters as fit. RFC 9768 section 3.2.3.
    public enum AccurateECN0: Schema {
        public static var name: String { "tcp.options.acc_ecn" }
        public static var prefix: String { "tcp.options" }
        public static var title: String { "Accurate ECN (Order 0)" }
        public static var keywords: [String] { ["acc_ecn0"] }
        public static var first: Field<UInt24> {
            .init("acc_ecn.ee0b", "Accurate ECN Echo ECT(0) Byte Counter", bits: 0..<24)
        }
        public static var congestion: Field<UInt24> {
            .init("acc_ecn.eceb", "Accurate ECN Echo CE Byte Counter", bits: 24..<48)
        }
        public static var last: Field<UInt24> {
            .init("acc_ecn.ee1b", "Accurate ECN Echo ECT(1) Byte Counter", bits: 48..<72)
        }
        public static var tree: [AnyField] { [.init(first), .init(congestion), .init(last)] }
        @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { Parts(to &- from) }
    }

    /// As many of the three counters as fit. RFC 9768 section 3.2.3.
    public enum AccurateECN1: Schema {
        public static var name: String { "tcp.options.acc_ecn" }
        public static var prefix: String { "tcp.options" }
        public static var title: String { "Accurate ECN (Order 1)" }
        public static var keywords: [String] { ["acc_ecn1"] }
        public static var first: Field<UInt24> {
            .init("acc_ecn.ee1b", "Accurate ECN Echo ECT(1) Byte Counter", bits: 0..<24)
        }
        public static var congestion: Field<UInt24> {
            .init("acc_ecn.eceb", "Accurate ECN Echo CE Byte Counter", bits: 24..<48)
        }
        public static var last: Field<UInt24> {
            .init("acc_ecn.ee0b", "Accurate ECN Echo ECT(0) Byte Counter", bits: 48..<72)
        }
        public static var tree: [AnyField] { [.init(first), .init(congestion), .init(last)] }
        @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { Parts(to &- from) }
    }

    /// RFC 6994 section 3; before it got a number of its own, Fast Open was one of these (RFC 7413 appendix A.5).
    public enum Experimental: Schema {
        public static var name: String { "tcp.options.experimental" }
        public static var prefix: String { "tcp.options" }
        public static var title: String { "Experimental" }
        public static var identifier: Field<UInt16> {
            .init("experimental.exid", "Experiment Identifier", bits: 0..<16, show: .hex)
        }
        public static var data: Field<Octets> { .init("experimental.data", "Data", part: 1) }
        public static var cookie: Field<Octets> { .init("tfo.cookie", "Fast Open Cookie", part: 1) }
        public static var tree: [AnyField] {
            [
                .init(identifier), .unless(identifier, is: 0xf989, [.init(data)]),
                .when(identifier, is: 0xf989, [.init(cookie)]),
            ]
        }
        @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from >= 2 ? Parts(2, to &- from) : nil
        }
    }

    /// RFC 8684 section 3; its sub-options are not told apart.
    public enum Multipath: Schema {
        public static var name: String { "tcp.options.mptcp" }
        public static var title: String { "Multipath TCP" }
        public static var subtype: Field<UInt8> { .init("subtype", "Multipath TCP subtype", bits: 0..<4) }
        public static var rest: Field<Octets> { .init("", "Data", part: 1) }
        public static var tree: [AnyField] { [.init(subtype), .init(rest)] }
        @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to > from ? Parts(1, to &- from) : nil
        }
    }

    /// An option that has no declaration of its own.
    public enum UnknownOption: Schema {
        public static var name: String { "tcp.options.unknown" }
        public static var prefix: String { "tcp.options" }
        public static var title: String { "Unknown" }
        public static var payload: Field<Octets> { .init("unknown.payload", "Payload", part: 0) }
        public static var tree: [AnyField] { [.init(payload)] }
        @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { Parts(to &- from) }
    }
}
