extension TimeZoneTable {
    /// Reads a TZif file of any version (RFC 8536 3), such as `/etc/localtime`. Leap seconds are passed over: captures count
    /// as POSIX does.
    /// - Throws: ``TimeZoneError``. No byte makes it trap or allocate more than the file's own size in order.
    public init(tzif bytes: [UInt8]) throws(TimeZoneError) {
        var header = try Header(bytes, at: 0)
        var rule: TimeZoneRule?
        if header.version >= UInt8(ascii: "2") {
            // The first block is for readers that know 32 bits only.
            header = try Header(bytes, at: header.end(timeSize: 4))
            let footer = header.end(timeSize: 8)
            guard footer < bytes.count, bytes[footer] == 0x0A, let close = bytes[(footer + 1)...].firstIndex(of: 0x0A)
            else { throw TimeZoneError(.truncated, at: footer, "the footer is missing; expected a line with a rule") }
            let text = String(decoding: bytes[footer + 1..<close], as: UTF8.self)
            if !text.isEmpty { rule = try TimeZoneRule(parsing: text) }
            try self.init(bytes, header, timeSize: 8, rule)
        } else {
            try self.init(bytes, header, timeSize: 4, nil)
        }
    }

    private init(
        _ bytes: [UInt8], _ header: Header, timeSize: Int, _ rule: TimeZoneRule?
    ) throws(TimeZoneError) {
        guard header.typeCount > 0, header.typeCount <= 256 else {
            throw TimeZoneError(
                .inconsistent, at: header.body - 8, "there are \(header.typeCount) offsets; expected 1 to 256")
        }
        let times = header.body
        let kinds = times + header.timeCount * timeSize
        let types = kinds + header.timeCount
        let names = types + header.typeCount * 6
        var offsets: [TimeZoneOffset] = []
        for index in 0..<header.typeCount {
            let at = types + index * 6
            let start = names + Int(bytes[at + 5])
            let end = names + header.nameSize
            guard start < end, let close = bytes[start..<end].firstIndex(of: 0) else {
                throw TimeZoneError(.inconsistent, at: at + 5, "a name lies outside of the names")
            }
            let seconds = Int32(truncatingIfNeeded: Self.number(bytes, at, 4))
            guard seconds.magnitude < 7 * 86400 else {
                throw TimeZoneError(.inconsistent, at: at, "an offset of \(seconds) seconds; expected less than a week")
            }
            offsets.append(
                TimeZoneOffset(
                    seconds: Int(seconds),
                    abbreviation: String(decoding: bytes[start..<close].prefix(32), as: UTF8.self),
                    isDaylightSaving: bytes[at + 4] != 0))
        }
        var transitions: [Int64] = []
        for index in 0..<header.timeCount {
            let at = times + index * timeSize
            let raw = Self.number(bytes, at, timeSize)
            let time = timeSize == 4 ? Int64(Int32(truncatingIfNeeded: raw)) : Int64(bitPattern: raw)
            guard transitions.last.map({ $0 < time }) ?? true else {
                throw TimeZoneError(.inconsistent, at: at, "times do not ascend")
            }
            guard Int(bytes[kinds + index]) < offsets.count else {
                throw TimeZoneError(.inconsistent, at: kinds + index, "a time refers to an offset that is not there")
            }
            transitions.append(time)
        }
        self.init(transitions: transitions, indices: Array(bytes[kinds..<types]), offsets: offsets, rule: rule)
    }

    private static func number(_ bytes: [UInt8], _ at: Int, _ size: Int) -> UInt64 {
        bytes[at..<at + size].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The counts before a block of data (RFC 8536 3.1); once made, the block is known to lie in the file.
    private struct Header {
        let version: UInt8
        let body: Int
        let timeCount: Int
        let typeCount: Int
        let nameSize: Int
        private let leapCount: Int
        private let indicatorCount: Int

        init(_ bytes: [UInt8], at start: Int) throws(TimeZoneError) {
            guard bytes.count - start >= 44 else {
                throw TimeZoneError(
                    start == 0 ? .notTZif : .truncated, at: start, "there is no header; expected 44 bytes")
            }
            guard bytes[start..<start + 4].elementsEqual("TZif".utf8) else {
                throw TimeZoneError(.notTZif, at: start, "this is no header; expected 'TZif'")
            }
            let counts = (0..<6).map { Int(TimeZoneTable.number(bytes, start + 20 + 4 * $0, 4)) }
            version = bytes[start + 4]
            body = start + 44
            indicatorCount = counts[0] + counts[1]
            leapCount = counts[2]
            timeCount = counts[3]
            typeCount = counts[4]
            nameSize = counts[5]
            let isFirstOfTwo = start == 0 && version >= UInt8(ascii: "2")
            guard end(timeSize: start == 0 ? 4 : 8) <= bytes.count else {
                throw TimeZoneError(
                    .truncated, at: bytes.count, "the file ends inside of \(isFirstOfTwo ? "the first" : "its") block")
            }
        }

        /// Where the block ends, for times of so many bytes.
        func end(timeSize: Int) -> Int {
            body + timeCount * (timeSize + 1) + typeCount * 6 + nameSize + leapCount * (timeSize + 4) + indicatorCount
        }
    }
}
