internal import Packets

/// The pcapng format. draft-ietf-opsawg-pcapng.
extension CaptureReader {
    /// What `takeBlock` came upon.
    enum BlockKind { case none, packet, block }

    /// The block that `takeBlock` came upon, when it is no packet.
    var currentBlock: PcapngBlock {
        @_lifetime(borrow self)
        get {
            PcapngBlock(
                type: block.type, body: buffer.bytes(at: block.start, count: block.length),
                byteOrder: isSwapped ? ByteOrder.host.opposite : .host, section: sections.count - 1,
                interface: block.interface, interfaces: interfaces, fileOffset: block.fileOffset)
        }
    }

    /// The next block; the first one was read when the capture was opened.
    @inline(__always)
    mutating func takeBlock() throws(CaptureError) -> BlockKind {
        if holdsFirstBlock {
            holdsFirstBlock = false
            return .block
        }
        return try readBlock()
    }

    /// Reads the next block, and consumes it. What it holds stays in the buffer until more is read.
    mutating func readBlock() throws(CaptureError) -> BlockKind {
        guard try require(12, isStart: true, of: "a block's header") else { return .none }
        let type = PcapngBlockType(rawValue: buffer.uint32(at: 0, swapped: isSwapped))
        if type == .sectionHeader { try readByteOrder() }
        let claimedLength = Int(buffer.uint32(at: 4, swapped: isSwapped))
        let isPacket = type.isPacket
        guard claimedLength >= 12,
            claimedLength <= (isPacket ? CaptureLimits.packetBlockLength : CaptureLimits.blockLength)
        else {
            throw fault(
                .corrupt,
                "\(type.withArticle) claims a length of \(claimedLength) bytes, where 12 is the least and "
                    + "\(isPacket ? CaptureLimits.packetBlockLength : CaptureLimits.blockLength) the most; "
                    + "the file is damaged here")
        }
        // Some writers leave the padding out of the length, but not out of the file.
        let length = (claimedLength + 3) & ~3
        if buffer.available < length {
            guard try require(length, of: type.withArticle) else { return .none }
        }
        let trailingLength = Int(buffer.uint32(at: length - 4, swapped: isSwapped))
        guard trailingLength == claimedLength || trailingLength == length else {
            throw fault(
                .corrupt,
                "the lengths at the two ends of \(type.withArticle) differ: \(claimedLength) and \(trailingLength) bytes; "
                    + "the file is damaged here")
        }
        switch type {
        case .enhancedPacket: try readEnhancedPacket(length: length)
        case .simplePacket: try readSimplePacket(length: length)
        case .obsoletePacket: try readObsoletePacket(length: length)
        default:
            block = BlockRecord(
                type: type, start: buffer.start + 8, length: length - 12, interface: nil, fileOffset: buffer.offset)
            switch type {
            case .sectionHeader: try readSectionHeader()
            case .interfaceDescription: try readInterfaceDescription()
            case .interfaceStatistics where block.length >= 4:
                let interface = Int(buffer.uint32(at: 8, swapped: isSwapped))
                if interface < timings.count - sectionFirstInterface {
                    block.interface = sectionFirstInterface + interface
                }
            default: break
            }
        }
        buffer.consume(length)
        return isPacket ? .packet : .block
    }

    /// Sets the byte order for the section header block at the current position. Section 4.1
    private mutating func readByteOrder() throws(CaptureError) {
        switch buffer.uint32(at: 8, swapped: false) {
        case 0x1A2B_3C4D: isSwapped = false
        case 0x4D3C_2B1A: isSwapped = true
        default:
            throw fault(
                sections.isEmpty ? .notACapture : .corrupt,
                "a section starts without the byte-order magic 1a 2b 3c 4d in either order; "
                    + (sections.isEmpty ? "this is no pcapng file" : "the file is damaged here"))
        }
    }

    /// Section 4.1
    private mutating func readSectionHeader() throws(CaptureError) {
        guard block.length >= 16 else {
            throw fault(.corrupt, "a section header has \(block.length + 12) bytes, where 28 is the least")
        }
        let major = buffer.uint16(at: 12, swapped: isSwapped)
        let minor = buffer.uint16(at: 14, swapped: isSwapped)
        guard major == 1, minor == 0 || minor == 2 else {
            throw fault(.unsupported, "pcapng version \(major).\(minor) is not known; version 1.0 is read")
        }
        try keepDescription(of: block.length)
        guard let section = CaptureSection(options: blockOptions(after: 16)) else {
            throw fault(.corrupt, "an option of a section header is longer than its block")
        }
        sections.append(section)
        sectionFirstInterface = interfaces.count
    }

    /// The options of the current block, which start after `fixedLength` octets of its body.
    @_lifetime(borrow self)
    private func blockOptions(after fixedLength: Int) -> PcapngOptions {
        PcapngOptions(
            bytes: buffer.bytes(at: block.start + fixedLength, count: block.length - fixedLength), isSwapped: isSwapped)
    }

    /// Section 4.2
    private mutating func readInterfaceDescription() throws(CaptureError) {
        guard block.length >= 8 else {
            throw fault(.corrupt, "an interface description has \(block.length + 12) bytes, where 20 is the least")
        }
        try keepDescription(of: block.length)
        let described = CaptureInterface(
            linkType: LinkType(rawValue: UInt32(buffer.uint16(at: 8, swapped: isSwapped))),
            snapLength: buffer.uint32(at: 12, swapped: isSwapped), options: blockOptions(after: 8),
            section: sections.count - 1)
        guard let described else {
            throw fault(.corrupt, "an option of an interface description is longer than its block")
        }
        block.interface = interfaces.count
        interfaces.append(described)
        timings.append(
            InterfaceTiming(
                linkType: described.linkType,
                frameCheckSequenceLength: described.frameCheckSequenceLength.map { UInt8(clamping: $0) },
                snapLength: Int(described.snapLength),
                resolution: described.timestampResolution, offset: described.timestampOffset))
    }

    /// Interfaces and sections are kept while the file is read: a file may not fill the memory with them.
    private mutating func keepDescription(of length: Int) throws(CaptureError) {
        descriptionByteCount += length + 512
        guard descriptionByteCount <= CaptureLimits.descriptionByteCount else {
            throw fault(.limitExceeded, "the interfaces and sections of this file take more memory than any capture's")
        }
    }

    /// Section 4.3
    @inline(__always)
    private mutating func readEnhancedPacket(length: Int) throws(CaptureError) {
        guard length >= 32 else { throw shortBlock(.enhancedPacket, length: length, least: 32) }
        try setPacket(
            interface: Int(buffer.uint32(at: 8, swapped: isSwapped)),
            units: UInt64(buffer.uint32(at: 12, swapped: isSwapped)) << 32
                | UInt64(buffer.uint32(at: 16, swapped: isSwapped)),
            capturedLength: Int(buffer.uint32(at: 20, swapped: isSwapped)),
            originalLength: Int(buffer.uint32(at: 24, swapped: isSwapped)), fixedLength: 28, blockLength: length)
        record.dropCount = nil
    }

    /// Appendix A
    private mutating func readObsoletePacket(length: Int) throws(CaptureError) {
        guard length >= 32 else { throw shortBlock(.obsoletePacket, length: length, least: 32) }
        let drops = buffer.uint16(at: 10, swapped: isSwapped)
        try setPacket(
            interface: Int(buffer.uint16(at: 8, swapped: isSwapped)),
            units: UInt64(buffer.uint32(at: 12, swapped: isSwapped)) << 32
                | UInt64(buffer.uint32(at: 16, swapped: isSwapped)),
            capturedLength: Int(buffer.uint32(at: 20, swapped: isSwapped)),
            originalLength: Int(buffer.uint32(at: 24, swapped: isSwapped)), fixedLength: 28, blockLength: length)
        record.dropCount = drops == .max ? nil : drops
    }

    /// Section 4.4
    private mutating func readSimplePacket(length: Int) throws(CaptureError) {
        guard length >= 16 else { throw shortBlock(.simplePacket, length: length, least: 16) }
        let originalLength = Int(buffer.uint32(at: 8, swapped: isSwapped))
        var capturedLength = originalLength
        if sectionFirstInterface < timings.count {
            let snapLength = timings[sectionFirstInterface].snapLength
            if snapLength > 0 { capturedLength = min(capturedLength, snapLength) }
        }
        try setPacket(
            interface: 0, units: nil, capturedLength: capturedLength, originalLength: originalLength, fixedLength: 12,
            blockLength: length)
        record.optionsLength = 0
        record.dropCount = nil
    }

    /// Makes the packet in the block at the current position the current one.
    ///
    /// - Parameters:
    ///   - interface: the index within the section.
    ///   - units: the time in the interface's units, when there is one.
    ///   - fixedLength: octets of the block before the packet.
    @inline(__always)
    private mutating func setPacket(
        interface: Int, units: UInt64?, capturedLength: Int, originalLength: Int, fixedLength: Int, blockLength: Int
    ) throws(CaptureError) {
        guard interface < timings.count &- sectionFirstInterface else {
            throw fault(
                .corrupt,
                "a packet names interface \(interface), where the section has described "
                    + "\(timings.count - sectionFirstInterface); the file is damaged here")
        }
        let room = blockLength &- fixedLength &- 4
        guard capturedLength <= room else {
            throw fault(
                .corrupt,
                "a packet claims \(capturedLength) captured bytes, where its block has room for \(room); "
                    + "the file is damaged here")
        }
        let timing = timings[sectionFirstInterface &+ interface]
        if capturedLength > CaptureLimits.packetLength { try checkLongPacket(capturedLength, of: timing.linkType) }
        let paddedLength = min(room, (capturedLength &+ 3) & ~3)
        record.start = buffer.start &+ fixedLength
        record.headerLength = fixedLength
        record.capturedLength = capturedLength
        record.optionsOffset = paddedLength
        record.optionsLength = room &- paddedLength
        record.originalLength = originalLength
        record.hasTimestamp = units != nil
        record.units = units
        record.timestamp = timing.resolution.timestamp(units: units ?? 0, offset: units == nil ? 0 : timing.offset)
        record.interface = sectionFirstInterface &+ interface
        record.linkType = timing.linkType
        record.frameCheckSequenceLength = timing.frameCheckSequenceLength
        record.fileOffset = buffer.offset
        record.isSwapped = isSwapped
        record.section = sections.count &- 1
    }

    private mutating func shortBlock(_ type: PcapngBlockType, length: Int, least: Int) -> CaptureError {
        fault(.corrupt, "\(type.withArticle) has \(length) bytes, where \(least) is the least")
    }
}
