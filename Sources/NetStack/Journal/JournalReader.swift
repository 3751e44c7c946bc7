import Packets

/// A call of a journal; its numbers are taken out one by one.
struct JournalRecord {
    let call: JournalCall
    /// Where its block begins.
    let offset: Int
    private var numbers: [UInt64]
    private var taken = 0
    let octets: Range<Int>

    /// No time is later, in nanoseconds, and no time lasts longer: a year.
    static var longest: Int { 1 << 55 }

    init(_ call: JournalCall, at offset: Int, _ numbers: [UInt64], octets: Range<Int>) {
        self.call = call
        self.offset = offset
        self.numbers = numbers
        self.octets = octets
    }

    mutating func number() throws(JournalError) -> UInt64 {
        guard taken < numbers.count else {
            throw JournalError(.malformed, at: offset, "'\(call)' has \(numbers.count) numbers and wants more")
        }
        taken += 1
        return numbers[taken - 1]
    }

    mutating func integer(from least: Int = 0, to most: Int) throws(JournalError) -> Int {
        let number = try number()
        guard let value = Int(exactly: number), value >= least, value <= most else {
            throw JournalError(
                .malformed, at: offset, "number \(taken) of '\(call)' is \(number), not from \(least) to \(most)")
        }
        return value
    }

    mutating func flag() throws(JournalError) -> Bool { try integer(to: 1) == 1 }

    mutating func port() throws(JournalError) -> UInt16 { UInt16(try integer(to: 65535)) }

    mutating func address() throws(JournalError) -> IPAddress {
        IPv6Address(high: try number(), low: try number()).ipAddress
    }

    /// What is behind a flag that says whether it is there.
    mutating func optional<Value>(
        _ body: (inout JournalRecord) throws(JournalError) -> Value
    ) throws(JournalError) -> Value? {
        let isThere = try flag()
        let value = try body(&self)
        return isThere ? value : nil
    }
}

/// Reads a journal block by block. Whatever stands in it, nothing is read beyond its end.
struct JournalReader {
    enum Block {
        case call(JournalRecord)
        /// A frame at a time of the world, in nanoseconds since 1970.
        case frame(Range<Int>, interface: Int, isOutgoing: Bool, time: UInt64)
    }

    let octets: [UInt8]
    /// Where the block begins that was read last.
    private(set) var offset = 0
    private var next = 0
    /// Whether the last block is not all there: whoever wrote it was stopped.
    private(set) var isCut = false

    init(_ octets: [UInt8]) throws(JournalError) {
        self.octets = octets
        guard octets.count >= 28, long(0) == 0x0A0D_0D0A, long(8) == 0x1A2B_3C4D else {
            throw JournalError(
                .notJournal, at: 0, "this is no journal: what a stack writes is a pcapng file, and begins otherwise")
        }
    }

    /// The next block of a stack's; blocks of other types are passed over.
    mutating func read() throws(JournalError) -> Block? {
        while true {
            offset = next
            guard next < octets.count else { return nil }
            guard octets.count - next >= 12 else { return cut() }
            let length = Int(long(next + 4))
            guard length >= 12, length % 4 == 0 else {
                throw JournalError(.malformed, at: next, "no block is \(length) octets long")
            }
            guard octets.count - next >= length else { return cut() }
            guard Int(long(next + length - 4)) == length else {
                throw JournalError(
                    .malformed, at: next, "a block of \(length) octets says \(long(next + length - 4)) at its end")
            }
            let body = next + 8..<next + length - 4
            next += length
            switch long(offset) {
            case Journal.blockType: return .call(try record(body))
            case 6: return try packet(body)
            case 0x0A0D_0D0A where offset > 0:
                throw JournalError(
                    .malformed, at: offset, "a second section begins: two journals are not played as one")
            default: continue
            }
        }
    }

    private mutating func cut() -> Block? {
        isCut = true
        next = octets.count
        return nil
    }

    private func record(_ body: Range<Int>) throws(JournalError) -> JournalRecord {
        guard body.count >= 8, let call = JournalCall(rawValue: octets[body.lowerBound]) else {
            throw JournalError(.malformed, at: offset, "there is no such call; it may be of a newer version")
        }
        let count = Int(octets[body.lowerBound + 2]) | Int(octets[body.lowerBound + 3]) << 8
        let data = body.lowerBound + 8 + 8 * count
        let size = Int(long(body.lowerBound + 4))
        guard data + size <= body.upperBound else {
            throw JournalError(
                .malformed, at: offset, "'\(call)' holds \(count) numbers and \(size) octets in \(body.count)")
        }
        let numbers = (0..<count).map { index in
            let at = body.lowerBound + 8 + 8 * index
            return UInt64(long(at)) | UInt64(long(at + 4)) << 32
        }
        return JournalRecord(call, at: offset, numbers, octets: data..<data + size)
    }

    private func packet(_ body: Range<Int>) throws(JournalError) -> Block {
        let start = body.lowerBound + 20
        let size = body.count < 20 ? Int.max : Int(long(start - 8))
        guard size <= 1 << 20, start + (size + 3) / 4 * 4 + 8 <= body.upperBound else {
            throw JournalError(.malformed, at: offset, "a packet does not fit into its block, or says no direction")
        }
        let option = start + (size + 3) / 4 * 4
        let direction = long(option + 4) & 3
        guard long(option) == 0x0004_0002, direction == 1 || direction == 2 else {
            throw JournalError(.malformed, at: offset, "a packet says no direction")
        }
        let time = UInt64(long(start - 16)) << 32 | UInt64(long(start - 12))
        return .frame(
            start..<start + size, interface: Int(long(start - 20)), isOutgoing: direction == 2, time: time)
    }

    private func long(_ at: Int) -> UInt32 {
        UInt32(octets[at]) | UInt32(octets[at + 1]) << 8 | UInt32(octets[at + 2]) << 16 | UInt32(octets[at + 3]) << 24
    }
}
