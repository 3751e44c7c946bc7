/// Octets on their way to a sink: the one place in this module that owns raw memory for writing.
///
/// Octets that a sink refused stay here, so that writing can go on when there is room again.
@safe struct OutputBuffer: ~Copyable {
    static let capacity = 256 << 10

    private(set) var sink: any ByteSink
    private let memory: UnsafeMutableRawBufferPointer
    /// What is not written yet lies between these positions in `memory`.
    private var start = 0
    private var end = 0
    /// Octets put in so far, written or not.
    private(set) var byteCount: UInt64 = 0
    private var hasFailed = false

    init(_ sink: any ByteSink) {
        self.sink = sink
        unsafe memory = .allocate(byteCount: Self.capacity, alignment: 16)
    }

    deinit {
        // What was put in is not lost when a writer is dropped unfinished; errors have nowhere to go by now.
        var position = start
        while !hasFailed, position < end {
            let rest = unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: memory[position..<end]))
            guard let count = try? sink.write(rest), count > 0 else { break }
            position += count
        }
        unsafe memory.deallocate()
    }

    /// What is not written yet, from a position in `memory`.
    @_lifetime(borrow self)
    private func octets(from position: Int) -> RawSpan {
        let rest = unsafe UnsafeRawBufferPointer(rebasing: memory[position..<end])
        return unsafe _overrideLifetime(RawSpan(_unsafeBytes: rest), borrowing: self)
    }

    /// Hands everything to the sink.
    mutating func flush() throws(CaptureError) {
        while start < end {
            do {
                let count = try sink.write(octets(from: start))
                precondition(count > 0 && count <= end - start, "a sink took more than it was given, or nothing")
                start += count
                hasFailed = false
            } catch {
                hasFailed = true
                throw error
            }
        }
        start = 0
        end = 0
    }

    /// Octets up to the end of the last record that the sink took whole.
    ///
    /// - Parameters:
    ///   - header: the octets before the file's first record.
    ///   - length: the length of the record at the front of the given octets; `nil` when they do not hold it.
    func wholeByteCount(header: Int = 0, _ length: (RawSpan) -> Int?) -> UInt64 {
        // The buffer is only ever emptied between records: it begins with one, or with the file.
        var position = byteCount == UInt64(end) ? header : 0
        guard position <= start else { return 0 }
        while position < start {
            guard let count = length(octets(from: position)), count > 0, position + count <= start else { break }
            position += count
        }
        return byteCount - UInt64(end - position)
    }

    /// Makes room for `count` octets, or for as many as fit. Reserving a record whole keeps it whole: when the sink fails,
    /// nothing of the record was put in, and it can be written again.
    @inline(__always) mutating func reserve(_ count: Int) throws(CaptureError) {
        if Self.capacity &- end < count { try flush() }
    }

    /// Flushes, and sends what comes next elsewhere.
    mutating func redirect(to sink: any ByteSink) throws(CaptureError) {
        try flush()
        self.sink = sink
        byteCount = 0
    }

    /// Puts a number, in the host's or the other byte order, where room was reserved.
    @inline(__always) mutating func put<T: FixedWidthInteger & BitwiseCopyable>(_ value: T, swapped: Bool) {
        precondition(Self.capacity &- end >= MemoryLayout<T>.size, "no room was reserved")
        unsafe memory.baseAddress.unsafelyUnwrapped.storeBytes(
            of: swapped ? value.byteSwapped : value, toByteOffset: end, as: T.self)
        end &+= MemoryLayout<T>.size
        byteCount &+= UInt64(MemoryLayout<T>.size)
    }

    /// Puts octets, however many.
    @inline(__always) mutating func put(_ bytes: RawSpan) throws(CaptureError) {
        let count = bytes.byteCount
        if Self.capacity &- end < count { return try putPiecewise(bytes) }
        unsafe bytes.withUnsafeBytes { source in
            guard let from = source.baseAddress else { return }
            unsafe memory.baseAddress.unsafelyUnwrapped.advanced(by: end).copyMemory(from: from, byteCount: count)
        }
        end &+= count
        byteCount &+= UInt64(count)
    }

    private mutating func putPiecewise(_ bytes: RawSpan) throws(CaptureError) {
        var position = 0
        while position < bytes.byteCount {
            if end == Self.capacity { try flush() }
            let count = min(Self.capacity - end, bytes.byteCount - position)
            try put(bytes.extracting(position..<position + count))
            position += count
        }
    }

    /// Puts `count` zero octets, at most 8.
    @inline(__always) mutating func putZeros(_ count: Int) throws(CaptureError) {
        try reserve(count)
        for _ in 0..<count { put(UInt8(0), swapped: false) }
    }
}
