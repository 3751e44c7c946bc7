internal import CPrefetch

extension RawSpan {
    /// Asks for the memory behind a packet while the packet is looked at. In a mapped capture, in a buffer and in a receive
    /// ring the next packet lies there, 16 to 80 octets away, and its headers take two cache lines.
    ///
    /// Waiting for the first of them was half of what dissection costs in a capture that no cache holds: 57 ns a packet
    /// without this, 43 with one line, 39 with two (24 MB; of packets that the cache holds it costs nothing).
    @inline(__always)
    func prefetchNextPacket() {
        let end = unsafe withUnsafeBytes { UInt(bitPattern: $0.baseAddress) } &+ UInt(byteCount)
        CPrefetch_line(end &+ 16)
        CPrefetch_line(end &+ 80)
    }
}
