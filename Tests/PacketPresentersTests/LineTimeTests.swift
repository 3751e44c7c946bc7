import PacketPresenters
import PacketSamples
import Packets
import Testing

@Suite("A packet's line: its time")
struct LineTimeTests {
    let packet = Wire.ethernet + Wire.ip("11", length: "0020") + "d431 1f40 000c 0000 deadbeef"

    private func time(
        _ style: TimeStyle, decimals: Int = 6, at timestamp: Timestamp, previous: Timestamp? = nil
    ) -> String {
        let zone = TimeZoneTable(fixed: TimeZoneOffset(seconds: 5 * 3600 + 1800, abbreviation: "IST"))
        let text = line(packet, at: timestamp, previous: previous, zone: zone, showsTime: true) {
            $0.time = style
            $0.decimals = decimals
        }
        return String(text.prefix(upTo: text.firstRange(of: " IP ")!.lowerBound))
    }

    @Test(
        "every style of tshark's -t",
        arguments: [
            (TimeStyle.absolute, "03:43:20.000001"), (.absoluteWithDate, "2023-11-15 03:43:20.000001"),
            (.absoluteWithDayOfYear, "2023/319 03:43:20.000001"), (.utc, "22:13:20.000001"),
            (.utcWithDate, "2023-11-14 22:13:20.000001"), (.utcWithDayOfYear, "2023/318 22:13:20.000001"),
            (.epoch, "1700000000.000001"), (.relative, "  2.500001"), (.delta, "  2.500001"),
            (.deltaDisplayed, "  2.500001"),
        ])
    func styles(style: TimeStyle, expected: String) {
        let now = Timestamp(seconds: 1_700_000_000, nanoseconds: 1_000)
        let before = Timestamp(seconds: 1_699_999_997, nanoseconds: 500_000_000)
        #expect(time(style, at: now, previous: before) == expected)
    }

    @Test("decimals are cut, not rounded, and may be nine or none")
    func decimals() {
        let now = Timestamp(seconds: 0, nanoseconds: 999_999_999)
        #expect(time(.utc, decimals: 9, at: now) == "00:00:00.999999999")
        #expect(time(.utc, at: now) == "00:00:00.999999")
        #expect(time(.utc, decimals: 0, at: now) == "00:00:00")
    }

    @Test("time may run backwards")
    func backwards() {
        let now = Timestamp(seconds: 10, nanoseconds: 500_000_000)
        #expect(time(.relative, at: now, previous: Timestamp(seconds: 12)) == " -1.500000")
        #expect(time(.epoch, at: Timestamp(seconds: -1, nanoseconds: 500_000_000)) == "-0.500000")
        #expect(time(.utcWithDate, at: Timestamp(seconds: -1)) == "1969-12-31 23:59:59.000000")
    }

    @Test("moments at the ends of what a timestamp can be are shown")
    func extremes() {
        #expect(time(.utcWithDate, at: Timestamp(seconds: .max)).contains("292277026596-12-04"))
        #expect(!time(.utcWithDate, at: Timestamp(seconds: .min)).isEmpty)
    }
}
