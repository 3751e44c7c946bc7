extension CaptureInterface {
    /// The options of this interface's description: those of the file that it came from when nothing was changed.
    func encodedOptions(_ byteOrder: ByteOrder) -> [UInt8] {
        if byteOrder == rawOptionsByteOrder, !rawOptions.isEmpty {
            let options = PcapngOptions(bytes: rawOptions.rawSpan, byteOrder: byteOrder)
            let original = CaptureInterface(
                linkType: linkType, snapLength: snapLength, options: options, section: section)
            if original == self { return rawOptions }
        }
        var encoder = OptionEncoder(byteOrder)
        for comment in comments { encoder.option(PcapngOptionCode.comment, comment) }
        encoder.option(PcapngOptionCode.Interface.name, name)
        encoder.option(PcapngOptionCode.Interface.description, interfaceDescription)
        encoder.option(PcapngOptionCode.Interface.speed, number: speed)
        if timestampResolution != .microseconds {
            encoder.option(PcapngOptionCode.Interface.timestampResolution, number: timestampResolution.rawValue)
        }
        if let filter { encoder.option(PcapngOptionCode.Interface.filter, [0] + filter.utf8) }
        encoder.option(PcapngOptionCode.Interface.operatingSystem, operatingSystem)
        encoder.option(
            PcapngOptionCode.Interface.frameCheckSequenceLength,
            number: frameCheckSequenceLength.map { UInt8(clamping: $0) })
        if timestampOffset != 0 {
            encoder.option(PcapngOptionCode.Interface.timestampOffset, number: timestampOffset)
        }
        encoder.option(PcapngOptionCode.Interface.hardware, hardware)
        encoder.endOptions()
        return encoder.octets
    }
}

extension CaptureSection {
    /// The options of this section's header: those of the file that it came from when nothing was changed.
    func encodedOptions() -> [UInt8] {
        if !rawOptions.isEmpty {
            let original = CaptureSection(options: PcapngOptions(bytes: rawOptions.rawSpan, byteOrder: byteOrder))
            if original == self { return rawOptions }
        }
        var encoder = OptionEncoder(byteOrder)
        for comment in comments { encoder.option(PcapngOptionCode.comment, comment) }
        encoder.option(PcapngOptionCode.Section.hardware, hardware)
        encoder.option(PcapngOptionCode.Section.operatingSystem, operatingSystem)
        encoder.option(PcapngOptionCode.Section.application, application)
        encoder.endOptions()
        return encoder.octets
    }
}
