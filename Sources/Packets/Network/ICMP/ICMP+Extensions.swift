extension ICMP {
    /// What a router adds to an error message. RFC 4884 section 8.
    public enum ExtensionObject: Schema {
        public static var name: String { "icmp.ext.item" }
        public static var prefix: String { "icmp.ext" }
        public static var title: String { "ICMP Extension Object" }
        public static var meaning: Meaning {
            .init("One object that a router adds to its message.", in: "RFC 4884 section 8")
        }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "length", "Length", bits: 0..<16, auto: .length(.header),
                means: "The octets of the object with its header of four.", in: "RFC 4884 section 8")
        }
        @inlinable public static var objectClass: Field<ObjectClass> {
            .init(
                "class", "Class", bits: 16..<24, auto: .variant,
                means: "What kind of object it is: 1 holds MPLS labels, 2 tells of an interface, 3 names one.",
                in: "RFC 4884 section 8")
        }
        @inlinable public static var subtype: Field<UInt8> {
            .init(
                "ctype", "C-Type", bits: 24..<32, means: "What the object holds within its class.",
                in: "RFC 4884 section 8")
        }
        public static var tree: [AnyField] {
            [
                .init(length), .init(objectClass), .init(subtype),
            ]
        }
        public static var variants: Variants? {
            Variants(
                .part(1), by: objectClass, [1: LabelStack.self], otherwise: UnknownObject.self)
        }

        /// fixed | data
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard to &- from >= 4 else { return nil }
            let length = Int(message.word(from))
            guard length >= 4, from &+ length <= to else { return nil }
            return LayerParts(4, length)
        }
    }

    /// https://www.iana.org/assignments/icmp-parameters
    public struct ObjectClass: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "MPLS Label Stack Class"), .init(2, "Interface Information Object"),
            .init(3, "Interface Identification Object"),
        ]
    }

    /// The labels that the packet had. RFC 4950 section 3.
    public enum LabelStack: Schema {
        public static var name: String { "icmp.mpls" }
        public static var title: String { "MPLS Label Stack" }
        public static var meaning: Meaning {
            .init(
                """
                The labels that the packet had when it was dropped: how traceroute sees into an MPLS network.
                """, in: "RFC 4950 section 3")
        }
        public static var labels: Repeated<Label> {
            .init(
                "", "Labels", part: 0, means: "The entries of the label stack, the top first.", in: "RFC 4950 section 3"
            )
        }
        public static var tree: [AnyField] { [.init(labels)] }

        public enum Label: Schema {
            public static var name: String { "icmp.mpls.entry" }
            public static var prefix: String { "icmp.mpls" }
            public static var title: String { "Label" }
            public static var meaning: Meaning {
                .init("One entry of the label stack.", in: "RFC 3032 section 2.1")
            }
            @inlinable public static var label: Field<UInt24> {
                .init(
                    "label", "Label", bits: 0..<20,
                    means: """
                        The label by which routers forwarded the packet, in place of its address. 0 to 15 have fixed
                        meanings.
                        """, in: "RFC 3032 section 2.1")
            }
            @inlinable public static var experimental: Field<UInt24> {
                .init(
                    "exp", "Experimental", bits: 20..<23, means: "The traffic class, by which queues are chosen.",
                    in: "RFC 5462 section 2")
            }
            @inlinable public static var isBottom: Field<Bool> {
                .init(
                    "s", "Stack bit", bits: 23..<24, means: "1 on the last entry of the stack.",
                    in: "RFC 3032 section 2.1")
            }
            @inlinable public static var timeToLive: Field<UInt8> {
                .init(
                    "ttl", "Time to live", bits: 24..<32, means: "The hops that the label's packet had left.",
                    in: "RFC 3032 section 2.4")
            }
            public static var tree: [AnyField] {
                [
                    .init(label), .init(experimental), .init(isBottom), .init(timeToLive),
                ]
            }
            public static var layout: PartLayout { .fixed(4) }
        }
    }

    public enum UnknownObject: Variant {
        public static var name: String { "icmp.ext.object" }
        public static var title: String { "Data" }
        public static var meaning: Meaning {
            .init("An object of a class without a format here.", in: "RFC 4884 section 8")
        }
        @inlinable public static var data: Field<Octets> {
            .init(
                "data", "Data", part: 0, means: "The octets of an unknown object, behind its header.",
                in: "RFC 4884 section 8")
        }
        public static var tree: [AnyField] { [.init(data)] }
    }
}
