public import Packets

/// An address and the names that a capture gives it. pcapng section 4.5.
public struct NameResolutionRecord: Hashable, Sendable {
    /// The address: 4 octets for IPv4, 16 for IPv6, 6 or 8 for hardware.
    public var address: [UInt8]
    /// The names, in file order.
    public var names: [String]

    public init(address: [UInt8], names: [String]) {
        self.address = address
        self.names = names
    }
}

/// Counts for an interface, as a capture program wrote them. pcapng section 4.6.
public struct InterfaceStatistics: Hashable, Sendable {
    /// When the counts were taken.
    public var timestamp: Timestamp
    /// `isb_starttime`
    public var startTime: Timestamp?
    /// `isb_endtime`
    public var endTime: Timestamp?
    /// Packets received from the interface. `isb_ifrecv`
    public var received: UInt64?
    /// Packets dropped by the interface for want of room. `isb_ifdrop`
    public var dropped: UInt64?
    /// `isb_filteraccept`
    public var acceptedByFilter: UInt64?
    /// `isb_osdrop`
    public var droppedByOperatingSystem: UInt64?
    /// `isb_usrdeliv`
    public var delivered: UInt64?

    public init(timestamp: Timestamp) { self.timestamp = timestamp }
}

/// Secrets with which a capture's traffic can be decrypted. pcapng section 4.7.
public struct DecryptionSecrets: Hashable, Sendable {
    /// What kind of secrets: `0x544C534B` for a TLS key log.
    public var type: UInt32
    public var data: [UInt8]

    /// A TLS key log (`SSLKEYLOGFILE`).
    public static let tlsKeyLog: UInt32 = 0x544C_534B

    public init(type: UInt32, data: [UInt8]) {
        self.type = type
        self.data = data
    }
}

extension PcapngBlock {
    private var isSwapped: Bool { byteOrder.isSwapped }

    /// The names of a name resolution block, as far as it is well formed; empty for other blocks.
    public var nameResolutionRecords: [NameResolutionRecord] {
        guard type == .nameResolution else { return [] }
        var result: [NameResolutionRecord] = []
        _ = visitNameResolutionRecords { result.append($0) }
        return result
    }

    /// Where the records of a name resolution block end and its options begin.
    var nameResolutionEnd: Int { visitNameResolutionRecords { _ in } }

    private func visitNameResolutionRecords(_ visit: (NameResolutionRecord) -> Void) -> Int {
        var position = 0
        while body.byteCount - position >= 4 {
            let kind = body.uint16(at: position, swapped: isSwapped)
            let length = Int(body.uint16(at: position + 2, swapped: isSwapped))
            position += 4
            if kind == 0 { return position }
            guard length <= body.byteCount - position else { return body.byteCount }
            let addressLength: Int? =
                switch kind {
                case 1: 4
                case 2: 16
                case 3: 6
                case 4: 8
                default: nil
                }
            if let addressLength, addressLength <= length {
                let value = body.extracting(position..<position + length)
                let names = value.extracting(addressLength..<length).copied().split(separator: 0)
                visit(
                    NameResolutionRecord(
                        address: value.extracting(0..<addressLength).copied(),
                        names: names.map { String(decoding: $0, as: UTF8.self) }))
            }
            position = min(body.byteCount, position + (length + 3) & ~3)
        }
        return body.byteCount
    }

    /// The secrets of a decryption secrets block; `nil` for other blocks, and when the length in it lies.
    public var decryptionSecrets: DecryptionSecrets? {
        guard type == .decryptionSecrets, body.byteCount >= 8 else { return nil }
        let length = Int(body.uint32(at: 4, swapped: isSwapped))
        guard length <= body.byteCount - 8 else { return nil }
        return DecryptionSecrets(
            type: body.uint32(at: 0, swapped: isSwapped), data: body.extracting(8..<8 + length).copied())
    }

    /// The counts of an interface statistics block; `nil` for other blocks, and for one that names no interface of its
    /// section.
    public var statistics: InterfaceStatistics? {
        guard type == .interfaceStatistics, body.byteCount >= 12, let interface, interface < interfaces.count else {
            return nil
        }
        let description = interfaces[interface]
        var result = InterfaceStatistics(
            timestamp: description.timestamp(units: timestampUnits(body.extracting(4..<12))))
        var rest = options
        while let option = rest.next() {
            switch option.code {
            case PcapngOptionCode.Statistics.startTime where option.value.byteCount == 8:
                result.startTime = description.timestamp(units: timestampUnits(option.value))
            case PcapngOptionCode.Statistics.endTime where option.value.byteCount == 8:
                result.endTime = description.timestamp(units: timestampUnits(option.value))
            case PcapngOptionCode.Statistics.received: result.received = option.uint64
            case PcapngOptionCode.Statistics.dropped: result.dropped = option.uint64
            case PcapngOptionCode.Statistics.acceptedByFilter: result.acceptedByFilter = option.uint64
            case PcapngOptionCode.Statistics.droppedByOperatingSystem: result.droppedByOperatingSystem = option.uint64
            case PcapngOptionCode.Statistics.delivered: result.delivered = option.uint64
            default: break
            }
        }
        return result
    }

    /// A time as blocks store it: the high half first, each half in the section's byte order.
    private func timestampUnits(_ halves: RawSpan) -> UInt64 {
        UInt64(halves.uint32(at: 0, swapped: isSwapped)) << 32 | UInt64(halves.uint32(at: 4, swapped: isSwapped))
    }
}
