import Packets

extension TextBuffer {
    /// Appends what `body` writes, spaces before it where it is shorter than `width` bytes.
    mutating func append(rightIn width: Int, _ body: (inout TextBuffer) -> Void) {
        let start = count
        body(&self)
        if count - start < width { insert(spaces: width - (count - start), at: start) }
    }

    /// Appends what `body` writes, spaces behind it where it is shorter than `width` bytes.
    mutating func append(leftIn width: Int, _ body: (inout TextBuffer) -> Void) {
        let start = count
        body(&self)
        pad(from: start, to: width)
    }

    /// Appends a number, spaces before it up to `width` digits.
    mutating func append(_ number: some FixedWidthInteger, rightIn width: Int) {
        append(rightIn: width) { $0.append(decimal: number) }
    }

    /// Appends a number with so many digits behind the point, rounded as C's printf does: what the number stands for exactly,
    /// halves to the even digit. Not finite ones are 0.
    mutating func append(_ number: Double, decimals: Int) {
        if number < 0 { append(byte: UInt8(ascii: "-")) }
        let magnitude = number.magnitude
        guard magnitude.isFinite, magnitude > 0, decimals <= 9 else {
            return append(digits: 0, fraction: 0, decimals)
        }
        var scale: UInt64 = 1
        for _ in 0..<decimals { scale *= 10 }
        // significand × 2^-shift
        let significand = UInt64(magnitude.significandBitPattern) | (magnitude.isNormal ? 1 << 52 : 0)
        let shift = 52 - Int(magnitude.exponent)
        guard shift > 0 else {
            let whole = shift > -11 ? significand << UInt64(-shift) : UInt64.max
            return append(digits: whole, fraction: 0, decimals)
        }
        guard shift < 127 else { return append(digits: 0, fraction: 0, decimals) }
        let scaled = UInt128(significand) * UInt128(scale)
        var quotient = scaled >> UInt128(shift)
        let rest = scaled - quotient << UInt128(shift)
        let half = UInt128(1) << UInt128(shift - 1)
        if rest > half || rest == half && quotient & 1 == 1 { quotient += 1 }
        append(
            digits: UInt64(truncatingIfNeeded: quotient / UInt128(scale)),
            fraction: UInt64(truncatingIfNeeded: quotient % UInt128(scale)), decimals)
    }

    private mutating func append(digits whole: UInt64, fraction: UInt64, _ decimals: Int) {
        append(decimal: whole)
        guard decimals > 0 else { return }
        append(byte: UInt8(ascii: "."))
        append(decimal: fraction, width: decimals)
    }

    /// Appends nanoseconds as seconds with nine digits behind the point.
    mutating func append(secondsOf nanoseconds: Int64) {
        if nanoseconds < 0 { append(byte: UInt8(ascii: "-")) }
        let (whole, rest) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        append(digits: whole, fraction: rest, 9)
    }

    /// Appends octets in tshark's short form: as they are below 10,000, then in the largest of kB, MB, GB and TB of which there
    /// are ten.
    mutating func append(amountOf octets: UInt64) {
        var (number, unit) = (octets, 0)
        while number >= 10_000, unit < Self.units.count - 1 {
            number /= 1000
            unit += 1
        }
        append(decimal: number)
        append(Self.units[unit])
    }

    private static let units: [StaticString] = [" bytes", " kB", " MB", " GB", " TB"]
}
