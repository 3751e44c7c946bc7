import Packets

/// A first sequence number that says, to whoever knows the secret, what a SYN offered: nothing need be remembered until the
/// peer answers it. RFC 4987 section 3.6.
///
///     minute, 5 bits | segment size, 3 bits | hash of the ends, of the peer's number and of the minute, 24 bits
///
/// What else the SYN offered stands in the low bits of the time stamp that the peer gives back.
struct SynCookie {
    /// The sizes of segments that can be told apart, in octets.
    private static var sizes: [8 of UInt16] { [216, 536, 1024, 1220, 1360, 1400, 1440, 1460] }
    /// How long the unit is in which it ages, in nanoseconds; the third is too old.
    private static var unit: UInt64 { 64_000_000_000 }

    private let secrets: StackSecrets
    private let ends: FlowEnds
    /// The first number of the peer.
    private let remote: UInt32
    private let age: UInt64

    init(_ secrets: StackSecrets, _ ends: FlowEnds, remote: UInt32, now: UInt64) {
        self.secrets = secrets
        self.ends = ends
        self.remote = remote
        age = now / Self.unit
    }

    private func hash(_ age: UInt64) -> UInt32 {
        let inner = secrets.sequenceHash(ends)
        let words = IPv6Address(high: inner, low: UInt64(remote) << 32 | age & 0xFFFF_FFFF)
        let whole = FlowEnds(local: words, localPort: 0, remote: IPv6Address(high: 0, low: 0), remotePort: 0)
        return UInt32(truncatingIfNeeded: secrets.sequenceHash(whole) & 0xFF_FFFF)
    }

    /// The number for a peer that takes segments of so many octets.
    func sequence(segmentSize: UInt16) -> UInt32 {
        let index = Self.sizes.indices.last { Self.sizes[$0] <= segmentSize } ?? 0
        return UInt32(age & 31) << 27 | UInt32(index) << 24 | hash(age)
    }

    /// The segment size that a number speaks of; `nil` when it is not ours, or too old.
    func segmentSize(of sequence: UInt32) -> UInt16? {
        for back in 0...1 as ClosedRange<UInt64> where age >= back && UInt32((age - back) & 31) == sequence >> 27 {
            if hash(age - back) == sequence & 0xFF_FFFF { return Self.sizes[Int(sequence >> 24 & 7)] }
        }
        return nil
    }
}

/// What a SYN offered, in the low bits of the time stamp that answers it.
private struct CookieStamp {
    private static var bits: UInt32 { 6 }
    /// 15 where the peer does not scale.
    var scale: UInt8
    var isSelective: Bool
    var notifies: Bool

    init(scale: UInt8, isSelective: Bool, notifies: Bool) {
        self.scale = scale
        self.isSelective = isSelective
        self.notifies = notifies
    }

    init(_ stamp: UInt32) {
        scale = UInt8(stamp & 15)
        isSelective = stamp & 16 != 0
        notifies = stamp & 32 != 0
    }

    /// A time stamp with this in it, which is never later than the clock.
    func stamp(now: UInt64) -> UInt32 {
        let clock = UInt32(truncatingIfNeeded: now / 1_000_000)
        let bits = UInt32(scale) | (isSelective ? 16 : 0) | (notifies ? 32 : 0)
        let stamp = ((clock >> Self.bits) << Self.bits) | bits
        return precedes(clock, stamp) ? stamp &- (1 << Self.bits) : stamp
    }
}

extension Stack {
    /// Answers a SYN without remembering it.
    mutating func sendCookie(_ segment: Segment, _ frame: RawSpan, _ ends: FlowEnds, _ arrival: Arrival, now: UInt64) {
        let options = SegmentOptions(frame, from: segment.options, to: segment.start)
        let cookie = SynCookie(configuration.secrets, ends, remote: segment.sequence, now: now)
        let own = UInt32(clamping: linkMTU(to: ends.remote, on: arrival.interface) - ends.remote.headerLength - 20)
        var answer = SynchronizeOptions(segmentSize: UInt16(clamping: own))
        var flags: TCP.Flags = .synchronize | .acknowledgment
        if let timestamps = options.timestamps, settings.features.contains(.timestamps) {
            let notifies =
                segment.has(.echo) && segment.has(.congestionWindowReduced)
                && settings.features.contains(.congestionNotification)
            answer.scales = options.windowScale != nil && settings.features.contains(.windowScale)
            answer.permitsSack = options.permitsSack && settings.features.contains(.selectiveAcknowledgment)
            let stamp = CookieStamp(
                scale: answer.scales ? options.windowScale ?? 15 : 15, isSelective: answer.permitsSack,
                notifies: notifies)
            answer.timestamps = (stamp.stamp(now: now), timestamps.value)
            if notifies { flags = flags | .echo }
        }
        counters.cookiesSent &+= 1
        sendSegment(
            ends, flags, sequence: cookie.sequence(segmentSize: options.segmentSize),
            acknowledgment: segment.sequence &+ 1, window: UInt16(clamping: min(settings.receiveLimit, 0xFFFF)),
            options: answer, now: now)
    }

    /// The connection whose handshake a segment completes that answers a cookie; `nil` when it does not. It stands as if it had been
    /// remembered.
    mutating func openByCookie(
        _ segment: Segment, _ ends: FlowEnds, _ hash: UInt32, _ arrival: Arrival, _ listener: Int, now: UInt64
    ) -> Int? {
        guard settings.features.contains(.synCookies), counters.cookiesSent > 0, segment.has(.acknowledgment),
            !segment.has(.synchronize), listeners[listener].accepted.count < listeners[listener].backlog
        else { return nil }
        let sequence = segment.acknowledgment &- 1
        let cookie = SynCookie(configuration.secrets, ends, remote: segment.sequence &- 1, now: now)
        guard let size = cookie.segmentSize(of: sequence),
            let slot = open(ends, hash, on: arrival.interface, initial: sequence, now: now)
        else { return nil }
        take(slot, for: listener)
        connections[slot].restore(segment, size: size, settings)
        connections[slot].openedAt = now
        return slot
    }
}

extension Connection {
    /// Takes what the peer's SYN said from the answer to its cookie.
    fileprivate mutating func restore(_ segment: Segment, size: UInt16, _ settings: ConnectionSettings) {
        flags.remove(.synPending)
        segmentSize = min(segmentSize, max(size, 64))
        if let timestamps = segment.timestamps, settings.features.contains(.timestamps) {
            let stamp = CookieStamp(timestamps.echo)
            flags.insert(.timestamps)
            recentTimestamp = timestamps.value
            segmentSize &-= 12
            if stamp.isSelective { flags.insert(.selective) }
            if stamp.notifies { flags.insert(.notifies) }
            if stamp.scale < 15 {
                flags.insert(.isScaled)
                sendShift = stamp.scale
                receiveShift = Self.receiveShift
            }
        }
        if !flags.contains(.isScaled) { receiveLimit = min(receiveLimit, 0xFFFF) }
        receiveNext = segment.sequence
        receiveEdge = receiveNext &+ min(receiveLimit, 0xFFFF)
        sendWindow = UInt32(segment.window) &<< UInt32(sendShift)
        largestWindow = sendWindow
        windowSequence = segment.sequence &- 1
        windowAcknowledgment = segment.acknowledgment
        congestion = CongestionControl(settings.congestion, segmentSize: UInt32(segmentSize))
    }
}
