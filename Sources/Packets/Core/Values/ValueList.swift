/// Several values of one computed field: the record types that a bitmap names.
public struct ValueList<Value: WireNumber>: WireValue {
    public var values: [Value]
    public init(_ values: [Value]) { self.values = values }
    public static var kind: ValueKind { Value.kind }
    public static var octets: Int { Value.octets }
    public static func name(of raw: UInt64) -> StaticString? { Value.name(of: raw) }
    public static var names: [ValueName] { Value.names }
    /// Values that are computed are never read from octets.
    public static func read(_ message: RawSpan, _ place: FieldPlace) -> ValueList { ValueList([]) }
}

/// Several texts of one computed field.
public struct TextList: WireValue {
    public var texts: [String]
    public init(_ texts: [String]) { self.texts = texts }
    public static var kind: ValueKind { .text }
    /// Values that are computed are never read from octets.
    public static func read(_ message: RawSpan, _ place: FieldPlace) -> TextList { TextList([]) }
}
