/// What the control protocols of PPP have in common: requests for options and their answers. RFC 1661 section 5.
public protocol PPPControl: PacketProtocol {
    associatedtype Option: Schema
}

extension PPPControl {
    public static var code: Field<PPPCode> {
        .init(
            "/ppp.code", "Code", bits: 0..<8, preset: 1,
            means: """
                1 asks for options, 2 takes them, 3 wants other values, 4 refuses some; 5 and 6 end the link, 9 and 10
                are echoes.
                """, in: "RFC 1661 section 5")
    }
    public static var identifier: Field<UInt8> {
        .init(
            "/ppp.identifier", "Identifier", bits: 8..<16, auto: .identity(from: 1),
            means: "Ties an answer of PPP's control to its request.", in: "RFC 1661 section 5")
    }
    public static var length: Field<UInt16> {
        .init(
            "/ppp.length", "Length", bits: 16..<32, auto: .length(.everything),
            means: "The octets of the control packet; what is behind them is padding.", in: "RFC 1661 section 5")
    }
    public static var options: Repeated<Option> {
        .init(
            "", "Options", part: 1, means: "What is asked for, taken or refused.", in: "RFC 1661 section 6")
    }
    public static var rest: Field<Octets> {
        .init(
            "/ppp.data", "Data", part: 2, means: "What a control packet says beside options and echoes.",
            in: "RFC 1661 section 5")
    }
    public static var tree: [AnyField] {
        [.init(code), .init(identifier), .init(length), .init(options), .init(rest)]
    }

    /// code, identifier and length | options | anything else
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        let length = Int(message.word(from &+ 2))
        guard length >= 4, from &+ length <= to else { return nil }
        return 1...4 ~= message.octet(from) ? LayerParts(4, length) : LayerParts(4, 4, length)
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard let control = Layer<Self>(message) else { return .malformed }
        return .layer(.none, from: control.parts.total, to: control.parts.total)
    }

    public static func match(_ message: RawSpan, into digest: inout ExchangeDigest) {
        guard let control = Layer<Self>(message) else { return digest.refuse() }
        digest.add(control.load(identifier))
    }

    /// `PPP-LCP Conf-Request (1), id 7, length 14`, and what else the packet's kind is about.
    static func summarize(
        _ control: borrowing Layer<Self>, _ name: StaticString, into line: inout SummaryLine
    ) {
        line.append(name, as: .protocol)
        line.text.append(character: " ")
        let code = control.load(code)
        line.append(name: PPPCode.name(of: code.raw), "code-", code.rawValue)
        line.text.append(", id ")
        line.text.append(decimal: control.load(identifier))
    }
}

/// https://www.iana.org/assignments/ppp-numbers
public struct PPPCode: NamedNumber, Comparable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let names: [ValueName] = [
        .init(0, "Vendor Specific"), .init(1, "Configuration Request"), .init(2, "Configuration Ack"),
        .init(3, "Configuration Nak"), .init(4, "Configuration Reject"), .init(5, "Termination Request"),
        .init(6, "Termination Ack"), .init(7, "Code Reject"), .init(8, "Protocol Reject"), .init(9, "Echo Request"),
        .init(10, "Echo Reply"), .init(11, "Discard Request"), .init(12, "Identification"),
        .init(13, "Time Remaining"), .init(14, "Reset Request"), .init(15, "Reset Ack"),
    ]
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// An option: type, length and data. RFC 1661 section 6.
public protocol PPPOption: Schema {}

extension PPPOption {
    /// type and length | data
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        let length = Int(message.octet(from &+ 1))
        guard length >= 2, from &+ length <= to else { return nil }
        return LayerParts(2, length)
    }
}
