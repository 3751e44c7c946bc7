/// The head of an answer.
package struct HTTPResponseHead: Equatable, Sendable {
    package var status: Int
    /// The status line and the headers, as they came.
    package var lines: [String]
}

/// Takes a server's octets apart into one answer: a state machine that reads and writes nothing itself. RFC 9112 section 6.3
package struct HTTPResponseReader {
    package enum Event: Equatable {
        case head(HTTPResponseHead)
        case body(ArraySlice<UInt8>)
        case end
    }

    /// The most octets of a head.
    private static let headLimit = 1 << 18

    private enum State {
        case head
        case counted(left: Int)
        case untilClosed
        case chunkSize
        case chunk(left: Int)
        case chunkEnd
        case trailer
        case over
    }
    private var state = State.head
    private var reader = HTTPLineReader(limit: Self.headLimit)
    private var lines: [String] = []
    private let isHead: Bool

    /// - Parameter isHead: whether the request is HEAD, whose answer has no body.
    package init(isHead: Bool) { self.isHead = isHead }

    /// Takes octets from the front of `octets` until something is known of the answer.
    ///
    /// - Returns: what; `nil` when more octets are wanted.
    /// - Throws: `HTTPRefusal`, with what is wrong with the answer.
    package mutating func next(_ octets: inout ArraySlice<UInt8>) throws(HTTPRefusal) -> Event? {
        while true {
            switch state {
            case .over: return nil
            case .counted(left: 0): return finish()
            case .counted(let left):
                guard let piece = Self.take(left, &octets) else { return nil }
                state = .counted(left: left - piece.count)
                return .body(piece)
            case .untilClosed:
                return Self.take(.max, &octets).map { .body($0) }
            case .chunk(left: 0): state = .chunkEnd
            case .chunk(let left):
                guard let piece = Self.take(left, &octets) else { return nil }
                state = .chunk(left: left - piece.count)
                return .body(piece)
            case .head:
                guard let line = try line(&octets) else { return nil }
                guard line.isEmpty else {
                    lines.append(String(decoding: line, as: UTF8.self))
                    continue
                }
                if let head = try takeHead() { return .head(head) }
            case .chunkSize:
                guard let line = try line(&octets) else { return nil }
                reader.begin()
                let size = try HTTPLineReader.chunkSize(line)
                state = size == 0 ? .trailer : .chunk(left: size)
            case .chunkEnd:
                guard let line = try line(&octets) else { return nil }
                guard line.isEmpty else { throw .bad("A chunk is longer than it says.") }
                state = .chunkSize
            case .trailer:
                guard let line = try line(&octets) else { return nil }
                if line.isEmpty { return finish() }
            }
        }
    }

    /// The server has closed the connection.
    ///
    /// - Returns: whether the answer was whole.
    package mutating func closed() -> Bool {
        defer { state = .over }
        switch state {
        case .untilClosed, .over: return true
        default: return false
        }
    }

    private mutating func line(_ octets: inout ArraySlice<UInt8>) throws(HTTPRefusal) -> [UInt8]? {
        octets.isEmpty ? nil : try reader.next(&octets)
    }

    private static func take(_ most: Int, _ octets: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard !octets.isEmpty else { return nil }
        let piece = octets.prefix(most)
        octets = octets.dropFirst(piece.count)
        return piece
    }

    private mutating func finish() -> Event {
        state = .over
        return .end
    }

    /// Reads a head; `nil` of one that another follows (RFC 9110 section 15.2).
    private mutating func takeHead() throws(HTTPRefusal) -> HTTPResponseHead? {
        let words = (lines.first ?? "").split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), words[1].utf8.count == 3, let status = Int(words[1]),
            status >= 100
        else { throw .bad("It does not begin with HTTP/1.1 and a status.") }
        let head = HTTPResponseHead(status: status, lines: lines)
        let fields = try Self.fields(lines.dropFirst())
        lines = []
        reader.begin()
        if status < 200, status != 101 { return nil }
        if isHead || status == 204 || status == 304 {
            state = .counted(left: 0)
        } else if !fields.codings.isEmpty {
            state = fields.codings.last == "chunked" ? .chunkSize : .untilClosed
        } else {
            state = fields.length.map { .counted(left: $0) } ?? .untilClosed
        }
        return head
    }

    private static func fields(
        _ lines: ArraySlice<String>
    ) throws(HTTPRefusal) -> (length: Int?, codings: [String]) {
        var length: Int?
        var codings: [String] = []
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { throw .bad("A header has no colon.") }
            let values = line[line.index(after: colon)...].lowercased().split { $0 == "," || $0 == " " || $0 == "\t" }
            switch line[..<colon].lowercased() {
            case "content-length":
                for value in values {
                    guard value.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                        let count = Int(value), length == nil || length == count
                    else { throw .bad("The length of the body is no number, or two.") }
                    length = count
                }
            case "transfer-encoding": codings += values.map(String.init)
            default: break
            }
        }
        return (length, codings)
    }
}
