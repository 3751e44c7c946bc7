import Packets
import Testing

@testable import Captures

@Suite("Timestamp resolutions")
struct TimestampResolutionTests {
    @Test(
        "units of every size become seconds and nanoseconds",
        arguments: [
            (0, 5, 5, 0), (1, 57, 5, 700_000_000), (3, 1_234, 1, 234_000_000), (6, 1_000_001, 1, 1_000),
            (9, 1_000_000_001, 1, 1), (12, 1_999_999_999_999, 1, 999_999_999),
            (12, 18_446_744_073_709_551_615, 18_446_744, 73_709_551),
            (19, 10_000_000_010_000_000_000, 1, 1), (20, 18_446_744_073_709_551_615, 0, 184_467_440),
            (127, 1 << 63, 0, 0),
            (0x80, 7, 7, 0), (0x80 | 1, 3, 1, 500_000_000), (0x80 | 20, 1_048_577, 1, 953),
            (0x80 | 32, 0x1_8000_0000, 1, 500_000_000), (0x80 | 63, (1 << 63) | (1 << 62), 1, 500_000_000),
            (0x80 | 64, 1 << 63, 0, 500_000_000), (0x80 | 65, 1 << 63, 0, 250_000_000), (0xFF, .max, 0, 0),
        ] as [(UInt8, UInt64, Int64, UInt32)])
    func units(resolution: UInt8, units: UInt64, seconds: Int64, nanoseconds: UInt32) {
        let moment = TimestampResolution(rawValue: resolution).timestamp(units: units, offset: 0)
        #expect(moment == Timestamp(seconds: seconds, nanoseconds: nanoseconds))
    }

    @Test("no resolution and no number of units traps, and nanoseconds stay below a second")
    func everyResolution() {
        for raw in UInt8.min...UInt8.max {
            let resolution = TimestampResolution(rawValue: raw)
            for units in [0, 1, 999_999_999, 1 << 32, 1 << 62, 1 << 63, .max] as [UInt64] {
                for offset in [0, -1, Int64.min, .max] {
                    #expect(resolution.timestamp(units: units, offset: offset).nanoseconds < 1_000_000_000)
                }
            }
            for seconds in [0, 1, -1, 1_700_000_000, Int64.max, .min] {
                _ = resolution.units(for: Timestamp(seconds: seconds, nanoseconds: 999_999_999), offset: .min)
                _ = resolution.units(for: Timestamp(seconds: seconds, nanoseconds: 999_999_999), offset: .max)
            }
        }
    }

    @Test("a moment in units and back is the same moment, as fine as the units are")
    func roundTrip() {
        let moment = Timestamp(seconds: 1_700_000_000, nanoseconds: 123_456_789)
        for raw in [9, 10] as [UInt8] {
            let resolution = TimestampResolution(rawValue: raw)
            #expect(
                resolution.units(for: moment, offset: -5).map { resolution.timestamp(units: $0, offset: -5) } == moment)
        }
        let coarse = TimestampResolution.microseconds
        #expect(coarse.units(for: moment, offset: 0) == 1_700_000_000_123_456)
        #expect(TimestampResolution(rawValue: 0x80 | 1).units(for: moment, offset: 0) == 3_400_000_000)
        #expect(coarse.units(for: Timestamp(seconds: -1), offset: 0) == nil)
        #expect(TimestampResolution(rawValue: 12).units(for: Timestamp(seconds: 20_000_000), offset: 0) == nil)
    }
}
