/// Takes a client's octets apart into requests: a state machine that reads and writes nothing itself. RFC 9112
///
/// It keeps one head at most; bodies, which nobody wants here, are passed over as they come.
struct HTTPRequestReader {
    /// The most octets of a head, and of a line in a chunked body.
    static let headLimit = 16_384
    /// The most octets of a body that are passed over; a longer one ends the connection.
    static let bodyLimit = 1 << 20

    private enum State {
        case head
        case body(left: Int)
        case chunkSize
        case chunk(left: Int)
        case chunkEnd
        case trailer
        case failed
    }
    private var state = State.head
    private var lines: [[UInt8]] = []
    private var reader = HTTPLineReader(limit: Self.headLimit)
    private var bodyCount = 0

    init() {}

    /// Whether a request has begun and is not yet whole.
    var isInRequest: Bool {
        if case .head = state { return reader.count > 0 }
        return true
    }

    /// Takes octets from the front of `octets` until a request's head is whole or all are taken.
    ///
    /// - Returns: the request whose head ended; `nil` when more is wanted.
    /// - Throws: `HTTPRefusal`; from then on nothing more is understood.
    mutating func next(_ octets: inout ArraySlice<UInt8>) throws(HTTPRefusal) -> HTTPRequest? {
        do throws(HTTPRefusal) {
            while !octets.isEmpty {
                switch state {
                case .failed: octets = []
                case .body(let left): state = skip(left, &octets).map { .body(left: $0) } ?? .head
                case .chunk(let left): state = skip(left, &octets).map { .chunk(left: $0) } ?? .chunkEnd
                case .head:
                    guard let line = try reader.next(&octets) else { continue }
                    if let request = try take(line) { return request }
                case .chunkSize:
                    guard let line = try reader.next(&octets) else { continue }
                    let size = try HTTPLineReader.chunkSize(line)
                    state = size == 0 ? .trailer : .chunk(left: try counted(size))
                case .chunkEnd:
                    guard let line = try reader.next(&octets) else { continue }
                    guard line.isEmpty else { throw HTTPRefusal.bad("A chunk is longer than it says.") }
                    state = .chunkSize
                case .trailer:
                    guard let line = try reader.next(&octets) else { continue }
                    if line.isEmpty { begin() }
                }
            }
            return nil
        } catch {
            state = .failed
            throw error
        }
    }

    /// A line of a head.
    private mutating func take(_ line: [UInt8]) throws(HTTPRefusal) -> HTTPRequest? {
        guard line.isEmpty else {
            lines.append(line)
            return nil
        }
        guard !lines.isEmpty else {
            // RFC 9112 section 2.2: an empty line before a request is passed over.
            begin()
            return nil
        }
        let request = try HTTPRequest(lines)
        begin()
        switch request.body {
        case .none: break
        case .counted(let count): state = .body(left: try counted(count))
        case .chunked: state = .chunkSize
        }
        return request
    }

    /// The next request begins.
    private mutating func begin() {
        state = .head
        lines.removeAll(keepingCapacity: true)
        reader.begin()
        bodyCount = 0
    }

    /// Counts octets of a body that are to come.
    private mutating func counted(_ count: Int) throws(HTTPRefusal) -> Int {
        guard count <= Self.bodyLimit - bodyCount else { throw HTTPRefusal(413, "The body is too long.") }
        bodyCount += count
        return count
    }

    /// Passes over octets; what is left of them, `nil` when that is nothing.
    private func skip(_ left: Int, _ octets: inout ArraySlice<UInt8>) -> Int? {
        let count = min(left, octets.count)
        octets = octets.dropFirst(count)
        return left == count ? nil : left - count
    }
}
