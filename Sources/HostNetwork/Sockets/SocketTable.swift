public import Packets

/// The sockets of the host at one moment, each a record that ``HostSocket`` describes.
///
///     let table = try reader.sockets()
///     let ports = table.compactMap { $0.state == .listen ? $0.sourcePort : nil }
public struct SocketTable: Sendable {
    /// The records one behind the other.
    private(set) var octets: [UInt8] = []
    /// Where each ends.
    private(set) var ends: [Int] = []
    /// The kinds of sockets that this kernel cannot list: it lacks the module. Nothing is known of those.
    public internal(set) var missing: [SocketProtocol] = []

    init() {}

    /// How many there are.
    public var count: Int { ends.count }

    /// The octets of one record; none outside `0..<count`.
    @_lifetime(borrow self)
    public func record(_ index: Int) -> RawSpan {
        guard ends.indices.contains(index) else { return unsafe octets.span.bytes.clamped(0, 0) }
        return unsafe octets.span.bytes.clamped(index == 0 ? 0 : ends[index - 1], ends[index])
    }

    /// One socket's fields.
    @_lifetime(borrow self)
    public func socket(_ index: Int) -> Layer<HostSocket>? { Layer<HostSocket>(record(index)) }

    /// What `transform` makes of the sockets, in order, without those of which it makes nothing.
    public func compactMap<Value, E: Error>(
        _ transform: (borrowing Layer<HostSocket>) throws(E) -> Value?
    ) throws(E) -> [Value] {
        var values: [Value] = []
        for index in 0..<count {
            guard let socket = socket(index) else { continue }
            if let value = try transform(socket) { values.append(value) }
        }
        return values
    }

    /// Adds a record.
    mutating func append(_ record: borrowing RawSpan, _ more: [UInt8] = []) {
        unsafe record.withUnsafeBytes { unsafe octets.append(contentsOf: $0) }
        octets.append(contentsOf: more)
        ends.append(octets.count)
    }

    /// Takes back the records behind the first `count`.
    mutating func truncate(to count: Int) {
        guard count < ends.count else { return }
        octets.removeLast(octets.count - (count == 0 ? 0 : ends[count - 1]))
        ends.removeLast(ends.count - count)
    }

    /// Makes room for as many octets and records as another table has, and for more octets.
    mutating func reserve(like other: SocketTable, octets more: Int) {
        octets.reserveCapacity(other.octets.count + more)
        ends.reserveCapacity(other.ends.count)
    }
}
