/// A function of the filter language.
public enum FilterFunction: String, Hashable, Sendable, CaseIterable {
    /// The least of its arguments.
    case min
    /// The greatest of its arguments.
    case max
    /// A number without its sign.
    case abs
    /// The number of octets of a string or an octet field.
    case len
    /// How often a field occurs in the packet.
    case count
    /// ASCII letters in upper case.
    case upper
    /// ASCII letters in lower case.
    case lower
    /// A number or an address as text.
    case string

    /// Whether it takes as many arguments as there are; the others take exactly one.
    public var isVariadic: Bool { self == .min || self == .max }
}
