/// The blocks that hold no packet.
extension PcapngWriter {
    /// Writes names of addresses. Section 4.5
    ///
    /// - Throws: what the sink throws.
    public mutating func write(_ records: [NameResolutionRecord]) throws(CaptureError) {
        try needSection()
        var body = OptionEncoder(byteOrder)
        for record in records { body.nameResolution(record) }
        body.append(0 as UInt32)
        try writeBlock(.nameResolution, body.octets.rawSpan)
    }

    /// Writes secrets; put them before the packets that need them. Section 4.7
    ///
    /// - Throws: what the sink throws.
    public mutating func write(_ secrets: DecryptionSecrets) throws(CaptureError) {
        try needSection()
        var body = OptionEncoder(byteOrder)
        body.append(secrets.type)
        body.append(UInt32(truncatingIfNeeded: secrets.data.count))
        body.appendPadded(secrets.data)
        try writeBlock(.decryptionSecrets, body.octets.rawSpan)
    }

    /// Writes counts for an interface. Section 4.6
    ///
    /// - Parameter interface: an index that `addInterface` gave in this section.
    /// - Throws: `notRepresentable` for times that the interface's resolution does not hold; or what the sink throws.
    public mutating func write(_ statistics: InterfaceStatistics, interface: Int) throws(CaptureError) {
        precondition(interface >= 0 && interface < interfaces.count, "the interface was not added to this section")
        var body = OptionEncoder(byteOrder)
        body.append(UInt32(interface))
        body.appendHalves(try units(for: statistics.timestamp, interface: interface))
        for (code, moment) in [
            (PcapngOptionCode.Statistics.startTime, statistics.startTime),
            (PcapngOptionCode.Statistics.endTime, statistics.endTime),
        ] {
            guard let moment else { continue }
            body.append(code)
            body.append(8 as UInt16)
            body.appendHalves(try units(for: moment, interface: interface))
        }
        body.option(PcapngOptionCode.Statistics.received, number: statistics.received)
        body.option(PcapngOptionCode.Statistics.dropped, number: statistics.dropped)
        body.option(PcapngOptionCode.Statistics.acceptedByFilter, number: statistics.acceptedByFilter)
        body.option(PcapngOptionCode.Statistics.droppedByOperatingSystem, number: statistics.droppedByOperatingSystem)
        body.option(PcapngOptionCode.Statistics.delivered, number: statistics.delivered)
        body.endOptions(startedAt: 12)
        try writeBlock(.interfaceStatistics, body.octets.rawSpan)
    }

    /// Passes on a block of a reader that holds no packet.
    ///
    /// A section header begins a section like it, in the same byte order, so that the blocks after it can be passed on as
    /// they are. Blocks whose format is not known here can only be passed on in the byte order that they were read in.
    ///
    /// - Returns: whether the block was written; `false` for unknown blocks in another byte order, for statistics of an
    ///   interface that does not exist, and for custom blocks that forbid it.
    /// - Throws: what the sink throws.
    @discardableResult
    public mutating func write(
        _ block: PcapngBlock
    ) throws(CaptureError) -> Bool {
        if block.type == .sectionHeader {
            guard let section = CaptureSection(options: block.options) else { return false }
            try beginSection(section)
            return true
        }
        try needSection()
        switch block.type {
        case .customNotCopied: return false
        case .interfaceDescription:
            guard let interface = block.interface else { return false }
            _ = try index(of: interface, described: block.interfaces[interface])
        case .interfaceStatistics:
            guard let interface = block.interface, let statistics = block.statistics else {
                return false
            }
            let index = try index(of: interface, described: block.interfaces[interface])
            if block.byteOrder == byteOrder {
                var body = OptionEncoder(byteOrder)
                body.append(UInt32(index))
                body.appendPadded(block.body.extracting(4..<block.body.byteCount).copied())
                try writeBlock(.interfaceStatistics, body.octets.rawSpan)
            } else {
                try write(statistics, interface: index)
            }
        case _ where block.byteOrder == byteOrder: try writeBlock(block.type, block.body)
        case .nameResolution: try write(block.nameResolutionRecords)
        case .decryptionSecrets:
            guard let secrets = block.decryptionSecrets else { return false }
            try write(secrets)
        default: return false
        }
        return true
    }
}
