/// What the options of a packet's block say. pcapng section 4.3.
extension CapturedFrame {
    /// `opt_comment`, in file order.
    public var comments: [String] { options.isEmpty ? [] : options.comments }

    /// Direction, kind of address, check sequence and errors; `nil` when the file does not say. `epb_flags`
    public var flags: PacketFlags? {
        number(PcapngOptionCode.Packet.flags).map { PacketFlags(rawValue: UInt32(truncatingIfNeeded: $0)) }
    }

    /// What `epb_flags` says of the check sequence, which then rules over what the interface says.
    @usableFromInline var frameCheckSequenceLengthInFlags: UInt8? {
        guard let length = flags?.frameCheckSequenceLength, length > 0 else { return nil }
        return UInt8(clamping: length)
    }

    /// Packets lost by the interface and the system between this one and the one before it. `epb_dropcount`
    public var dropCount: UInt64? {
        number(PcapngOptionCode.Packet.dropCount) ?? dropsInHeader.map(UInt64.init)
    }

    /// What names this packet in several captures of it. `epb_packetid`
    public var packetIdentifier: UInt64? { number(PcapngOptionCode.Packet.packetIdentifier) }

    /// The interface's queue that it came in by. `epb_queue`
    public var queue: UInt64? { number(PcapngOptionCode.Packet.queue) }

    /// Hashes of the packet: each the algorithm's number and the octets. `epb_hash`
    public var hashes: [(algorithm: UInt8, value: [UInt8])] { tagged(PcapngOptionCode.Packet.hash) }

    /// What a packet filter decided: each the kind's number and the octets. `epb_verdict`
    public var verdicts: [(kind: UInt8, value: [UInt8])] {
        tagged(PcapngOptionCode.Packet.verdict).map { ($0.algorithm, $0.value) }
    }

    private func number(_ code: UInt16) -> UInt64? {
        var rest = PcapngOptions(bytes: options.bytes, byteOrder: options.byteOrder)
        while let option = rest.next() {
            if option.code == code { return option.uint32.map(UInt64.init) ?? option.uint64 }
        }
        return nil
    }

    private func tagged(_ code: UInt16) -> [(algorithm: UInt8, value: [UInt8])] {
        var rest = PcapngOptions(bytes: options.bytes, byteOrder: options.byteOrder)
        var result: [(algorithm: UInt8, value: [UInt8])] = []
        while let option = rest.next() {
            guard option.code == code, option.value.byteCount > 0 else { continue }
            result.append((option.value.uint8(at: 0), option.value.extracting(1..<option.value.byteCount).copied()))
        }
        return result
    }
}
