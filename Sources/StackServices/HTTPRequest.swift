/// What a request's head says, as far as it is of use here. RFC 9112
struct HTTPRequest: Equatable {
    /// What follows the head.
    enum Body: Equatable {
        case none
        case counted(Int)
        case chunked
    }

    var method: String
    var target: String
    /// Whether it is of HTTP/1.1, and not 1.0.
    var isModern: Bool
    var body = Body.none
    /// Whether the client wants another request on this connection.
    var keepsAlive: Bool
    /// Whether the client waits to be told before it sends the body (RFC 9110 section 10.1.1).
    var awaitsGo = false
}

/// What is wrong with a message: the status that a request is refused with, and a sentence.
package struct HTTPRefusal: Error, Equatable {
    let status: Int
    package let reason: String

    init(_ status: Int, _ reason: String) {
        self.status = status
        self.reason = reason
    }

    static func bad(_ reason: String) -> HTTPRefusal { HTTPRefusal(400, reason) }
}

extension HTTPRequest {
    /// Reads a head: all lines before the empty one, without their ends.
    ///
    /// What two readers could read differently is refused, and not guessed at (RFC 9112 section 11.2).
    init(_ lines: [[UInt8]]) throws(HTTPRefusal) {
        guard let first = lines.first else { throw .bad("There is no request line.") }
        let words = first.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.count == 3, !words[0].isEmpty, !words[1].isEmpty else {
            throw .bad("A request line is a method, a target and a version.")
        }
        guard words[0].allSatisfy(Self.isToken) else { throw .bad("The method is not a word.") }
        guard words[1].allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { throw .bad("The target holds odd characters.") }
        method = String(decoding: words[0], as: UTF8.self)
        target = String(decoding: words[1], as: UTF8.self)
        switch String(decoding: words[2], as: UTF8.self) {
        case "HTTP/1.1": isModern = true
        case "HTTP/1.0": isModern = false
        case let version where version.hasPrefix("HTTP/"):
            throw HTTPRefusal(505, "HTTP/1.1 and HTTP/1.0 are spoken here.")
        default: throw .bad("The version is none of HTTP's.")
        }
        keepsAlive = isModern
        try readFields(lines.dropFirst())
    }

    private mutating func readFields(_ lines: ArraySlice<[UInt8]>) throws(HTTPRefusal) {
        var hosts = 0
        var length: Int?
        var isChunked = false
        for line in lines {
            // RFC 9112 section 5.2: a line that goes on is refused.
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0,
                line[..<colon].allSatisfy(Self.isToken)
            else { throw .bad("A header is a name, a colon and a value.") }
            guard line.allSatisfy({ $0 == 9 || $0 >= 0x20 && $0 != 0x7f }) else {
                throw .bad("A header holds control characters.")
            }
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            let value = Self.trimmed(line[(colon + 1)...])
            switch name {
            case "host": hosts += 1
            case "content-length":
                guard let count = Self.number(value), length == nil || length == count else {
                    throw .bad("The length of the body is no number, or two.")
                }
                length = count
            case "transfer-encoding":
                // RFC 9112 section 6.1: what is not known cannot be framed.
                guard value.lowercased() == "chunked", !isChunked else {
                    throw HTTPRefusal(501, "Of transfer codings 'chunked' alone is known here.")
                }
                isChunked = true
            case "connection":
                let options = value.lowercased().split { $0 == "," || $0 == " " || $0 == "\t" }
                if options.contains("close") { keepsAlive = false }
                if options.contains("keep-alive"), !isModern { keepsAlive = true }
            case "expect":
                guard value.lowercased() == "100-continue" else {
                    throw HTTPRefusal(417, "Nothing is expected here but '100-continue'.")
                }
                awaitsGo = isModern
            default: break
            }
        }
        // RFC 9112 section 3.2.
        guard hosts == 1 || hosts == 0 && !isModern else { throw .bad("A request names its host, once.") }
        // RFC 9112 section 6.3: with both it may be an attempt to smuggle a request.
        guard !isChunked || length == nil && isModern else { throw .bad("The body's length is said in two ways.") }
        body = isChunked ? .chunked : length.map { $0 == 0 ? .none : .counted($0) } ?? .none
    }

    /// RFC 9110 section 5.6.2.
    private static func isToken(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: Array("!#$%&'*+-.^_`|~".utf8).contains(octet)
        }
    }

    private static func trimmed(_ octets: ArraySlice<UInt8>) -> String {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 9 }
        let start = octets.drop(while: isBlank)
        let end = start.lastIndex { !isBlank($0) }
        return end.map { String(decoding: start[...$0], as: UTF8.self) } ?? ""
    }

    /// Decimal digits alone: `Int` itself takes signs.
    private static func number(_ text: String) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        return Int(text)
    }
}
