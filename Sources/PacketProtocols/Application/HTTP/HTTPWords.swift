public import Packets

/// Words of a start line. Each is text; a new header has the one that is most often meant.
public protocol HTTPWord: WireValue, Hashable, ExpressibleByStringLiteral {
    var text: String { get set }
    init(_ text: String)
    static var usual: String { get }
}

extension HTTPWord {
    public init(stringLiteral value: String) { self.init(value) }
    public static var kind: ValueKind { .text }
    public static func read(_ message: RawSpan, _ place: FieldPlace) -> Self {
        Self(HTTPText.text(message.octets(place.bit / 8, (place.bit + place.width) / 8)))
    }
    public static var isASCII: Bool { true }
    public static func encode(_ text: String) -> [UInt8] { Array((text.isEmpty ? usual : text).utf8) }
    public var encoded: [UInt8] { Array(text.utf8) }
}

/// RFC 9110 section 9.
public struct HTTPMethod: HTTPWord {
    public var text: String
    public init(_ text: String) { self.text = text }
    public static var usual: String { "GET" }
}

/// RFC 9112 section 3.2.
public struct HTTPTarget: HTTPWord {
    public var text: String
    public init(_ text: String) { self.text = text }
    public static var usual: String { "/" }
}

/// RFC 9112 section 2.3.
public struct HTTPVersion: HTTPWord {
    public var text: String
    public init(_ text: String) { self.text = text }
    public static var usual: String { "HTTP/1.1" }
}

/// A header's name or value, or a reason phrase.
public struct HTTPValue: HTTPWord {
    public var text: String
    public init(_ text: String) { self.text = text }
    public static var usual: String { "" }
}

/// What stands between a header's name and its value.
public struct HTTPSeparator: HTTPWord {
    public var text: String
    public init(_ text: String) { self.text = text }
    public static var usual: String { ": " }
}
