/// The rarer options.
extension TCP {
    /// RFC 2018 section 2.
    public enum SelectivePermitted: Variant {
        public static var name: String { "tcp.options.sack_perm" }
        public static var title: String { "SACK permitted" }
        public static var meaning: Meaning {
            .init("Sent in a SYN: this side understands selective acknowledgments.", in: "RFC 2018 section 2")
        }
        public static var keywords: [String] { ["sack_perm", "sackOK"] }
        public static var tree: [AnyField] { [] }
        @inlinable public static var layout: PartLayout { .exactly(0) }
    }

    /// What was received beyond the acknowledgment number. RFC 2018 section 3.
    public enum SelectiveAcknowledgment: Variant {
        public static var name: String { "tcp.options.sack" }
        public static var title: String { "SACK" }
        public static var meaning: Meaning {
            .init(
                """
                Which stretches arrived beyond the acknowledgment number, so that only what is missing is sent
                again.
                """, in: "RFC 2018 section 3")
        }
        public static var blocks: Repeated<Block> {
            .init(
                "", "Blocks", part: 0,
                means: """
                    The stretches, the one that came last first; four fit into a header, three beside time stamps.
                    """, in: "RFC 2018 section 3")
        }
        public static var count: Derived<SelectiveAcknowledgment, UInt8> {
            .init(
                "sack.count", "TCP SACK Count", readsFlow: false, means: "How many stretches the option lists.",
                in: "RFC 2018 section 3"
            ) { option, _ in
                UInt8(truncatingIfNeeded: option.parts.total / 8)
            }
        }
        public static var tree: [AnyField] { [.init(blocks), .init(count)] }
        @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            to &- from >= 8 ? LayerParts(to &- from) : nil
        }

        /// Octets that were received: from the left edge up to, but without, the right one.
        public enum Block: Schema {
            public static var name: String { "tcp.options.sack.block" }
            public static var prefix: String { "tcp.options" }
            public static var title: String { "Block" }
            public static var meaning: Meaning {
                .init(
                    """
                    One stretch of octets that arrived while something before it is missing. A first one below the
                    acknowledgment number reports data that came twice (D-SACK).
                    """, in: "RFC 2883 section 4")
            }
            @inlinable public static var leftEdge: Field<UInt32> {
                .init(
                    "sack_le_raw", "TCP SACK Left Edge (raw)", bits: 0..<32,
                    means: "The first octet of the stretch, as the number stands on the wire.", in: "RFC 2018 section 3"
                )
            }
            @inlinable public static var rightEdge: Field<UInt32> {
                .init(
                    "sack_re_raw", "TCP SACK Right Edge (raw)", bits: 32..<64,
                    means: "The number right behind the last octet of the stretch, as it stands on the wire.",
                    in: "RFC 2018 section 3")
            }
            /// Counted from the first sequence number of the other side.
            public static var relativeLeftEdge: Derived<Block, UInt32> {
                .init(
                    "sack_le", "TCP SACK Left Edge",
                    means: "The stretch's first octet counted from the beginning of the stream that it acknowledges.",
                    in: "RFC 2018 section 3"
                ) { block, packet in
                    block.leftEdge &- (packet.conversation?.tcp?.acknowledgmentBase ?? 0)
                }
            }
            public static var relativeRightEdge: Derived<Block, UInt32> {
                .init(
                    "sack_re", "TCP SACK Right Edge",
                    means: "Where the stretch ends, counted likewise; up to the next left edge something is missing.",
                    in: "RFC 2018 section 3"
                ) { block, packet in
                    block.rightEdge &- (packet.conversation?.tcp?.acknowledgmentBase ?? 0)
                }
            }
            public static var tree: [AnyField] {
                [
                    .init(relativeLeftEdge), .init(leftEdge), .init(relativeRightEdge), .init(rightEdge),
                ]
            }
            @inlinable public static var layout: PartLayout { .fixed(8) }
        }
    }

    /// RFC 1072 section 3.
    public enum Echo: Variant {
        public static var name: String { "tcp.options.echo" }
        public static var title: String { "Echo" }
        public static var meaning: Meaning {
            .init("An early way to measure round trips, which time stamps replaced.", in: "RFC 1072 section 3")
        }
        @inlinable public static var value: Field<UInt32> {
            .init(
                "echo_value", "TCP Echo Option", bits: 0..<32,
                means: "Four octets that the other side is to send back.", in: "RFC 1072 section 3")
        }
        public static var tree: [AnyField] { [.init(value)] }
        @inlinable public static var layout: PartLayout { .exactly(4) }
    }

    /// RFC 1072 section 3.
    public enum EchoReply: Variant {
        public static var name: String { "tcp.options.echoreply" }
        public static var title: String { "Echo reply" }
        public static var meaning: Meaning {
            .init("The answer to an echo option.", in: "RFC 1072 section 3")
        }
        @inlinable public static var value: Field<UInt32> {
            .init(
                "echo_value", "TCP Echo Option", bits: 0..<32,
                means: "The four octets of the echo that is answered, unchanged.", in: "RFC 1072 section 3")
        }
        public static var tree: [AnyField] { [.init(value)] }
        @inlinable public static var layout: PartLayout { .exactly(4) }
    }

    /// RFC 1644 section 3.1.
    public enum ConnectionCount: Variant {
        public static var name: String { "tcp.options.cc" }
        public static var title: String { "CC" }
        public static var meaning: Meaning {
            .init(
                """
                T/TCP's connection count, by which a server could skip the handshake. The protocol is historic, for
                it was open to forgery.
                """, in: "RFC 1644 section 3.1")
        }
        @inlinable public static var count: Field<UInt32> {
            .init(
                "cc_value", "TCP CC Option", bits: 0..<32,
                means: "The number of this connection by the sender's count, which grows with each.",
                in: "RFC 1644 section 3.1")
        }
        public static var tree: [AnyField] { [.init(count)] }
        @inlinable public static var layout: PartLayout { .exactly(4) }
    }

    /// RFC 1644 section 3.1.
    public enum ConnectionCountNew: Variant {
        public static var name: String { "tcp.options.ccnew" }
        public static var title: String { "CC.NEW" }
        public static var meaning: Meaning {
            .init(
                """
                Sent in place of a connection count when the sender's own count began anew: the server shall not
                compare it.
                """, in: "RFC 1644 section 3.1")
        }
        @inlinable public static var count: Field<UInt32> {
            .init(
                "cc_value", "TCP CC Option", bits: 0..<32, means: "The new count from which the sender goes on.",
                in: "RFC 1644 section 3.1")
        }
        public static var tree: [AnyField] { [.init(count)] }
        @inlinable public static var layout: PartLayout { .exactly(4) }
    }

    /// RFC 1644 section 3.1.
    public enum ConnectionCountEcho: Variant {
        public static var name: String { "tcp.options.ccecho" }
        public static var title: String { "CC.ECHO" }
        public static var meaning: Meaning {
            .init("The server's echo of the client's connection count, in its SYN.", in: "RFC 1644 section 3.1")
        }
        @inlinable public static var count: Field<UInt32> {
            .init(
                "cc_value", "TCP CC Option", bits: 0..<32,
                means: "The client's count as it came; another means that the segment answers an old SYN.",
                in: "RFC 1644 section 3.1")
        }
        public static var tree: [AnyField] { [.init(count)] }
        @inlinable public static var layout: PartLayout { .exactly(4) }
    }

    /// RFC 2385 section 3.
    public enum MD5Signature: Variant {
        public static var name: String { "tcp.options.md5" }
        public static var title: String { "TCP MD5 signature" }
        public static var meaning: Meaning {
            .init(
                "Signs a segment with a shared password; made for BGP, and followed by TCP-AO.",
                in: "RFC 2385 section 2")
        }
        @inlinable public static var digest: Field<Octets> {
            .init(
                "md5.digest", "MD5 digest", bits: 0..<128,
                means: """
                    MD5 over addresses, header without options, data and the password. A receiver that expects another
                    drops the segment silently.
                    """, in: "RFC 2385 section 2")
        }
        public static var tree: [AnyField] { [.init(digest)] }
        @inlinable public static var layout: PartLayout { .exactly(16) }
    }

    /// RFC 4782 section 4.
    public enum QuickStart: Variant {
        public static var name: String { "tcp.options.qs" }
        public static var title: String { "Quick-Start" }
        public static var meaning: Meaning {
            .init(
                "Tells a sender that asked by an IP option at which rate the routers let it begin.",
                in: "RFC 4782 section 4.1")
        }
        @inlinable public static var rate: Field<UInt8> {
            .init(
                "qs.rate", "QS Rate", bits: 4..<8,
                means: "The rate that was granted, as a power of two times 40 kbit/s; 0 is none.",
                in: "RFC 4782 section 3.1")
        }
        @inlinable public static var difference: Field<UInt8> {
            .init(
                "qs.ttl_diff", "TTL Difference", bits: 8..<16,
                means: """
                    How much IP's time to live and the option's differed at the receiver: another difference than at the
                    start means that a router did not take part.
                    """, in: "RFC 4782 section 4.1")
        }
        @inlinable public static var nonce: Field<Octets> { .init("", "Nonce", bits: 16..<48) }
        public static var tree: [AnyField] { [.init(rate), .init(difference), .init(nonce)] }
        @inlinable public static var layout: PartLayout { .exactly(6) }
    }

    /// RFC 5482 section 3.
    public enum UserTimeout: Variant {
        public static var name: String { "tcp.options.user_to" }
        public static var title: String { "User Timeout" }
        public static var meaning: Meaning {
            .init(
                "How long this side waits for acknowledgments before it gives the connection up.",
                in: "RFC 5482 section 3")
        }
        @inlinable public static var isInMinutes: Field<Bool> {
            .init(
                "user_to_granularity", "Granularity", bits: 0..<1,
                means: "The unit of the time: 1 is minutes, 0 seconds.", in: "RFC 5482 section 3")
        }
        @inlinable public static var timeout: Field<UInt16> {
            .init(
                "user_to_val", "User Timeout", bits: 1..<16,
                means: "The time, in the unit that the first bit says; 0 is not allowed.", in: "RFC 5482 section 3")
        }
        public static var tree: [AnyField] { [.init(isInMinutes), .init(timeout)] }
        @inlinable public static var layout: PartLayout { .exactly(2) }
    }

    /// RFC 5925 section 2.2.
    public enum Authentication: Variant {
        public static var name: String { "tcp.options.ao" }
        public static var title: String { "TCP AO" }
        public static var meaning: Meaning {
            .init(
                """
                Signs each segment with keys of this connection, and lets keys change while it lasts. What replaced
                MD5 signatures.
                """, in: "RFC 5925 section 2.2")
        }
        @inlinable public static var keyIdentifier: Field<UInt8> {
            .init(
                "ao.keyid", "AO KeyID", bits: 0..<8, means: "Which of the sender's keys signed this segment.",
                in: "RFC 5925 section 2.2")
        }
        @inlinable public static var nextKeyIdentifier: Field<UInt8> {
            .init(
                "ao.rnextkeyid", "AO RNextKeyID", bits: 8..<16,
                means: "Which key the sender is ready to receive with: how both sides move to a new one.",
                in: "RFC 5925 section 2.2")
        }
        @inlinable public static var code: Field<Octets> {
            .init(
                "ao.mac", "AO MAC", part: 1,
                means: """
                    The signature over segment, addresses and an extended sequence number, as many octets as the
                    algorithm has.
                    """, in: "RFC 5925 section 5.1")
        }
        public static var tree: [AnyField] {
            [
                .init(keyIdentifier), .init(nextKeyIdentifier), .init(code),
            ]
        }
        @inlinable public static var layout: PartLayout { .fixedAndRest(2) }
    }

    /// A cookie, or, without octets, the request for one. RFC 7413 section 4.1.1.
    public enum FastOpen: Variant {
        public static var name: String { "tcp.options.tfo" }
        public static var title: String { "TCP Fast Open" }
        public static var meaning: Meaning {
            .init(
                "Lets a client that was here before send data with its SYN: a round trip less.",
                in: "RFC 7413 section 4.1.1")
        }
        @inlinable public static var cookie: Field<Octets> {
            .init(
                "tfo.cookie", "Fast Open Cookie", part: 0,
                means: """
                    What the server gave the client at an earlier visit, of 4 to 16 octets; empty, the client asks for
                    one. Data are taken only with one that the server knows as its own.
                    """, in: "RFC 7413 section 4.1.1")
        }
        public static var tree: [AnyField] { [.init(cookie)] }
    }

    /// As many of the three counters as fit. RFC 9768 section 3.2.3.
    public enum AccurateECN0: Variant {
        public static var name: String { "tcp.options.acc_ecn" }
        public static var title: String { "Accurate ECN (Order 0)" }
        public static var meaning: Meaning {
            .init("Counts octets by their congestion marks, ECT(0) first.", in: "RFC 9768 section 3.2.3")
        }
        public static var keyword: String { "acc_ecn0" }
        @inlinable public static var first: Field<UInt24> {
            .init(
                "acc_ecn.ee0b", "Accurate ECN Echo ECT(0) Byte Counter", bits: 0..<24,
                means: "Octets that arrived marked ECT(0), the lower 24 bits of the count.",
                in: "RFC 9768 section 3.2.3")
        }
        @inlinable public static var congestion: Field<UInt24> {
            .init(
                "acc_ecn.eceb", "Accurate ECN Echo CE Byte Counter", bits: 24..<48,
                means: "Octets that arrived marked for congestion (CE).", in: "RFC 9768 section 3.2.3")
        }
        @inlinable public static var last: Field<UInt24> {
            .init(
                "acc_ecn.ee1b", "Accurate ECN Echo ECT(1) Byte Counter", bits: 48..<72,
                means: "Octets that arrived marked ECT(1), in the option's last place.", in: "RFC 9768 section 3.2.3")
        }
        public static var tree: [AnyField] { [.init(first), .init(congestion), .init(last)] }
    }

    /// As many of the three counters as fit. RFC 9768 section 3.2.3.
    public enum AccurateECN1: Variant {
        public static var name: String { "tcp.options.acc_ecn" }
        public static var title: String { "Accurate ECN (Order 1)" }
        public static var meaning: Meaning {
            .init(
                """
                The counts of accurate ECN with ECT(1) first: a sender puts what changed in front, since the option
                may be cut short.
                """, in: "RFC 9768 section 3.2.3")
        }
        public static var keyword: String { "acc_ecn1" }
        @inlinable public static var first: Field<UInt24> {
            .init(
                "acc_ecn.ee1b", "Accurate ECN Echo ECT(1) Byte Counter", bits: 0..<24,
                means: "The ECT(1) octets, here in front.", in: "RFC 9768 section 3.2.3")
        }
        @inlinable public static var congestion: Field<UInt24> {
            .init(
                "acc_ecn.eceb", "Accurate ECN Echo CE Byte Counter", bits: 24..<48,
                means: "The octets marked CE, in the middle as before.", in: "RFC 9768 section 3.2.3")
        }
        @inlinable public static var last: Field<UInt24> {
            .init(
                "acc_ecn.ee0b", "Accurate ECN Echo ECT(0) Byte Counter", bits: 48..<72,
                means: "The ECT(0) octets, here behind the others.", in: "RFC 9768 section 3.2.3")
        }
        public static var tree: [AnyField] { [.init(first), .init(congestion), .init(last)] }
    }

    /// RFC 6994 section 3; before it got a number of its own, Fast Open was one of these (RFC 7413 appendix A.5).
    public enum Experimental: Variant {
        public static var name: String { "tcp.options.experimental" }
        public static var title: String { "Experimental" }
        public static var meaning: Meaning {
            .init(
                "A kind that experiments share; the identifier behind its length tells them apart.",
                in: "RFC 6994 section 3")
        }
        @inlinable public static var identifier: Field<UInt16> {
            .init(
                "experimental.exid", "Experiment Identifier", bits: 0..<16, show: .hex,
                means: "Which experiment the option belongs to, as IANA lists them: 0xf989 was TCP Fast Open's.",
                in: "RFC 6994 section 3")
        }
        @inlinable public static var data: Field<Octets> {
            .init(
                "experimental.data", "Data", part: 1, means: "What the experiment puts there.", in: "RFC 6994 section 3"
            )
        }
        @inlinable public static var cookie: Field<Octets> {
            .init(
                "tfo.cookie", "Fast Open Cookie", part: 1,
                means: "A Fast Open cookie as it was sent before the option had its own kind.",
                in: "RFC 7413 section 4.1.1")
        }
        public static var tree: [AnyField] {
            [
                .init(identifier), .unless(identifier, is: 0xf989, [.init(data)]),
                .when(identifier, is: 0xf989, [.init(cookie)]),
            ]
        }
        @inlinable public static var layout: PartLayout { .fixedAndRest(2) }
    }

    /// RFC 8684 section 3; its sub-options are not told apart.
    public enum Multipath: Schema {
        public static var name: String { "tcp.options.mptcp" }
        public static var title: String { "Multipath TCP" }
        public static var meaning: Meaning {
            .init("Makes several TCP connections, over several networks, one.", in: "RFC 8684 section 3")
        }
        @inlinable public static var subtype: Field<UInt8> {
            .init(
                "subtype", "Multipath TCP subtype", bits: 0..<4,
                means: """
                    What the option does: 0 offers it, 1 joins a path, 2 maps data, 3 and 4 add and remove addresses.
                    """, in: "RFC 8684 section 8.2")
        }
        @inlinable public static var rest: Field<Octets> { .init("", "Data", part: 1) }
        public static var tree: [AnyField] { [.init(subtype), .init(rest)] }
        @inlinable public static var layout: PartLayout { .fixedAndRest(1) }
    }

    /// An option that has no declaration of its own.
    public enum UnknownOption: Variant {
        public static var name: String { "tcp.options.unknown" }
        public static var title: String { "Unknown" }
        public static var meaning: Meaning {
            .init("An option of a kind that has no format here.", in: "RFC 9293 section 3.2")
        }
        @inlinable public static var payload: Field<Octets> {
            .init(
                "unknown.payload", "Payload", part: 0,
                means: "The octets of an unknown option, without kind and length.", in: "RFC 9293 section 3.2")
        }
        public static var tree: [AnyField] { [.init(payload)] }
    }
}
