import Links
import Packets
import Probes

/// A link whose frames a test puts in and looks at.
final class FakeLink: Link {
    let name = "fake0"
    let linkType = LinkType.ethernet
    let mtu = 1500
    let hardwareAddress: MACAddress? = nil
    /// What was sent.
    var sent: [[UInt8]] = []
    /// What is to be received, and when it came.
    var incoming: [(octets: [UInt8], time: Timestamp)] = []
    /// Makes the answers to a frame that is sent; each comes after a delay in nanoseconds.
    var answer: ([UInt8]) -> [(octets: [UInt8], after: Int)] = { _ in [] }
    private let clock: FakeClock
    private var lent: [UInt8] = []

    init(_ clock: FakeClock) { self.clock = clock }

    @_lifetime(borrow self)
    func receive() throws(LinkError) -> ReceivedFrame? {
        guard let first = incoming.first else { return nil }
        incoming.removeFirst()
        lent = first.octets
        let details = FrameDetails(timestamp: first.time, originalLength: lent.count, direction: .inbound)
        return unsafe _overrideLifetime(
            ReceivedFrame(bytes: lent.span.bytes, details: details, owner: nil), borrowing: self)
    }

    func send(_ frame: RawSpan, offload: FrameOffload?) throws(LinkError) {
        let octets = frame.octets(0, frame.byteCount)
        sent.append(octets)
        for (answer, delay) in answer(octets) {
            var time = clock.time
            time.nanoseconds += UInt32(delay)
            incoming.append((answer, time))
        }
    }

    func statistics() throws(LinkError) -> LinkStatistics { LinkStatistics() }
}

/// A clock that a test turns.
final class FakeClock: AskClock {
    private(set) var now = ContinuousClock.now
    private(set) var time = Timestamp(seconds: 1_000)
    /// The time since the clock was made.
    private(set) var elapsed = Duration.zero

    func turn(by duration: Duration) {
        now += duration
        elapsed += duration
        let nanoseconds = UInt64(elapsed / .nanoseconds(1))
        time = Timestamp(
            seconds: 1_000 + Int64(nanoseconds / 1_000_000_000), nanoseconds: UInt32(nanoseconds % 1_000_000_000))
    }
}
