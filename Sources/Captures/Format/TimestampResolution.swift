internal import Packets

/// How long one unit of an interface's timestamps is: a negative power of 10 or of 2 seconds.
/// pcapng section 4.2, `if_tsresol`.
public struct TimestampResolution: Hashable, Sendable, BitwiseCopyable {
    /// The option's octet: the exponent in the low seven bits; the high bit says that the base is 2, not 10.
    public let rawValue: UInt8
    private let kind: Kind
    private let unitsPerSecond: UInt64
    /// For powers of 10: what the remainder is multiplied with, or divided by, to give nanoseconds.
    private let scale: UInt64

    private enum Kind: UInt8, BitwiseCopyable {
        case microseconds, coarserThanNanoseconds, finerThanNanoseconds, farBelowSecond, powerOfTwo, farPowerOfTwo
    }

    /// Millionths of a second: what holds when a file says nothing.
    public static let microseconds = TimestampResolution(rawValue: 6)
    /// Billionths of a second.
    public static let nanoseconds = TimestampResolution(rawValue: 9)

    /// Reads the octet of `if_tsresol`; every value has a meaning.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
        let exponent = Int(rawValue & 0x7F)
        if rawValue & 0x80 != 0 {
            kind = exponent < 64 ? .powerOfTwo : .farPowerOfTwo
            unitsPerSecond = 0
            scale = 0
        } else if exponent <= 9 {
            kind = exponent == 6 ? .microseconds : .coarserThanNanoseconds
            unitsPerSecond = Self.powerOfTen(exponent)
            scale = Self.powerOfTen(9 - exponent)
        } else if exponent <= 19 {
            kind = .finerThanNanoseconds
            unitsPerSecond = Self.powerOfTen(exponent)
            scale = Self.powerOfTen(exponent - 9)
        } else {
            // 2^64 units are less than a second.
            kind = .farBelowSecond
            unitsPerSecond = 0
            scale = exponent - 9 <= 19 ? Self.powerOfTen(exponent - 9) : 0
        }
    }

    private static func powerOfTen(_ exponent: Int) -> UInt64 {
        var result: UInt64 = 1
        for _ in 0..<exponent { result *= 10 }
        return result
    }

    /// The moment that `units` since 1970, plus an offset in seconds, stand for; finer than a nanosecond is cut off.
    @inline(__always)
    func timestamp(units: UInt64, offset: Int64) -> Timestamp {
        if kind == .microseconds {
            let seconds = units / 1_000_000
            let rest = UInt32(truncatingIfNeeded: units &- seconds &* 1_000_000)
            return Timestamp(seconds: Int64(bitPattern: seconds) &+ offset, nanoseconds: rest &* 1000)
        }
        return rareTimestamp(units: units, offset: offset)
    }

    private func rareTimestamp(units: UInt64, offset: Int64) -> Timestamp {
        let seconds: UInt64
        let nanoseconds: UInt64
        switch kind {
        case .microseconds, .coarserThanNanoseconds:
            seconds = units / unitsPerSecond
            nanoseconds = (units % unitsPerSecond) &* scale
        case .finerThanNanoseconds:
            seconds = units / unitsPerSecond
            nanoseconds = (units % unitsPerSecond) / scale
        case .farBelowSecond:
            seconds = 0
            nanoseconds = scale == 0 ? 0 : units / scale
        case .powerOfTwo:
            let exponent = UInt64(rawValue & 0x7F)
            seconds = units >> exponent
            let rest = units & ~(UInt64.max << exponent)
            let (high, low) = rest.multipliedFullWidth(by: 1_000_000_000)
            nanoseconds = exponent == 0 ? 0 : high << (64 - exponent) | low >> exponent
        case .farPowerOfTwo:
            let exponent = UInt64(rawValue & 0x7F)
            seconds = 0
            nanoseconds = units.multipliedFullWidth(by: 1_000_000_000).high >> (exponent - 64)
        }
        return Timestamp(
            seconds: Int64(bitPattern: seconds) &+ offset, nanoseconds: UInt32(truncatingIfNeeded: nanoseconds))
    }

    /// The units since 1970 for a moment, after an offset in seconds was taken away; finer than a unit is cut off.
    ///
    /// - Returns: `nil` when the moment lies before 1970 or too far ahead.
    func units(for moment: Timestamp, offset: Int64) -> UInt64? {
        let (seconds, overflowed) = moment.seconds.subtractingReportingOverflow(offset)
        guard !overflowed, seconds >= 0, moment.nanoseconds < 1_000_000_000 else { return nil }
        let nanoseconds = UInt64(moment.nanoseconds)
        let whole: (partialValue: UInt64, overflow: Bool)
        let rest: UInt64
        switch kind {
        case .microseconds, .coarserThanNanoseconds:
            whole = UInt64(seconds).multipliedReportingOverflow(by: unitsPerSecond)
            rest = nanoseconds / scale
        case .finerThanNanoseconds:
            whole = UInt64(seconds).multipliedReportingOverflow(by: unitsPerSecond)
            rest = nanoseconds &* scale
        case .powerOfTwo:
            let exponent = Int(rawValue & 0x7F)
            whole = UInt64(seconds).multipliedReportingOverflow(by: 1 << UInt64(exponent))
            let (high, low) = nanoseconds.multipliedFullWidth(by: 1 << UInt64(exponent))
            rest = UInt64(1_000_000_000).dividingFullWidth((high, low)).quotient
        case .farBelowSecond, .farPowerOfTwo:
            return nil
        }
        let (sum, over) = whole.partialValue.addingReportingOverflow(rest)
        return whole.overflow || over ? nil : sum
    }

    public static func == (a: TimestampResolution, b: TimestampResolution) -> Bool { a.rawValue == b.rawValue }
    public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

extension TimestampResolution: CustomStringConvertible {
    /// `10^-6 s`, `2^-20 s`.
    public var description: String { "\(rawValue & 0x80 != 0 ? 2 : 10)^-\(rawValue & 0x7F) s" }
}
