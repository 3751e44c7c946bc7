/// What a packet's checksum was found to be, with Wireshark's numbers.
public struct ChecksumStatus: NamedNumber {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let names: [ValueName] = [
        .init(0, "Bad"), .init(1, "Good"), .init(2, "Unverified"), .init(3, "Not present"),
        .init(4, "Illegal"),
    ]

    public static var bad: ChecksumStatus { 0 }
    public static var good: ChecksumStatus { 1 }
    /// Nobody asked, or not all octets that it covers are there.
    public static var unverified: ChecksumStatus { 2 }
    public static var notPresent: ChecksumStatus { 3 }
    /// There is none where there must be one.
    public static var illegal: ChecksumStatus { 4 }

    @inlinable public static func of(_ isGood: Bool) -> ChecksumStatus { isGood ? 1 : 0 }
}

extension PacketView {
    /// Whether all octets of the layer at `index` are there: it is neither quoted by an error message, nor cut by the
    /// capture, nor a fragment's.
    package var isWhole: Bool {
        let span = layers[index]
        if span.isQuoted || isCutShort(span) { return false }
        var at = index - 1
        while at >= 0 {
            if layers[at].isPiece { return false }
            if layers[at].role.contains(.network) { return true }
            at -= 1
        }
        return true
    }

    /// Verifies the checksum of the layer at `index` over its octets and the addresses of the nearest network layer.
    /// RFC 9293 section 3.1, RFC 8200 section 8.1.
    /// - Parameter covered: how many octets of the layer it covers; all when `nil`.
    func verify(protocolNumber: UInt8, covered: Int? = nil) -> ChecksumStatus {
        guard isWhole else { return .unverified }
        let message = message(index)
        let count = min(covered ?? message.byteCount, message.byteCount)
        var at = index - 1
        while at >= 0, !layers[at].role.contains(.network) { at -= 1 }
        guard at >= 0, var header = layers[at].type.networkHeader(self.message(at)) else { return .unverified }
        // A header between it and this layer may name a further address (RFC 8200 section 8.1).
        for between in (at + 1)..<index where layers[between].role.contains(.networkExtension) {
            let message = self.message(between)
            guard let place = layers[between].type.finalDestination(message) else { continue }
            header.destination = IPv6Address.read(message, FieldPlace(bit: place.lowerBound &* 8, width: 128)).number
            break
        }
        var checksum = InternetChecksum()
        checksum.addPseudoHeader(header, protocolNumber: protocolNumber, length: count)
        checksum.add(message, from: 0, to: count)
        return .of(checksum.finish() == 0)
    }
}
