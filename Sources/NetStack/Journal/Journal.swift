import Packets

/// What stands in a journal beside frames: what an application asked of a stack, or asked it to do at some moment.
enum JournalCall: UInt8 {
    case configuration = 1, interface, details, nothing, deadline
    case listen, accept, connect, write, read, finish, close, abort, option, listenerOption, closeListener
    case openSocket, send, receive, hopLimit, closeSocket
    case addRoute, removeRoute, addAddress, removeAddress, acceptAny, join, leave, translate, forwardPort
    case openRaw, addLent
}

/// What a stack writes down of its life, so that it can be lived again: all that comes from outside.
///
/// It is a capture. Frames, in and out, are pcapng's enhanced packet blocks (draft-ietf-opsawg-pcapng section 4.3), so that every
/// tool reads them; what was asked for in between stands in blocks of a type for local use (section 10.1), which others pass
/// over. An incoming frame says by itself that it was received; an outgoing one, that the stack was asked for the next. A block of
/// ours holds the kind of the call, how many numbers and how many octets follow, the numbers and the octets.
struct Journal {
    /// The first bit says that a block's type is for local use.
    static var blockType: UInt32 { 0x8042_554B }
    /// The first number of the first block of ours.
    static var version: UInt64 { 1 }

    /// What was written and not yet taken.
    private(set) var octets: [UInt8] = []
    /// The time of the world when the stack's clock showed 0, in nanoseconds since 1970.
    private let epoch: UInt64

    init(_ configuration: StackConfiguration, epoch: UInt64) {
        self.epoch = epoch
        block(0x0A0D_0D0A) { octets in
            octets.put(0x1A2B_3C4D as UInt32)
            octets += [1, 0, 0, 0]
            octets.put(UInt64.max)
        }
        note(.configuration, [Self.version, epoch] + configuration.journaled)
    }

    mutating func take() -> [UInt8] {
        defer { octets.removeAll() }
        return octets
    }

    mutating func note(_ call: JournalCall, _ numbers: [UInt64] = [], octets data: RawSpan = RawSpan()) {
        block(Self.blockType) { octets in
            octets += [call.rawValue, 0]
            octets.put(UInt16(truncatingIfNeeded: numbers.count))
            octets.put(UInt32(truncatingIfNeeded: data.byteCount))
            for number in numbers { octets.put(number) }
            octets.put(data)
        }
    }

    /// An interface, whose times are nanoseconds (section 4.2).
    mutating func note(_ interface: Interface) {
        block(1) { octets in
            octets.put(UInt32(interface.hardwareAddress == nil ? 101 : 1))
            octets.put(0 as UInt32)
            octets += [9, 0, 1, 0, 9, 0, 0, 0, 0, 0, 0, 0]
        }
        note(.interface, interface.journaled)
    }

    /// A frame that came.
    mutating func note(
        _ frame: RawSpan, on interface: InterfaceID, isChecked: Bool, segmentSize: Int, arrival: UInt64?, now: UInt64
    ) {
        if isChecked || segmentSize != 0 || arrival != nil {
            note(.details, [isChecked ? 1 : 0, UInt64(segmentSize), arrival == nil ? 0 : 1, arrival ?? 0])
        }
        packet(on: interface, isOutgoing: false, count: frame.byteCount, now: now) { $0.put(frame) }
    }

    /// A frame that left.
    mutating func note(_ frame: FramePlace, now: UInt64) {
        let count = frame.header.count + frame.payload.first.count + frame.payload.second.count
        packet(on: frame.interface, isOutgoing: true, count: count, now: now) { octets in
            unsafe octets.put(frame.header.span())
            unsafe octets.put(frame.payload.first.span())
            unsafe octets.put(frame.payload.second.span())
        }
    }

    // MARK: Blocks

    /// A type, a length, what `body` writes filled up to words of four octets, and the length again (section 3.1).
    private mutating func block(_ type: UInt32, _ body: (inout [UInt8]) -> Void) {
        let start = octets.count
        octets.put(type)
        octets.put(0 as UInt32)
        body(&octets)
        octets.fill(from: start)
        let length = UInt32(truncatingIfNeeded: octets.count - start + 4)
        octets.put(length)
        for index in 0..<4 { octets[start + 4 + index] = UInt8(truncatingIfNeeded: length >> UInt32(8 * index)) }
    }

    /// Section 4.3, with the option that says in which direction it went (section 4.3.1).
    private mutating func packet(
        on interface: InterfaceID, isOutgoing: Bool, count: Int, now: UInt64, _ body: (inout [UInt8]) -> Void
    ) {
        let time = epoch &+ now
        block(6) { octets in
            let start = octets.count
            octets.put(UInt32(truncatingIfNeeded: interface.rawValue))
            octets.put(UInt32(truncatingIfNeeded: time >> 32))
            octets.put(UInt32(truncatingIfNeeded: time))
            octets.put(UInt32(truncatingIfNeeded: count))
            octets.put(UInt32(truncatingIfNeeded: count))
            body(&octets)
            octets.fill(from: start)
            octets += [2, 0, 4, 0, isOutgoing ? 2 : 1, 0, 0, 0, 0, 0, 0, 0]
        }
    }
}

extension [UInt8] {
    /// Adds a number, the least octet first.
    fileprivate mutating func put(_ number: some FixedWidthInteger) {
        for index in 0..<number.bitWidth / 8 { append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
    }

    fileprivate mutating func put(_ octets: RawSpan) {
        unsafe octets.withUnsafeBytes { unsafe append(contentsOf: $0) }
    }

    /// Fills words of four octets up with zeros.
    fileprivate mutating func fill(from start: Int) { while (count - start) % 4 != 0 { append(0) } }
}
