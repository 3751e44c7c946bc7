import Packets
import Testing

@Suite("Time zone files")
struct TimeZoneFileTests {
    static func number(_ value: Int, _ size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * (size - 1 - $0))) }
    }

    /// A block of a file: RFC 8536 3.1 and 3.2.
    static func block(version: Character, size: Int, times: [(Int, UInt8)]) -> [UInt8] {
        let names = Array("LMT\0CET\0CEST\0".utf8)
        var bytes = Array("TZif\(version)".utf8) + [UInt8](repeating: 0, count: 15)
        for count in [1, 1, 1, times.count, 3, names.count] { bytes += number(count, 4) }
        for (time, _) in times { bytes += number(time, size) }
        bytes += times.map(\.1)
        bytes += number(3208, 4) + [0, 0] + number(3600, 4) + [0, 4] + number(7200, 4) + [1, 8]
        bytes += names + number(78_796_800, size) + number(1, 4) + [0, 0]
        return bytes
    }

    static let first = block(version: "2", size: 4, times: [(0, 1)])
    static let file =
        first + block(version: "2", size: 8, times: [(-2_422_054_408, 1), (828_234_000, 2), (846_378_000, 1)])
        + Array("\nCET-1CEST,M3.5.0,M10.5.0/3\n".utf8)

    @Test(
        "the offset changes at each transition and follows the footer after the last",
        arguments: [
            (.min, 3208, "LMT"), (-2_422_054_409, 3208, "LMT"), (-2_422_054_408, 3600, "CET"),
            (828_233_999, 3600, "CET"),
            (828_234_000, 7200, "CEST"), (846_377_999, 7200, "CEST"), (846_378_000, 3600, "CET"),
            (1_711_846_799, 3600, "CET"),
            (1_711_846_800, 7200, "CEST"), (1_729_990_800, 3600, "CET"),
        ] as [(Int64, Int, String)])
    func lookUp(seconds: Int64, offset: Int, name: String) throws {
        var table = try TimeZoneTable(tzif: Self.file)
        #expect(table.offset(at: seconds).seconds == offset)
        #expect(table.offset(at: seconds).abbreviation == name)
        #expect(table.offset(at: seconds).isDaylightSaving == (name == "CEST"))
        #expect(table.civilTime(at: seconds) == CivilTime(secondsSinceEpoch: seconds, offset: offset))
    }

    @Test("the kept interval gives what a fresh search gives, across the last transition too")
    func cache() throws {
        let fresh = try TimeZoneTable(tzif: Self.file)
        var kept = fresh
        for seconds in stride(from: 800_000_000, to: 900_000_000, by: 7200) as StrideTo<Int64> {
            var copy = fresh
            #expect(kept.offset(at: seconds) == copy.offset(at: seconds))
        }
    }

    @Test("a file of the first version has times of 32 bits")
    func versionOne() throws {
        var table = try TimeZoneTable(
            tzif: Self.block(version: "\0", size: 4, times: [(-1_693_706_400, 2), (846_378_000, 1)]))
        #expect(table.offset(at: -1_693_706_401).abbreviation == "LMT")
        #expect(table.offset(at: -1_693_706_400).abbreviation == "CEST")
        #expect(table.offset(at: .max).abbreviation == "CET")
    }

    @Test("a file that ends early is refused at every length")
    func truncated() {
        for length in 0..<Self.file.count {
            #expect(throws: TimeZoneError.self) { try TimeZoneTable(tzif: Array(Self.file.prefix(length))) }
        }
    }

    @Test("no flipped byte makes it trap")
    func hostile() {
        for index in Self.file.indices {
            for value in [0x00, 0x7F, 0x80, 0xFF, Self.file[index] ^ 1] as [UInt8] {
                var bytes = Self.file
                bytes[index] = value
                guard var table = try? TimeZoneTable(tzif: bytes) else { continue }
                for seconds in [Int64.min, -1, 828_234_000, 2_000_000_000, .max] { _ = table.civilTime(at: seconds) }
            }
        }
    }

    @Test("what is not in order is refused with its kind")
    func inconsistent() {
        let unordered = Self.block(version: "\0", size: 4, times: [(5, 1), (5, 2)])
        let outside = Self.block(version: "\0", size: 4, times: [(5, 3)])
        #expect(#expect(throws: TimeZoneError.self) { try TimeZoneTable(tzif: unordered) }?.code == .inconsistent)
        #expect(#expect(throws: TimeZoneError.self) { try TimeZoneTable(tzif: outside) }?.code == .inconsistent)
        #expect(
            #expect(throws: TimeZoneError.self) { try TimeZoneTable(tzif: Array(repeating: 0, count: 100)) }?.code
                == .notTZif)
    }
}
