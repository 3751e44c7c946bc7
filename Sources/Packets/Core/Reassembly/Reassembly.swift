/// What was put together for one frame: its octets, and behind them those of each packet of which it brought the last piece.
/// Several, where a tunnel's packets were cut as well as those in it.
///
/// One behind the other, so that a layer is a range of them as it is one of a frame, and costs the same to read. Only frames
/// that complete a packet have one.
///
/// Sendable although it points: its octets never change.
@usableFromInline
@safe final class Reassembly: @unchecked Sendable {
    private let memory: UnsafeMutableRawBufferPointer
    let packets: [ReassembledPacket]

    init(octets: [UInt8], packets: [ReassembledPacket]) {
        unsafe memory = .allocate(byteCount: octets.count, alignment: 16)
        unsafe memory.copyBytes(from: octets)
        self.packets = packets
    }

    deinit { unsafe memory.deallocate() }

    @usableFromInline var octets: RawSpan {
        @_lifetime(borrow self) get {
            unsafe _overrideLifetime(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(memory)), borrowing: self)
        }
    }
}
