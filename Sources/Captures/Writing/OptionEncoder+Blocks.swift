extension OptionEncoder {
    /// Appends a time as blocks store it: the high half first.
    mutating func appendHalves(_ units: UInt64) {
        append(UInt32(truncatingIfNeeded: units >> 32))
        append(UInt32(truncatingIfNeeded: units))
    }

    /// Appends a record of a name resolution block; nothing for an address of no known length. Section 4.5
    mutating func nameResolution(_ record: NameResolutionRecord) {
        let kind: UInt16
        switch record.address.count {
        case 4: kind = 1
        case 16: kind = 2
        case 6: kind = 3
        case 8: kind = 4
        default: return
        }
        var value = record.address
        for name in record.names where value.count + name.utf8.count < Int(UInt16.max) {
            value.append(contentsOf: name.utf8)
            value.append(0)
        }
        option(kind, value)
    }

    /// Appends a packet's options, their numbers in this byte order. In another byte order than theirs, options whose
    /// format is not known are left out.
    mutating func packetOptions(_ options: borrowing PcapngOptions) {
        var rest = PcapngOptions(bytes: options.bytes, byteOrder: options.byteOrder)
        let isSameOrder = options.byteOrder == byteOrder
        while let option = rest.next() {
            switch option.code {
            case PcapngOptionCode.comment, PcapngOptionCode.Packet.hash:
                self.option(option.code, option.octets)
            case _ where isSameOrder: self.option(option.code, option.octets)
            case PcapngOptionCode.Packet.flags, PcapngOptionCode.Packet.queue:
                self.option(option.code, number: option.uint32)
            case PcapngOptionCode.Packet.dropCount, PcapngOptionCode.Packet.packetIdentifier:
                self.option(option.code, number: option.uint64)
            default: break
            }
        }
    }
}
