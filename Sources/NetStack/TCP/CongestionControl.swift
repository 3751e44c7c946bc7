/// How much may be in flight: a value with its algorithm's state inside, so that it costs a branch and no existential.
enum CongestionControl: BitwiseCopyable {
    case reno(Reno)

    /// RFC 5681, by octets (RFC 3465): an acknowledgment of a batch counts all that it covers.
    struct Reno: BitwiseCopyable {
        var window: UInt32
        var threshold: UInt32 = .max
        var acknowledged: UInt32 = 0
    }

    /// The window to begin with. RFC 6928 section 2.
    init(segmentSize: UInt32) {
        self = .reno(Reno(window: min(10 * segmentSize, max(2 * segmentSize, 14600))))
    }

    @inline(__always) var window: UInt32 {
        switch self {
        case .reno(let reno): reno.window
        }
    }

    /// So many octets were acknowledged for the first time. RFC 5681 section 3.1.
    @inline(__always) mutating func acknowledged(_ octets: UInt32, segmentSize: UInt32) {
        guard case .reno(var reno) = self, reno.window < 1 << 30 else { return }
        if reno.window < reno.threshold {
            reno.window &+= octets
        } else {
            reno.acknowledged &+= octets
            if reno.acknowledged >= reno.window {
                reno.acknowledged &-= reno.window
                reno.window &+= segmentSize
            }
        }
        self = .reno(reno)
    }

    /// The retransmission timer ran out. RFC 5681 section 3.1, equation 4.
    mutating func timedOut(inFlight: UInt32, segmentSize: UInt32) {
        self = .reno(Reno(window: segmentSize, threshold: max(inFlight / 2, 2 * segmentSize)))
    }
}
