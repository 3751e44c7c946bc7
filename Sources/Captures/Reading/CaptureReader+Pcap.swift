internal import Packets

/// The pcap format. draft-ietf-opsawg-pcap.
extension CaptureReader {
    /// Reads the file header.
    mutating func readPcapHeader(
        precision: CaptureFormat.TimestampPrecision, isModified: Bool
    ) throws(CaptureError) {
        guard try require(24, of: "the file header") else {
            throw fault(.truncated, "reading was stopped before the file header was there")
        }
        let major = buffer.uint16(at: 4, swapped: isSwapped)
        let minor = buffer.uint16(at: 6, swapped: isSwapped)
        let snapLength = buffer.uint32(at: 16, swapped: isSwapped)
        let network = buffer.uint32(at: 20, swapped: isSwapped)
        switch (major, minor) {
        // Until 2.3 the original length came first; of 2.3 there are files with either order. 543.0 is DG/UX's tcpdump.
        case (2, 0...2), (543, 0): pcap.lengthOrder = .originalFirst
        case (2, 3): pcap.lengthOrder = .either
        // libpcap refuses minor versions above 4, which do not exist; tshark reads them as 2.4.
        case (2, _): pcap.lengthOrder = .capturedFirst
        default:
            throw fault(
                .unsupported, "pcap version \(major).\(minor) is not known; version 2.4 and those before it are read")
        }
        pcap.headerLength = isModified ? 24 : 16
        pcap.fractionScale = precision == .nanoseconds ? 1 : 1000
        // The upper half says how long the frame check sequence is, when bit 26 is set. libpcap: LT_FCS_LENGTH
        pcap.linkType = LinkType(rawValue: network & 0xFFFF)
        var interface = CaptureInterface(
            linkType: pcap.linkType, snapLength: snapLength,
            timestampResolution: precision == .nanoseconds ? .nanoseconds : .microseconds)
        if network & 0x0400_0000 != 0 { interface.frameCheckSequenceLength = Int(network >> 28) * 2 }
        interfaces = [interface]
        sections = [CaptureSection(byteOrder: isSwapped ? ByteOrder.host.opposite : .host)]
        record.linkType = pcap.linkType
        record.frameCheckSequenceLength = interface.frameCheckSequenceLength.map { UInt8(clamping: $0) }
        buffer.consume(24)
    }

    /// Goes to the next record.
    ///
    /// - Returns: `false` at the end.
    @inline(__always)
    mutating func advancePcap() throws(CaptureError) -> Bool {
        let headerLength = pcap.headerLength
        if buffer.available < headerLength {
            guard try require(headerLength, isStart: true, of: "a packet's header") else { return false }
        }
        var capturedLength = Int(buffer.uint32(at: 8, swapped: isSwapped))
        var originalLength = Int(buffer.uint32(at: 12, swapped: isSwapped))
        if pcap.lengthOrder != .capturedFirst,
            pcap.lengthOrder == .originalFirst || capturedLength > originalLength
        {
            swap(&capturedLength, &originalLength)
        }
        if capturedLength > CaptureLimits.packetLength { try checkLongPacket(capturedLength, of: pcap.linkType) }
        if buffer.available < headerLength &+ capturedLength {
            guard try require(headerLength &+ capturedLength, of: "a packet") else { return false }
        }
        let seconds = buffer.uint32(at: 0, swapped: isSwapped)
        let fraction = buffer.uint32(at: 4, swapped: isSwapped)
        let nanoseconds = UInt64(fraction) &* UInt64(pcap.fractionScale)
        record.timestamp =
            nanoseconds < 1_000_000_000
            ? Timestamp(seconds: Int64(seconds), nanoseconds: UInt32(truncatingIfNeeded: nanoseconds))
            : Timestamp(
                seconds: Int64(seconds) &+ Int64(nanoseconds / 1_000_000_000),
                nanoseconds: UInt32(nanoseconds % 1_000_000_000))
        record.start = buffer.start &+ headerLength
        record.headerLength = headerLength
        record.capturedLength = capturedLength
        record.originalLength = originalLength
        record.fileOffset = buffer.offset
        buffer.consume(headerLength &+ capturedLength)
        return true
    }

    /// Refuses a packet that is longer than those of its link type can be.
    mutating func checkLongPacket(_ length: Int, of linkType: LinkType) throws(CaptureError) {
        let limit = CaptureLimits.longPacketLength(of: linkType)
        guard length > limit else { return }
        throw fault(
            .corrupt, "a packet claims \(length) captured bytes, where \(limit) is the most; the file is damaged here")
    }
}
