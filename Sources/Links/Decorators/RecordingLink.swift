public import Packets

/// Keeps what crosses a link: writes it to a file, counts it, shows it.
public protocol FrameRecorder: AnyObject {
    /// A frame crossed the link; `details.direction` says which way.
    ///
    /// - Throws: `LinkError`, which whoever received or sent the frame gets.
    func record(_ frame: RawSpan, _ details: FrameDetails) throws(LinkError)
}

/// A link that lets a recorder see every frame before it is received, and after it was sent. (What knows of capture files
/// makes the recorder: this module does not.)
public final class RecordingLink: Link {
    private let base: any Link
    private let recorder: any FrameRecorder
    private let clock: MemoryLink.Clock

    /// Records what crosses `base`.
    ///
    /// - Parameter clock: what time it is when a frame is sent.
    public init(_ base: any Link, recorder: any FrameRecorder, clock: @escaping MemoryLink.Clock) {
        self.base = base
        self.recorder = recorder
        self.clock = clock
    }

    public var name: String { base.name }
    public var linkType: LinkType { base.linkType }
    public var mtu: Int { base.mtu }
    public var hardwareAddress: MACAddress? { base.hardwareAddress }
    public var offloads: LinkOffloads { base.offloads }
    public var pollDescriptor: Int32? { base.pollDescriptor }
    public var nextTimestamp: Timestamp? { base.nextTimestamp }

    @_lifetime(borrow self)
    public func receive() throws(LinkError) -> ReceivedFrame? {
        let base = base
        guard let frame = try base.receive() else { return nil }
        try recorder.record(frame.bytes, frame.details)
        return unsafe _overrideLifetime(frame, borrowing: self)
    }

    public func send(_ frame: RawSpan, offload: FrameOffload?) throws(LinkError) {
        try base.send(frame, offload: offload)
        try record(frame, offload)
    }

    public func send(_ batch: borrowing FrameBatch, from first: Int) throws(LinkError) -> Int {
        let count = try base.send(batch, from: first)
        var index = first
        while index < first + count {
            try record(batch[index], nil)
            index += 1
        }
        return count
    }

    private func record(_ frame: RawSpan, _ offload: FrameOffload?) throws(LinkError) {
        var details = FrameDetails(timestamp: clock(), originalLength: frame.byteCount, direction: .outbound)
        details.isChecksumPending = offload?.checksum != nil
        details.offload = offload
        try recorder.record(frame, details)
    }

    public func statistics() throws(LinkError) -> LinkStatistics { try base.statistics() }
}
