/// The numbers along an axis: round ones, around all values.
struct PlotScale: Equatable {
    let low: Double
    let high: Double
    let step: Double

    /// - Parameters:
    ///   - values: the least and the greatest that lie on it.
    ///   - most: how many steps there is room for.
    init(_ values: ClosedRange<Double>, most: Int) {
        let span = values.upperBound - values.lowerBound
        let size = span > 0 ? span : max(abs(values.upperBound), 1)
        step = Self.round(size / Double(max(1, most)))
        let low = (values.lowerBound / step).rounded(.down) * step
        let high = (values.upperBound / step).rounded(.up) * step
        (self.low, self.high) = (low, high > low ? high : low + step)
    }

    /// The next of 1, 2 and 5 times a power of ten.
    private static func round(_ number: Double) -> Double {
        var power = 1.0
        while power * 10 <= number { power *= 10 }
        while power > number, power > 1e-300 { power /= 10 }
        return [1, 2, 5].map { $0 * power }.first { $0 >= number } ?? 10 * power
    }

    /// Where a value lies, from 0 to 1.
    func place(of value: Double) -> Double { min(max(0, (value - low) / (high - low)), 1) }

    /// The round numbers, upwards.
    var marks: [Double] {
        let count = Int(((high - low) / step).rounded())
        return (0...max(0, min(count, 100))).map { low + Double($0) * step }
    }

    /// A number with as many digits as the step has: `0.25`, `1500`, `20k`.
    func text(of value: Double) -> String {
        let largest = max(abs(low), abs(high))
        let (unit, suffix) =
            [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")].first { largest >= 10 * $0.0 } ?? (1, "")
        var (decimals, fraction) = (0, step / unit)
        while decimals < 9, abs(fraction - fraction.rounded()) > 1e-6 * abs(fraction) {
            fraction *= 10
            decimals += 1
        }
        let factor = (0..<decimals).reduce(1) { power, _ in power * 10 } as Int
        guard let whole = Int(exactly: (abs(value) / unit * Double(factor)).rounded()) else { return "\(value)" }
        let digits = String(whole % factor + factor).dropFirst()
        let sign = value < 0 && whole > 0 ? "-" : ""
        return sign + "\(whole / factor)" + (decimals > 0 ? "." + digits : "") + (whole > 0 ? suffix : "")
    }
}
