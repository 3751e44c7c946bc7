/// How `-T fields` sets out its columns: the options of tshark's `-E`.
public struct FieldsFormat: Sendable, Hashable {
    /// Which of a field's values in one packet are shown.
    public enum Occurrence: Sendable { case first, last, all }

    /// Whether a line with the fields' names comes first.
    public var hasHeader = false
    /// Stands between columns.
    public var separator = UInt8(ascii: "\t")
    /// Stands between values of one column.
    public var aggregator = UInt8(ascii: ",")
    public var occurrence = Occurrence.all
    /// Stands around each column that has a value; `nil` for none.
    public var quote: UInt8?
    /// Whether that character is doubled inside of a column, as RFC 4180 has it, so that any value is read back whole.
    public var doublesQuotes = false
    /// Whether backspaces, tabs and ends of lines in texts are written as `\b \t \n \f \r`, and zeros as `\000`.
    public var escapes = true
    /// Whether the UTF-8 byte order mark comes first.
    public var hasByteOrderMark = false

    public init() {}

    /// Takes one option as it is given to `-E`: `separator=/t`.
    /// - Throws: what is wrong with it.
    public mutating func set(_ option: String) throws(FieldsFormatError) {
        guard let sign = option.utf8.firstIndex(of: UInt8(ascii: "=")) else {
            throw FieldsFormatError(.syntax, option, "an option is NAME=VALUE")
        }
        let name = String(option[..<sign])
        let value = Array(option[option.index(after: sign)...].utf8)
        guard let first = value.first else { throw FieldsFormatError(.value, option, "it has no value") }
        switch name {
        case "header": hasHeader = try Self.flag(first, option)
        case "bom": hasByteOrderMark = try Self.flag(first, option)
        case "escape": escapes = try Self.flag(first, option)
        case "separator": separator = Self.character(value)
        case "aggregator": aggregator = Self.character(value)
        case "occurrence":
            switch first {
            case UInt8(ascii: "f"): occurrence = .first
            case UInt8(ascii: "l"): occurrence = .last
            case UInt8(ascii: "a"): occurrence = .all
            default: throw FieldsFormatError(.value, option, "it is f, l or a")
            }
        case "quote":
            doublesQuotes = value.elementsEqual("csv".utf8)
            switch doublesQuotes ? UInt8(ascii: "d") : first {
            case UInt8(ascii: "d"): quote = UInt8(ascii: "\"")
            case UInt8(ascii: "s"): quote = UInt8(ascii: "'")
            case UInt8(ascii: "n"): quote = nil
            default: throw FieldsFormatError(.value, option, "it is d, s, n or csv")
            }
        default:
            throw FieldsFormatError(
                .name, option, "there are header, separator, aggregator, occurrence, quote, escape and bom")
        }
    }

    private static func flag(_ value: UInt8, _ option: String) throws(FieldsFormatError) -> Bool {
        switch value {
        case UInt8(ascii: "y"): return true
        case UInt8(ascii: "n"): return false
        default: throw FieldsFormatError(.value, option, "it is y or n")
        }
    }

    /// `/t` is a tab and `/s` a space; a slash before anything else is a backslash, as tshark has it.
    private static func character(_ value: [UInt8]) -> UInt8 {
        guard value[0] == UInt8(ascii: "/") else { return value[0] }
        switch value.count > 1 ? value[1] : 0 {
        case UInt8(ascii: "t"): return UInt8(ascii: "\t")
        case UInt8(ascii: "s"): return UInt8(ascii: " ")
        default: return UInt8(ascii: "\\")
        }
    }
}

/// What is wrong with an option of ``FieldsFormat``.
public struct FieldsFormatError: Error, Sendable, Equatable, CustomStringConvertible {
    public struct Code: Sendable, Hashable {
        private let number: UInt8
        private init(_ number: UInt8) { self.number = number }
        /// Not of the form `name=value`.
        public static let syntax = Code(0)
        /// No option has the name.
        public static let name = Code(1)
        /// The option does not take the value.
        public static let value = Code(2)
    }

    public let code: Code
    /// The option as it was given.
    public let option: String
    public let message: String

    init(_ code: Code, _ option: String, _ message: String) {
        self.code = code
        self.option = option
        self.message = message
    }

    public var description: String { "'\(option)': \(message)" }
    public static func == (a: FieldsFormatError, b: FieldsFormatError) -> Bool { a.code == b.code }
}
