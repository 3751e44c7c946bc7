internal import NIOCore

/// What was written to a stream and the stack has not taken yet.
struct PendingWrites {
    private struct Write {
        var data: ByteBuffer
        let promise: EventLoopPromise<Void>?
    }
    private var writes = CircularBuffer<Write>()
    /// How many of them were flushed.
    private(set) var flushed = 0
    private(set) var octets = 0
    var waterMark = ChannelOptions.Types.WriteBufferWaterMark(low: 32 * 1024, high: 64 * 1024)

    var isEmpty: Bool { writes.isEmpty }
    /// Whether there is more than there should be.
    var isTooMuch: Bool { octets > waterMark.high }
    /// Whether there is room again, where there was more than there should be.
    var hasRoom: Bool { octets < waterMark.low }

    mutating func append(_ data: ByteBuffer, _ promise: EventLoopPromise<Void>?) {
        writes.append(Write(data: data, promise: promise))
        octets += data.readableBytes
    }

    mutating func flush() { flushed = writes.count }

    /// Hands what comes first over to `send`, which says how many octets it took.
    ///
    /// - Returns: whether it is sent whole, and then its promise.
    mutating func send<E: Error>(
        _ send: (RawSpan) throws(E) -> Int
    ) throws(E) -> (isWhole: Bool, promise: EventLoopPromise<Void>?) {
        let first = writes.startIndex
        let data = writes[first].data
        let count = try send(data.readableBytesSpan)
        writes[first].data.moveReaderIndex(forwardBy: count)
        octets -= count
        guard writes[first].data.readableBytes == 0 else { return (false, nil) }
        flushed -= 1
        return (true, writes.removeFirst().promise)
    }

    /// Takes out all.
    mutating func removeAll() -> [EventLoopPromise<Void>] {
        defer {
            writes.removeAll()
            (flushed, octets) = (0, 0)
        }
        return writes.compactMap(\.promise)
    }
}
