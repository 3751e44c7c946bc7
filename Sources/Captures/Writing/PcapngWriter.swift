public import Packets

/// Writes a pcapng file: sections, interfaces, packets with comments, and the other blocks. draft-ietf-opsawg-pcapng.
///
/// To copy a capture, hand it the frames of a reader, or all its items; an interface is described when its first packet
/// comes:
///
///     var writer = PcapngWriter(try FileSink(path: "copy.pcapng"))
///     while let frame = try reader.next() { try writer.write(frame) }
///     try writer.close()
///
/// What was written is in the sink after `flush` or `close`; a writer that is dropped flushes, but cannot tell of errors.
public struct PcapngWriter: ~Copyable {
    /// The interfaces of the current section, in the file's order.
    public private(set) var interfaces: [CaptureInterface] = []
    /// The current section; `nil` before the first was begun.
    public private(set) var section: CaptureSection?

    /// Where the block of the last packet begins in the file.
    public private(set) var lastPacketOffset: UInt64 = 0

    private var buffer: OutputBuffer
    private var isSwapped = false
    /// For each interface of the source that frames come from: its index in `interfaces`, or -1.
    private var indexOfSourceInterface: [Int] = []

    /// Starts a file; its first section is begun with the first thing written, unless `beginSection` comes before.
    public init(_ sink: any ByteSink) {
        buffer = OutputBuffer(sink)
    }

    /// Octets of the file so far, flushed or not.
    public var byteCount: UInt64 { buffer.byteCount }

    /// Octets of the file up to the last block that the sink took whole. After the sink has failed, cutting the file there
    /// makes it a whole one.
    public var wholeByteCount: UInt64 {
        buffer.wholeByteCount { [isSwapped] octets in
            octets.byteCount < 8 ? nil : Int(octets.uint32(at: 4, swapped: isSwapped))
        }
    }

    /// Begins a section. The interfaces of the one before mean nothing in it.
    ///
    /// - Throws: what the sink throws.
    public mutating func beginSection(_ section: CaptureSection = CaptureSection()) throws(CaptureError) {
        self.section = section
        isSwapped = section.byteOrder.isSwapped
        interfaces = []
        indexOfSourceInterface = []
        var body = OptionEncoder(section.byteOrder)
        body.append(0x1A2B_3C4D as UInt32)
        body.append(1 as UInt16)
        body.append(0 as UInt16)
        body.append(UInt64.max)
        body.appendPadded(section.encodedOptions())
        try writeBlock(.sectionHeader, body.octets.rawSpan)
    }

    mutating func needSection() throws(CaptureError) {
        if section == nil { try beginSection() }
    }

    /// The byte order that the current section is written in.
    var byteOrder: ByteOrder { section?.byteOrder ?? .host }

    /// Describes an interface.
    ///
    /// - Returns: its index, for the packets of this section.
    /// - Throws: what the sink throws.
    @discardableResult
    public mutating func addInterface(_ interface: CaptureInterface) throws(CaptureError) -> Int {
        try needSection()
        var body = OptionEncoder(byteOrder)
        body.append(UInt16(truncatingIfNeeded: interface.linkType.rawValue))
        body.append(0 as UInt16)
        body.append(interface.snapLength)
        body.appendPadded(interface.encodedOptions(byteOrder))
        try writeBlock(.interfaceDescription, body.octets.rawSpan)
        interfaces.append(interface)
        return interfaces.count - 1
    }

    /// Writes a frame of a reader, with the options that it has there. Its interface is described first when no frame of
    /// it was written to this section. Within a section, all frames must be of one reader or one merged capture, whose
    /// numbers of interfaces they bear.
    ///
    /// - Parameter comments: comments to add before those that the frame has.
    /// - Throws: `CaptureError`: `notRepresentable` when the time cannot be written in the interface's resolution; or what
    ///   the sink throws.
    public mutating func write(
        _ frame: CapturedFrame, comments: [String] = []
    ) throws(CaptureError) {
        let interface = try index(of: frame.interface, described: frame.interfaceDescription)
        let units: UInt64
        if let stored = frame.timestampUnits {
            units = stored
        } else {
            units = frame.hasTimestamp ? try self.units(for: frame.timestamp, interface: interface) : 0
        }
        if frame.options.isEmpty, comments.isEmpty, frame.dropsInHeader == nil {
            try writePacket(
                frame.bytes, units: units, originalLength: frame.originalLength, interface: interface,
                options: frame.options.bytes)
        } else if comments.isEmpty, frame.dropsInHeader == nil, frame.options.byteOrder == byteOrder {
            try writePacket(
                frame.bytes, units: units, originalLength: frame.originalLength, interface: interface,
                options: frame.options.bytes)
        } else {
            var encoder = OptionEncoder(byteOrder)
            for comment in comments { encoder.option(PcapngOptionCode.comment, comment) }
            encoder.packetOptions(frame.options)
            if let drops = frame.dropsInHeader {
                encoder.option(PcapngOptionCode.Packet.dropCount, number: UInt64(drops))
            }
            encoder.endOptions()
            try writePacket(
                frame.bytes, units: units, originalLength: frame.originalLength, interface: interface,
                options: encoder.octets.rawSpan)
        }
    }

    /// Writes a packet.
    ///
    /// - Parameters:
    ///   - originalLength: the length on the wire in octets; that of `bytes` when `nil`.
    ///   - interface: an index that `addInterface` gave in this section.
    ///   - flags: direction and the like, when known.
    /// - Throws: as `write(_:comments:)`.
    public mutating func write(
        _ bytes: RawSpan, timestamp: Timestamp, originalLength: Int? = nil, interface: Int = 0,
        comments: [String] = [], flags: PacketFlags? = nil
    ) throws(CaptureError) {
        precondition(interface >= 0 && interface < interfaces.count, "the interface was not added to this section")
        let units = try self.units(for: timestamp, interface: interface)
        let length = originalLength ?? bytes.byteCount
        guard !comments.isEmpty else {
            return try writePacket(
                bytes, units: units, originalLength: length, interface: interface, options: bytes.extracting(0..<0),
                flags: flags)
        }
        var encoder = OptionEncoder(byteOrder)
        for comment in comments { encoder.option(PcapngOptionCode.comment, comment) }
        encoder.option(PcapngOptionCode.Packet.flags, number: flags?.rawValue)
        encoder.endOptions()
        try writePacket(
            bytes, units: units, originalLength: length, interface: interface, options: encoder.octets.rawSpan)
    }

    /// Writes an enhanced packet block. Section 4.3
    ///
    /// - Parameter flags: the only option, besides `options`, which are empty then: a live capture's every packet has it, and
    ///   nothing is allocated for it.
    @inline(__always)
    private mutating func writePacket(
        _ bytes: RawSpan, units: UInt64, originalLength: Int, interface: Int, options: RawSpan,
        flags: PacketFlags? = nil
    ) throws(CaptureError) {
        let captured = bytes.byteCount
        let padding = -captured & 3
        let optionsPadding = -options.byteCount & 3
        let flagsLength = flags == nil ? 0 : 12
        let total = 32 &+ captured &+ padding &+ options.byteCount &+ optionsPadding &+ flagsLength
        guard let length = UInt32(exactly: total), let original = UInt32(exactly: originalLength) else {
            throw notRepresentable("a packet of \(captured) bytes, \(originalLength) on the wire")
        }
        try buffer.reserve(total)
        lastPacketOffset = buffer.byteCount
        buffer.put(PcapngBlockType.enhancedPacket.rawValue, swapped: isSwapped)
        buffer.put(length, swapped: isSwapped)
        buffer.put(UInt32(truncatingIfNeeded: interface), swapped: isSwapped)
        buffer.put(UInt32(truncatingIfNeeded: units >> 32), swapped: isSwapped)
        buffer.put(UInt32(truncatingIfNeeded: units), swapped: isSwapped)
        buffer.put(UInt32(truncatingIfNeeded: captured), swapped: isSwapped)
        buffer.put(original, swapped: isSwapped)
        try buffer.put(bytes)
        try buffer.putZeros(padding)
        if options.byteCount > 0 {
            try buffer.put(options)
            try buffer.putZeros(optionsPadding)
        }
        if let flags {
            try buffer.reserve(16)
            buffer.put(PcapngOptionCode.Packet.flags, swapped: isSwapped)
            buffer.put(4 as UInt16, swapped: isSwapped)
            buffer.put(flags.rawValue, swapped: isSwapped)
            buffer.put(0 as UInt32, swapped: isSwapped)
        }
        try buffer.reserve(4)
        buffer.put(length, swapped: isSwapped)
    }

    /// The index in this section of an interface of the source, which is described when it was not yet.
    @inline(__always)
    mutating func index(
        of interface: Int, described description: @autoclosure () -> CaptureInterface
    ) throws(CaptureError) -> Int {
        if interface < indexOfSourceInterface.count, indexOfSourceInterface[interface] >= 0 {
            return indexOfSourceInterface[interface]
        }
        return try describe(interface, as: description())
    }

    private mutating func describe(
        _ interface: Int, as description: CaptureInterface
    ) throws(CaptureError) -> Int {
        let index = try addInterface(description)
        while indexOfSourceInterface.count <= interface { indexOfSourceInterface.append(-1) }
        indexOfSourceInterface[interface] = index
        return index
    }

    func units(for moment: Timestamp, interface: Int) throws(CaptureError) -> UInt64 {
        let resolution = interfaces[interface].timestampResolution
        let offset = interfaces[interface].timestampOffset
        guard let units = resolution.units(for: moment, offset: offset) else {
            throw notRepresentable("the time \(moment.seconds) s in units of \(resolution)")
        }
        return units
    }

    private func notRepresentable(_ what: String) -> CaptureError {
        CaptureError(
            .notRepresentable, fileName: buffer.sink.name, offset: byteCount, message: "pcapng cannot hold \(what)")
    }

    /// Writes a block that is no packet, in the current section's byte order.
    mutating func writeBlock(_ type: PcapngBlockType, _ body: RawSpan) throws(CaptureError) {
        let length = UInt32(truncatingIfNeeded: body.byteCount + 12)
        try buffer.reserve(body.byteCount + 12)
        buffer.put(type.rawValue, swapped: isSwapped)
        buffer.put(length, swapped: isSwapped)
        try buffer.put(body)
        try buffer.reserve(4)
        buffer.put(length, swapped: isSwapped)
    }

    /// Hands everything that was written to the sink.
    ///
    /// - Throws: what the sink throws; what it did not take is kept and tried again next time.
    public mutating func flush() throws(CaptureError) { try buffer.flush() }

    /// Flushes and closes the sink.
    ///
    /// - Throws: what the sink throws.
    public mutating func close() throws(CaptureError) {
        try buffer.flush()
        try buffer.sink.close()
    }

    /// Ends this file and goes on with a new one, which begins with a section like the current one.
    ///
    /// - Throws: what the old sink throws.
    public mutating func rotate(to sink: any ByteSink) throws(CaptureError) {
        try close()
        try buffer.redirect(to: sink)
        let interfaces = interfaces
        let indices = indexOfSourceInterface
        guard let section else { return }
        try beginSection(section)
        for interface in interfaces { try addInterface(interface) }
        indexOfSourceInterface = indices
    }
}
