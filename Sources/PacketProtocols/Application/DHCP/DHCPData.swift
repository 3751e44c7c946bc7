public import Packets

/// What fills an option, by its code.
public protocol DHCPData: Variant {
    /// What the field is called after `dhcp.option.`.
    static var field: StaticString { get }
    static var label: StaticString { get }
}

extension DHCPData {
    public static var name: String { "" }
    public static var prefix: String { "dhcp.option" }
    public static var title: String { label.description }
    public static var keyword: String { field.description }
}

/// An option that is one value of fixed length.
public protocol DHCPValueOption: DHCPData {
    associatedtype Value: WireNumber
}

extension DHCPValueOption {
    public static var value: Field<Value> {
        .init(field, label, bits: 0..<width, means: meaning.words, in: meaning.source)
    }
    /// In bits.
    static var width: Int { Value.kind == .ipv4 ? 32 : max(1, Value.octets) * 8 }
    public static var tree: [AnyField] { [.init(value)] }
    /// Wireshark gives no value to an option of the wrong length; nor is one shown here.
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        to - from == width / 8 ? LayerParts(width / 8) : LayerParts(0, to - from)
    }
}

/// An option that is text.
public protocol DHCPTextOption: DHCPData {}

extension DHCPTextOption {
    @inlinable public static var text: Field<TerminatedText> {
        .init(field, label, part: 0, means: meaning.words, in: meaning.source)
    }
    public static var tree: [AnyField] { [.init(text)] }
}

/// An option that is a list of values of fixed length.
public protocol DHCPListOption: DHCPData {
    associatedtype Value: WireNumber
}

extension DHCPListOption {
    public static var values: Repeated<DHCPListItem<Self>> {
        .init("", label, part: 0, means: meaning.words, in: meaning.source)
    }
    public static var tree: [AnyField] { [.init(values)] }
}

/// One value of a list.
public enum DHCPListItem<Option: DHCPListOption>: ListItem {
    public static var prefix: String { "dhcp.option" }
    public static var value: Field<Option.Value> {
        .init(Option.field, Option.label, bits: 0..<width, means: Option.meaning.words, in: Option.meaning.source)
    }
    /// In bits.
    static var width: Int { Option.Value.kind == .ipv4 ? 32 : max(1, Option.Value.octets) * 8 }
}
