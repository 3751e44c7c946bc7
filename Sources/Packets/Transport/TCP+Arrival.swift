extension TCP {
    /// How a segment stands to those of its connection that were captured before it.
    public enum Arrival: UInt8, Sendable, BitwiseCopyable {
        /// With something new, as far as the capture tells.
        case new
        /// A segment of at most one octet, and that one known, which only asks for an answer. RFC 9293 section 3.8.4.
        case keepAlive
        /// Behind the ones that follow it, so soon that it was not sent a second time.
        case outOfOrder
        /// Sent a second time.
        case retransmission
        /// Sent a second time because acknowledgments repeated themselves. RFC 5681 section 3.2.
        case fastRetransmission
        /// Sent a second time although all of it had been acknowledged.
        case spuriousRetransmission

        /// Whether what the segment carries is left alone: a protocol above would take it for a second message, or miss
        /// what should have come first.
        var isLeftAlone: Bool { self == .outOfOrder || self == .retransmission }
    }

    /// What is taken from a segment to tell how it arrived.
    struct Arriving {
        var sequence: UInt32
        var acknowledgment: UInt32
        /// Octets of payload on the wire.
        var length: UInt32 = 0
        var flags: Flags
        /// As it stands in the header.
        var window: UInt16
        var time: Timestamp

        @inline(__always)
        init?(_ message: RawSpan, at time: Timestamp) {
            guard let tcp = Layer<TCP>(fixed: message, count: 20) else { return nil }
            sequence = tcp.sequenceNumber
            acknowledgment = tcp.acknowledgmentNumber
            flags = tcp.flags
            window = tcp.window
            self.time = time
        }

        @inline(__always) var isSynchronize: Bool { flags.hasAny(of: .synchronize) }
        @inline(__always) var isAcknowledgment: Bool { flags.hasAny(of: .acknowledgment) }
        @inline(__always) var isReset: Bool { flags.hasAny(of: .reset) }
    }

    /// What one end of a connection has sent so far, as far as it takes to tell new segments from old ones.
    struct Sent: Sendable, BitwiseCopyable {
        /// The number that the next new segment should have; 0 before the first.
        private var next: UInt32 = 0
        /// When `next` moved last.
        private var nextTime = Timestamp(seconds: 0)
        /// Octets in the segment that moved it.
        private var lastLength: UInt32 = 0
        private var acknowledgment: UInt32 = 0
        /// How often the acknowledgment was repeated by segments without data.
        private var repetitions = 0
        private var lastTime = Timestamp(seconds: 0)
        private var window: UInt16 = 0
        private var endedInKeepAlive = false

        /// The acknowledgment number that it sent last; `nil` before the first.
        var acknowledged: UInt32? { acknowledgment == 0 ? nil : acknowledgment }

        /// In nanoseconds; what comes later than this after the segments behind it was sent again, where no round trip
        /// was measured.
        private static let shortestRetransmission: Int64 = 3_000_000
        /// In nanoseconds; a fast retransmission comes within this time of the acknowledgments that ask for it.
        private static let promptness: Int64 = 20_000_000

        /// Takes in a segment of this end, and tells how it stands to those before it.
        /// - Parameter roundTrip: of the handshake, in nanoseconds; 0 when it was not seen.
        mutating func take(_ segment: Arriving, answering peer: Sent, roundTrip: Int64) -> Arrival {
            let isControl = segment.flags.hasAny(of: .finish | .synchronize | .reset)
            // One octet that probes a closed window is not yet sent. RFC 9293 section 3.8.6.1.
            let isProbe = segment.length == 1 && segment.sequence == next && peer.window == 0
            let isKeepAlive = !isProbe && segment.length <= 1 && segment.sequence == next &- 1 && !isControl
            if segment.acknowledgment != acknowledgment {
                repetitions = 0
            } else if !isControl {
                count(segment, isAnswer: peer.endedInKeepAlive)
            }
            // A SYN and a FIN each take a number, as an octet does.
            let takesNumber: UInt32 = segment.flags.hasAny(of: .finish | .synchronize) ? 1 : 0
            let end = segment.sequence &+ segment.length &+ takesNumber
            var arrival = Arrival.new
            if isKeepAlive {
                arrival = .keepAlive
            } else if end != segment.sequence {
                arrival = tell(segment, end, peer, roundTrip)
            }
            if next == 0 || Self.isLater(end, than: next &+ takesNumber) { lastLength = segment.length }
            if next == 0 || Self.isLater(end, than: next), !isProbe {
                next = end
                nextTime = segment.time
            }
            window = segment.window
            acknowledgment = segment.acknowledgment
            lastTime = segment.time
            endedInKeepAlive = isKeepAlive
            return arrival
        }

        /// - Parameter isAnswer: whether the other end asked for it by a keep-alive.
        private mutating func count(_ segment: Arriving, isAnswer: Bool) {
            if segment.length == 0, segment.window != 0, segment.window == window, segment.sequence == next, !isAnswer {
                repetitions &+= 1
            }
        }

        private func tell(_ segment: Arriving, _ end: UInt32, _ peer: Sent, _ roundTrip: Int64) -> Arrival {
            if segment.length > 0, peer.acknowledgment != 0,
                !Self.isLater(segment.sequence &+ segment.length, than: peer.acknowledgment)
            {
                return .spuriousRetransmission
            }
            // One octet of it may have gone before as a probe.
            if segment.length > 1, segment.sequence == next &- 1 { return .new }
            guard next != 0, Self.isLater(next, than: segment.sequence) else { return .new }
            if peer.repetitions >= 2, peer.acknowledgment == segment.sequence,
                Self.isWithin(Self.promptness, segment.time, after: peer.lastTime)
            {
                return .fastRetransmission
            }
            let patience = roundTrip == 0 ? Self.shortestRetransmission : roundTrip
            if end != next || lastLength == 0, Self.isWithin(patience, segment.time, after: nextTime) {
                return .outOfOrder
            }
            return .retransmission
        }

        private static func isWithin(_ limit: Int64, _ time: Timestamp, after earlier: Timestamp) -> Bool {
            let passed = time.nanoseconds(since: earlier)
            return passed >= 0 && passed < limit
        }

        /// Sequence numbers begin again behind the highest. RFC 9293 section 3.4.
        private static func isLater(_ a: UInt32, than b: UInt32) -> Bool { Int32(bitPattern: a &- b) > 0 }
    }
}
