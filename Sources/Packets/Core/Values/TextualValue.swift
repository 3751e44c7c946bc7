/// A value with one canonical text: what prints it, reads it and encodes it is the same text.
///
/// A conforming type writes ``appendText(to:)`` and ``init(parsing:)``; `description`, `LosslessStringConvertible`
/// and `Codable` (a single string) follow from them.
public protocol TextualValue: Hashable, Comparable, Sendable, Codable, LosslessStringConvertible {
    /// Reads the whole of `text`, without surrounding spaces.
    /// - Throws: ``AddressError`` with the place and what was expected there.
    init(parsing text: some StringProtocol) throws(AddressError)

    /// Writes the canonical text.
    func appendText(to buffer: inout TextBuffer)
}

extension TextualValue {
    /// The canonical text.
    public var description: String {
        var buffer = TextBuffer()
        appendText(to: &buffer)
        return String(decoding: buffer)
    }

    /// The value that `description` stands for; `nil` where ``init(parsing:)`` throws.
    public init?(_ description: String) {
        do throws(AddressError) { try self.init(parsing: description) } catch { return nil }
    }

    /// Encodes the canonical text as a single string.
    public func encode(to encoder: any Encoder) throws { try encodeText(to: encoder) }

    /// Decodes a single string.
    /// - Throws: `DecodingError.dataCorrupted` that wraps the ``AddressError``.
    public init(from decoder: any Decoder) throws { self = try Self.decodeText(from: decoder) }

    // A RawRepresentable type must name its own `encode` and `init(from:)`: beside the standard library's for raw values
    // the compiler prefers to derive them, as a dictionary. These two are what such a type forwards to.

    func encodeText(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    static func decodeText(from decoder: any Decoder) throws -> Self {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do throws(AddressError) { return try Self(parsing: text) } catch {
            throw DecodingError.dataCorrupted(
                .init(codingPath: container.codingPath, debugDescription: error.description, underlyingError: error))
        }
    }
}
