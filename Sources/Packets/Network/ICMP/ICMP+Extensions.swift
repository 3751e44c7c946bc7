extension ICMP {
    /// What a router adds to an error message. RFC 4884 section 8.
    public enum ExtensionObject: Schema {
        public static var name: String { "icmp.ext.item" }
        public static var prefix: String { "icmp.ext" }
        public static var title: String { "ICMP Extension Object" }
        public static var length: Field<UInt16> { .init("length", "Length", bits: 0..<16, auto: .length(.header)) }
        public static var objectClass: Field<ObjectClass> { .init("class", "Class", bits: 16..<24, auto: .variant) }
        public static var subtype: Field<UInt8> { .init("ctype", "C-Type", bits: 24..<32) }
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
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            guard to &- from >= 4 else { return nil }
            let length = Int(message.word(from))
            guard length >= 4, from &+ length <= to else { return nil }
            return Parts(4, length)
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
        public static var labels: Repeated<Label> { .init("", "Labels", part: 0) }
        public static var tree: [AnyField] { [.init(labels)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { Parts(to &- from) }

        public enum Label: Schema {
            public static var name: String { "icmp.mpls.entry" }
            public static var prefix: String { "icmp.mpls" }
            public static var title: String { "Label" }
            public static var label: Field<UInt24> { .init("label", "Label", bits: 0..<20) }
            public static var experimental: Field<UInt24> { .init("exp", "Experimental", bits: 20..<23) }
            public static var isBottom: Field<Bool> { .init("s", "Stack bit", bits: 23..<24) }
            public static var timeToLive: Field<UInt8> { .init("ttl", "Time to live", bits: 24..<32) }
            public static var tree: [AnyField] {
                [
                    .init(label), .init(experimental), .init(isBottom), .init(timeToLive),
                ]
            }
            public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
                to &- from >= 4 ? Parts(4) : nil
            }
        }
    }

    public enum UnknownObject: Schema {
        public static var name: String { "icmp.ext.object" }
        public static var prefix: String { "icmp.ext" }
        public static var title: String { "Data" }
        public static var data: Field<Octets> { .init("data", "Data", part: 0) }
        public static var tree: [AnyField] { [.init(data)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { Parts(to &- from) }
    }
}
