import Packets
import Testing

@Suite("Calendar and time zones")
struct CivilTimeTests {
    @Test(
        "moments in UTC",
        arguments: [
            (0, "1970-01-01 00:00:00", 4), (951_782_400, "2000-02-29 00:00:00", 2), (-1, "1969-12-31 23:59:59", 3),
            (4_107_542_400, "2100-03-01 00:00:00", 1), (1_709_251_199, "2024-02-29 23:59:59", 4),
            (-62_135_596_800, "0001-01-01 00:00:00", 1), (253_402_300_799, "9999-12-31 23:59:59", 5),
        ] as [(Int64, String, Int)])
    func moments(seconds: Int64, text: String, weekday: Int) {
        let time = CivilTime(secondsSinceEpoch: seconds)
        var buffer = TextBuffer()
        buffer.append(date: time)
        buffer.append(" ")
        buffer.append(clock: time)
        #expect(String(decoding: buffer) == text)
        #expect(time.weekday == weekday)
        #expect(time.secondsSinceEpoch == seconds)
    }

    @Test("every day of four centuries follows the one before it")
    func days() {
        var previous = CivilTime(secondsSinceEpoch: -86400 * 150_000)
        for day in -149_999..<20_000 {
            let time = CivilTime(secondsSinceEpoch: Int64(day) * 86400)
            #expect(time.daysSinceEpoch == day)
            #expect(time.weekday == (previous.weekday + 1) % 7)
            if time.day != previous.day + 1 { #expect(time.day == 1 && (28...31).contains(previous.day)) }
            if time.dayOfYear != previous.dayOfYear + 1 {
                #expect(time.month == 1 && [365, 366].contains(previous.dayOfYear))
            }
            previous = time
        }
    }

    @Test("the ends of Int64 are moments too", arguments: [Int64.min, .max, .min + 1, .max - 1])
    func extremes(seconds: Int64) throws {
        for offset in [0, -50000, 50000] {
            let time = CivilTime(secondsSinceEpoch: seconds, offset: offset)
            #expect((1...12).contains(time.month) && (1...31).contains(time.day) && (0..<7).contains(time.weekday))
            var buffer = TextBuffer()
            buffer.append(date: time)
            #expect(buffer.count > 10)
        }
        var table = TimeZoneTable(rule: try TimeZoneRule(parsing: "CET-1CEST,M3.5.0,M10.5.0/3"))
        #expect(table.offset(at: seconds).abbreviation == "CET")
    }
}

@Suite("Time zone rules")
struct TimeZoneRuleTests {
    @Test(
        "clocks are turned at the second (tzdata's footers; moments by zdump)",
        arguments: [
            // Berlin: 2024-03-31 01:00 UTC, 2024-10-27 01:00 UTC.
            ("CET-1CEST,M3.5.0,M10.5.0/3", 1_711_846_799, 3600, "CET"),
            ("CET-1CEST,M3.5.0,M10.5.0/3", 1_711_846_800, 7200, "CEST"),
            ("CET-1CEST,M3.5.0,M10.5.0/3", 1_729_990_799, 7200, "CEST"),
            ("CET-1CEST,M3.5.0,M10.5.0/3", 1_729_990_800, 3600, "CET"),
            // New York: 2024-03-10 07:00 UTC, 2024-11-03 06:00 UTC; the same without dates.
            ("EST5EDT,M3.2.0,M11.1.0", 1_710_053_999, -18000, "EST"), ("EST5EDT", 1_710_054_000, -14400, "EDT"),
            ("EST5EDT,M3.2.0,M11.1.0", 1_730_613_599, -14400, "EDT"), ("EST5EDT", 1_730_613_600, -18000, "EST"),
            // Sydney, in the south: 2024-04-06 16:00 UTC, 2024-10-05 16:00 UTC.
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", 1_712_419_199, 39600, "AEDT"),
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", 1_712_419_200, 36000, "AEST"),
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", 1_728_143_999, 36000, "AEST"),
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", 1_728_144_000, 39600, "AEDT"),
            // Dublin's winter is the exception: 2024-10-27 01:00 UTC.
            ("IST-1GMT0,M10.5.0,M3.5.0/1", 1_729_990_799, 3600, "IST"),
            ("IST-1GMT0,M10.5.0,M3.5.0/1", 1_729_990_800, 0, "GMT"),
            // Nuuk, before midnight: 2024-03-31 01:00 UTC.
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 1_711_846_799, -7200, "-02"),
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 1_711_846_800, -3600, "-01"),
            ("<+0530>-5:30", 0, 19800, "+0530"), ("UTC0", 0, 0, "UTC"),
            // Daylight saving all year (RFC 8536 3.3.1).
            ("XXX3EDT4,0/0,J365/23", 1_704_067_200, -14400, "EDT"),
            ("XXX3EDT4,0/0,J365/23", 1_704_081_600, -14400, "EDT"),
            ("XXX3EDT4,0/0,J365/23", 1_720_000_000, -14400, "EDT"),
            // J60 is 1 March in leap years too, 59 is 29 February: 2024.
            ("AAA0BBB,J60/0,J300/0", 1_709_251_199, 0, "AAA"), ("AAA0BBB,J60/0,J300/0", 1_709_251_200, 3600, "BBB"),
            ("AAA0BBB,59/0,J300/0", 1_709_164_799, 0, "AAA"), ("AAA0BBB,59/0,J300/0", 1_709_164_800, 3600, "BBB"),
        ] as [(String, Int64, Int, String)])
    func turns(rule: String, seconds: Int64, offset: Int, name: String) throws {
        var table = TimeZoneTable(rule: try TimeZoneRule(parsing: rule))
        _ = table.offset(at: seconds - 86400 * 180)
        let found = table.offset(at: seconds)
        #expect(found.seconds == offset)
        #expect(found.abbreviation == name)
    }

    @Test("the kept interval gives what a fresh search gives")
    func cache() throws {
        let rule = try TimeZoneRule(parsing: "CET-1CEST,M3.5.0,M10.5.0/3")
        var kept = TimeZoneTable(rule: rule)
        for hour in stride(from: 1_700_000_000, to: 1_740_000_000, by: 3600) as StrideTo<Int64> {
            var fresh = TimeZoneTable(rule: rule)
            #expect(kept.offset(at: hour) == fresh.offset(at: hour))
        }
    }

    @Test(
        "a text that is no rule is refused",
        arguments: [
            "", "C", "CE1", "CET", "CET-", "CET-25", "CET-1CEST,", "CET-1CEST,M13.1.0,M10.5.0",
            "CET-1CEST,M3.6.0,M10.5.0",
            "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,M10.5.0/168", "CET-1CEST,J0,J1",
            "CET-1CEST,366,1",
            "<+03-3", "CET-1CEST,M3.5.0,M10.5.0/3x", "CET-1:60", "CET99999999999999999999999",
        ])
    func refused(text: String) {
        #expect(#expect(throws: TimeZoneError.self) { try TimeZoneRule(parsing: text) }?.code == .rule)
    }

    @Test("what TZ means (tzset(3))")
    func environment() throws {
        #expect(TimeZoneSource(environment: nil) == .file("/etc/localtime"))
        #expect(TimeZoneSource(environment: "") == .utc)
        #expect(TimeZoneSource(environment: "UTC") == .utc)
        #expect(TimeZoneSource(environment: ":Europe/Berlin") == .file("/usr/share/zoneinfo/Europe/Berlin"))
        #expect(TimeZoneSource(environment: "Asia/Tokyo") == .file("/usr/share/zoneinfo/Asia/Tokyo"))
        #expect(TimeZoneSource(environment: "/tmp/zone") == .file("/tmp/zone"))
        #expect(TimeZoneSource(environment: "JST-9") == .rule(try TimeZoneRule(parsing: "JST-9")))
    }
}
