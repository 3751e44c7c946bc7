/// The value of a field that is only the heading of those below it: it is there or not.
public struct Subtree: WireValue, Hashable {
    public init() {}
    public static var kind: ValueKind { .none }
    public static func read(_ message: RawSpan, _ place: FieldPlace) -> Subtree { Subtree() }
}
