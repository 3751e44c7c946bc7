internal import Packets

/// Frames that wait to be received, in memory that is made once: slots of equal size, used in turn.
@safe final class FrameQueue: FrameOwner {
    /// The longest frame that fits.
    let frameLimit: Int
    private let memory: UnsafeMutableRawPointer
    private var slots: [Slot]
    /// The slot that the next frame goes into, and the one that is received next.
    private var tail = 0
    private var head = 0
    private(set) var count = 0

    private struct Slot {
        /// Where the frame lies in the slot.
        var start = 0
        var end = 0
        var details = FrameDetails(timestamp: Timestamp(seconds: 0), originalLength: 0)
        /// Whether a frame waits here, or is lent.
        var isTaken = false
    }

    /// An empty queue with room for `capacity` frames of at most `frameLimit` octets.
    init(capacity: Int, frameLimit: Int) {
        self.frameLimit = frameLimit
        // Memory that is never written to is never given by the system.
        unsafe memory = .allocate(byteCount: capacity * frameLimit, alignment: 16)
        slots = Array(repeating: Slot(), count: capacity)
    }

    deinit { unsafe memory.deallocate() }

    /// Whether one more frame can be put in.
    var hasRoom: Bool { !slots[tail].isTaken }

    /// Puts a copy of a frame at the end.
    ///
    /// - Returns: whether there was room.
    func append(_ frame: borrowing FramePieces, _ details: FrameDetails) -> Bool {
        let count = frame.byteCount
        guard count <= frameLimit, !slots[tail].isTaken else { return false }
        unsafe frame.copy(0..<count, to: memory + tail &* frameLimit)
        slots[tail].start = 0
        slots[tail].end = count
        slots[tail].details = details
        slots[tail].isTaken = true
        tail = tail &+ 1 == slots.count ? 0 : tail &+ 1
        self.count &+= 1
        return true
    }

    /// Puts a frame at the end whose octets `fill` writes into the slot.
    ///
    /// - Parameter fill: gets the slot's memory; gives where the frame lies in it and its details, or `nil` for no frame.
    /// - Returns: whether there is one more.
    @unsafe func append<E: Error>(
        _ fill: (UnsafeMutableRawBufferPointer) throws(E) -> (place: Range<Int>, details: FrameDetails)?
    ) throws(E) -> Bool {
        guard !slots[tail].isTaken else { return false }
        let place = unsafe UnsafeMutableRawBufferPointer(start: memory + tail &* frameLimit, count: frameLimit)
        guard let frame = unsafe try fill(place) else { return false }
        slots[tail].start = frame.place.lowerBound
        slots[tail].end = min(frame.place.upperBound, frameLimit)
        slots[tail].details = frame.details
        slots[tail].isTaken = true
        tail = tail &+ 1 == slots.count ? 0 : tail &+ 1
        count &+= 1
        return true
    }

    /// When the first frame was put in.
    var firstTimestamp: Timestamp? { count == 0 ? nil : slots[head].details.timestamp }

    /// Where a frame lies that is lent.
    @unsafe struct Place: @unchecked Sendable {
        var octets: UnsafeRawBufferPointer
        var details: FrameDetails
        var slot: Int
    }

    /// Takes the first frame out; its slot stays its own until that is given back.
    @unsafe func take() -> Place? {
        guard count > 0 else { return nil }
        let slot = head
        head = head &+ 1 == slots.count ? 0 : head &+ 1
        count &-= 1
        let octets = unsafe UnsafeRawBufferPointer(
            start: memory + slot &* frameLimit + slots[slot].start, count: slots[slot].end &- slots[slot].start)
        return unsafe Place(octets: octets, details: slots[slot].details, slot: slot)
    }

    /// Lends the first frame.
    @_lifetime(borrow self)
    func next() -> ReceivedFrame? {
        guard let place = unsafe take() else { return nil }
        return unsafe ReceivedFrame(
            bytes: _overrideLifetime(RawSpan(_unsafeBytes: place.octets), borrowing: self), details: place.details,
            owner: self, slot: place.slot)
    }

    func giveBack(_ slot: Int) { slots[slot].isTaken = false }
}
