#if os(Linux)
    import Foundation
    import Links
    import Packets
    import PrivateNetwork
    import Testing

    /// An Ethernet frame with a TCP segment over IPv4: its headers, whose checksum is the pseudo header's sum, and its payload.
    private func segment(_ count: Int) -> (header: [UInt8], payload: [UInt8]) {
        var header = [UInt8](repeating: 0, count: 54)
        var span = header.mutableSpan
        var bytes = unsafe span.mutableBytes
        var ethernet = MutableLayer<Ethernet>(&bytes)
        ethernet.destination = MACAddress(2, 0, 0, 0, 0, 0xb)
        ethernet.source = MACAddress(2, 0, 0, 0, 0, 0xa)
        bytes.storeBytes(of: UInt16(0x0800).bigEndian, toByteOffset: 12, as: UInt16.self)
        var ip = MutableLayer<IPv4>(&bytes, at: 14)
        ip.version = 4
        ip.headerLength = 20
        ip.totalLength = UInt16(40 + count)
        ip.identification = 7
        ip.timeToLive = 64
        ip.protocol = IPProtocol(rawValue: 6)
        ip.source = "10.9.0.2"
        ip.destination = "10.9.0.1"
        var sum = InternetChecksum()
        sum.add(bytes.bytes, from: 14, to: 34)
        var again = MutableLayer<IPv4>(&bytes, at: 14)
        again.checksum = sum.finish()
        var tcp = MutableLayer<TCP>(&bytes, at: 34)
        tcp.sequenceNumber = 0xffff_fff0
        tcp.headerLength = 20
        tcp.flags = .acknowledgment | .push | .finish
        var pseudo = InternetChecksum()
        pseudo.addPseudoHeader(
            source: "10.9.0.2", destination: "10.9.0.1", protocolNumber: 6, length: UInt16(20 + count))
        tcp.checksum = ~pseudo.finish()
        return (header, (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) })
    }

    /// The octets of a frame's TCP payload, when both of its checksums are right.
    private func payload(_ frame: [UInt8]) -> [UInt8]? {
        let bytes = frame.rawBytes
        guard let ip = Layer<IPv4>(bytes, from: 14, to: bytes.byteCount) else { return nil }
        let end = 14 + Int(ip.totalLength)
        var header = InternetChecksum()
        header.add(bytes, from: 14, to: 34)
        var sum = InternetChecksum()
        sum.addPseudoHeader(
            source: ip.source, destination: ip.destination, protocolNumber: 6, length: UInt16(end - 34))
        sum.add(bytes, from: 34, to: end)
        return header.finish() == 0 && sum.finish() == 0 ? Array(frame[54..<end]) : nil
    }

    @Suite(
        "Frames that are sent in pieces", .blocking, .serialized,
        .enabled(
            if: PrivateNetwork.isAvailable && FileManager.default.isWritableFile(atPath: "/dev/net/tun"),
            "no namespaces, or no /dev/net/tun"))
    struct FramePiecesTests {
        private let offload = FrameOffload(
            checksum: (34, 16), segmentation: .tcpOverIPv4, segmentSize: 1000, headerLength: 54)

        /// Sends one frame in three pieces.
        private func send(
            _ frame: (header: [UInt8], payload: [UInt8]), split: Int, by link: any Link, _ offload: FrameOffload?
        ) throws {
            let (first, second) = (Array(frame.payload[..<split]), Array(frame.payload[split...]))
            try link.send(
                FramePieces(header: frame.header.rawBytes, first: first.rawBytes, second: second.rawBytes),
                offload: offload)
        }

        @Test("the pieces leave as one frame, by TAP, packet socket and memory", arguments: [0, 1, 333, 1000])
        func whole(split: Int) throws {
            try PrivateNetwork.run { network in
                let frame = segment(1000)
                var options = TunnelOptions()
                options.usesOffloads = split > 1
                let tap = try TapLink("tap7", options: options)
                try network.addPair("a0", "b0")
                let (near, far) = MemoryLink.pair("near", "far")
                var immediate = PacketSocketOptions()
                immediate.isImmediate = true
                let ways: [(any Link, any Link)] = [
                    (tap, try PacketSocketLink("tap7", options: immediate)),
                    (try PacketSocketLink("a0", options: .sending), try PacketSocketLink("b0", options: immediate)),
                    (near, far),
                ]
                for (way, end) in ways {
                    try send(frame, split: split, by: way, nil)
                    let taken = try end.take(1).map(\.octets)
                    #expect(taken == [frame.header + frame.payload], "\(way.name)")
                }
            }
        }

        @Test("a long segment goes to the kernel as it is, and one that the kernel refuses is cut")
        func long() throws {
            try PrivateNetwork.run { network in
                let frame = segment(8500)
                let tap = try TapLink("tap7")
                try network.addPair("a0", "b0")
                var sending = PacketSocketOptions.sending
                sending.usesOffloads = true
                var immediate = PacketSocketOptions()
                immediate.isImmediate = true
                immediate.usesOffloads = true
                let ways: [(any Link, any Link)] = [
                    (tap, try PacketSocketLink("tap7", options: immediate)),
                    (try PacketSocketLink("a0", options: sending), try PacketSocketLink("b0", options: immediate)),
                ]
                for (way, end) in ways {
                    #expect(way.offloads == [.checksum, .tcpSegmentation])
                    try send(frame, split: 5000, by: way, offload)
                    let whole = try #require(try end.take(1).first, "\(way.name)")
                    #expect(whole.octets == frame.header + frame.payload && whole.details.isChecksumPending)
                    #expect(whole.details.offload?.segmentSize == 1000)

                    // Headers that are longer than the frame: the kernel finds fault with them, and we do not look there.
                    var refused = offload
                    refused.headerLength = .max
                    try send(frame, split: 5000, by: way, refused)
                    // The kernel may say something of its own in between.
                    let cut = try end.take(9, seconds: 20).map(\.octets)
                        .filter { $0.prefix(14) == frame.header.prefix(14) }
                    #expect(cut.count == 9 && cut.flatMap { payload($0) ?? [] } == frame.payload)
                    let numbers = cut.map { Layer<TCP>($0.rawBytes, from: 34, to: $0.count)?.sequenceNumber ?? 0 }
                    #expect(numbers == (0..<9).map { 0xffff_fff0 &+ UInt32($0 * 1000) })
                    let flags = cut.map { Layer<TCP>($0.rawBytes, from: 34, to: $0.count)?.flags ?? 0 }
                    #expect(flags == Array(repeating: .acknowledgment, count: 8) + [.acknowledgment | .push | .finish])
                    let identities = cut.map { Layer<IPv4>($0.rawBytes, from: 14, to: $0.count)?.identification ?? 0 }
                    #expect(identities == (7...15).map { UInt16($0) })
                }
            }
        }
    }
#endif
