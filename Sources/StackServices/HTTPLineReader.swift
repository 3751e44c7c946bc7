/// Takes a message's lines out of octets that come in pieces. RFC 9112
struct HTTPLineReader {
    /// The most octets of all lines of a head.
    private let limit: Int
    private var line: [UInt8] = []
    /// The octets of the head so far.
    private(set) var count = 0

    init(limit: Int) { self.limit = limit }

    /// The next head begins.
    mutating func begin() { count = 0 }

    /// The next line without its end, which is CR LF or LF alone (RFC 9112 section 2.2); `nil` when more octets are wanted, of which
    /// all are then taken.
    mutating func next(_ octets: inout ArraySlice<UInt8>) throws(HTTPRefusal) -> [UInt8]? {
        let end = octets.firstIndex(of: UInt8(ascii: "\n"))
        let piece = octets[..<(end ?? octets.endIndex)]
        count += piece.count + 1
        guard count <= limit else { throw HTTPRefusal(431, "The headers are too long.") }
        line += piece
        octets = end.map { octets[($0 + 1)...] } ?? []
        guard end != nil else { return nil }
        defer { line.removeAll(keepingCapacity: true) }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard !line.contains(UInt8(ascii: "\r")) else { throw .bad("A line ends with CR alone.") }
        return line
    }

    /// What a chunk's first line says: hexadecimal digits, and perhaps extensions, which nobody knows. RFC 9112 section 7.1
    static func chunkSize(_ line: [UInt8]) throws(HTTPRefusal) -> Int {
        let digits = line.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") && $0 != 9 }
        guard !digits.isEmpty, digits.count <= 8, digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-"),
            let size = Int(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw .bad("A chunk's size is no number.") }
        return size
    }
}
