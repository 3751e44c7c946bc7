public import Packets

/// Options in the fields `file` and `sname`, where the option field itself has no room left. RFC 2131 section 4.1.
extension DHCP {
    /// RFC 2132 section 9.3.
    public struct OverloadKind: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "Boot file name holds options"), .init(2, "Server host name holds options"),
            .init(3, "Boot file and server host names hold options"),
        ]

        var takesFile: Bool { rawValue == 1 || rawValue == 3 }
        var takesServerName: Bool { rawValue == 2 || rawValue == 3 }
    }

    /// An option as any other, but that the end option takes all that is left of the field.
    public enum OverloadedOption: Schema {
        public static var name: String { "" }
        public static var prefix: String { Option.prefix }
        public static var title: String { Option.title }
        public static var isHeadingOnly: Bool { true }

        /// Zeros, or what nobody is meant to see.
        @inlinable public static var rest: Field<Octets> {
            .init(
                "padding", "Padding", part: 3,
                means: """
                    What stands behind the end option within a field of fixed length, where it is not all zeros.
                    """, in: "RFC 2131 section 4.1")
        }
        public static var tree: [AnyField] {
            Option.tree + [.when(octetsOf: Self.self, { $0.hasOctetsBehindEnd }, [.init(rest)])]
        }
        public static var variants: Variants? { Option.variants }

        /// code | length | data | what stands behind the end
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            message.octet(from) == 255 ? LayerParts(1, 1, 1, to - from) : Option.measure(message, from: from, to: to)
        }
    }
}

extension Layer where P == DHCP.OverloadedOption {
    fileprivate var hasOctetsBehindEnd: Bool {
        let rest = octets(of: DHCP.OverloadedOption.rest)
        return (0..<rest.byteCount).contains { rest.octet($0) != 0 }
    }
}

extension Layer where P == DHCP {
    /// Which fields hold options in place of a name. The option field alone says it: an overload option within `file` or
    /// `sname` means nothing, so that no message leads round in a circle.
    var overloadKind: DHCP.OverloadKind {
        var kind = DHCP.OverloadKind(rawValue: 0)
        readOptions(ofPart: 6) { code, start, length in
            if code == 52, length == 1, kind.rawValue == 0 { kind.rawValue = message.octet(start) }
        }
        return kind
    }

    /// Calls `body` with the code of each option, and where its data start and how many octets they are: those of the
    /// option field, then of `file`, then of `sname`.
    @inline(__always)
    package func readOptions(_ body: (_ code: UInt8, _ start: Int, _ length: Int) -> Void) {
        readOptions(ofPart: 6, body)
        let kind = overloadKind
        if kind.takesFile { readOptions(ofPart: 4, body) }
        if kind.takesServerName { readOptions(ofPart: 3, body) }
    }

    /// Up to the end option, or to the first that its part does not hold.
    @inline(__always)
    private func readOptions(ofPart part: Int, _ body: (_ code: UInt8, _ start: Int, _ length: Int) -> Void) {
        let length = Field<UInt8>("", "Length, behind the code", bits: 8..<16)
        var offset = start &+ parts.start(part)
        let end = start &+ parts.end(part)
        while offset < end {
            let code = message.octet(offset)
            if code == 255 { return }
            if code == 0 {
                offset &+= 1
                continue
            }
            let length = Int(message.value(of: length, at: offset))
            guard offset &+ 2 &+ length <= end else { return }
            body(code, offset &+ 2, length)
            offset &+= 2 &+ length
        }
    }
}
