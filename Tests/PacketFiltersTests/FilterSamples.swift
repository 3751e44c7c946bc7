import PacketProtocols

@testable import PacketFilters
@testable import Packets

/// Packets made by hand for filters to look at.
enum FilterSamples {
    static let ethernet: [UInt8] = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0]

    /// An IPv4 header of 20 octets before `payload`, from 10.9.0.1 to 10.9.0.2.
    static func ipv4(_ protocolNumber: UInt8, _ payload: [UInt8], timeToLive: UInt8 = 64) -> [UInt8] {
        let length = UInt16(20 + payload.count)
        return [
            0x45, 0, UInt8(length >> 8), UInt8(length & 0xff), 0x12, 0x34, 0x40, 0, timeToLive, protocolNumber, 0, 0,
            10, 9, 0, 1, 10, 9, 0, 2,
        ] + payload
    }

    static let segment: [UInt8] =
        [
            0x04, 0, 0, 80, 0, 0, 0, 10, 0, 0, 0, 20, 0x80, 0x18, 0x01, 0, 0, 0, 0, 0, 1, 1, 8, 10, 0, 0, 0, 100, 0, 0,
            0, 50,
        ] + Array("GET / HTTP/1.1\r\n".utf8)

    static let query: [UInt8] =
        [
            0xab, 0xcd, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 3, 0x77, 0x77, 0x77, 7, 0x65, 0x78, 0x61, 0x6d, 0x70, 0x6c, 0x65,
            0, 0, 1, 0, 1, 4, 0x6d, 0x61, 0x69, 0x6c, 0, 0, 28, 0, 1,
        ]

    static let datagram: [UInt8] = [0xc0, 1, 0, 53, 0, UInt8(8 + query.count), 0, 0] + query

    /// 10.9.0.1:1024 to 10.9.0.2:80, push and acknowledgement, a timestamp option, 16 octets of HTTP.
    static let tcp = ethernet + ipv4(6, segment)
    /// Asks for www.example's and mail's addresses.
    static let dns = ethernet + ipv4(17, datagram)
    /// The same segment in a tunnel, whose inner time to live is 7.
    static let tunnel = ethernet + ipv4(4, ipv4(6, segment, timeToLive: 7))
    /// No more than three octets of TCP.
    static let broken = ethernet + ipv4(6, [1, 2, 3])

    static func matches(_ text: String, _ octets: [UInt8]) throws -> Bool {
        var filter = try DisplayFilter(text)
        return matches(&filter, octets)
    }

    static func matches(_ filter: inout DisplayFilter, _ octets: [UInt8]) -> Bool {
        var dissection = Dissection()
        let bytes = unsafe octets.span.bytes
        Registry.standard.dissect(bytes, as: .ethernet, into: &dissection)
        var info = FrameInfo(
            number: 7, timestamp: Timestamp(seconds: 1_600_000_000, nanoseconds: 500_000_000),
            capturedLength: octets.count, originalLength: octets.count)
        info.firstTimestamp = Timestamp(seconds: 1_600_000_000)
        info.previousTimestamp = info.firstTimestamp
        var packet = PacketView(bytes: bytes, layers: dissection.layers, frame: info)
        return filter.matches(&packet)
    }
}

extension DisplayFilter {
    /// A filter for the protocols that come with the package.
    init(_ text: String, timeZone: TimeZoneTable = .utc) throws(FilterError) {
        try self.init(text, in: .standard, timeZone: timeZone)
    }
}
