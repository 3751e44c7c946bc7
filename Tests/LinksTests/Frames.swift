import Links
import Packets

/// A small UDP datagram over IPv4 in an Ethernet frame, with a payload that tells it from others.
func udpFrame(_ number: UInt8, port: UInt16 = 7, payload: Int = 18) -> [UInt8] {
    let length = UInt16(28 + payload)
    var octets: [UInt8] = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0]
    octets += [
        0x45, 0, UInt8(length >> 8), UInt8(length & 255), 0, number, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2,
    ]
    octets += [0, 9, UInt8(port >> 8), UInt8(port & 255), 0, UInt8((8 + payload) & 255), 0, 0]
    return octets + (0..<payload).map { UInt8(truncatingIfNeeded: $0) &+ number }
}

/// The frame with a VLAN tag after its addresses.
func tagged(_ frame: [UInt8], vlan: UInt16, type: UInt16 = 0x8100) -> [UInt8] {
    frame[..<12] + [UInt8(type >> 8), UInt8(type & 255), UInt8(vlan >> 8), UInt8(vlan & 255)] + frame[12...]
}

/// A frame of a link, kept.
struct KeptFrame {
    var octets: [UInt8]
    var details: FrameDetails
}

extension RawSpan {
    /// The octets, kept.
    func copied() -> [UInt8] { unsafe withUnsafeBytes { unsafe Array($0) } }
}

extension [UInt8] {
    /// The octets, lent.
    var rawBytes: RawSpan {
        @_lifetime(borrow self) get { unsafe span.bytes }
    }
}

extension Link {
    /// The frames that come until `count` are there or two seconds have gone.
    func take(_ count: Int, seconds: Double = 2) throws -> [KeptFrame] {
        let waiter = try LinkWaiter()
        let deadline = ContinuousClock.now + .seconds(seconds)
        var kept: [KeptFrame] = []
        while kept.count < count {
            while let frame = try receive() {
                kept.append(
                    KeptFrame(octets: frame.bytes.copied(), details: frame.details))
            }
            if kept.count >= count || ContinuousClock.now >= deadline { break }
            _ = try waiter.wait(for: [self], until: deadline)
        }
        return kept
    }

    func send(_ octets: [UInt8]) throws { try send(octets.rawBytes) }
}
