#if os(Linux)
    import Foundation
    import Links
    import Packets
    import PrivateNetwork
    import Testing

    @Suite(
        "TUN and TAP", .blocking, .serialized,
        .enabled(
            if: PrivateNetwork.isAvailable && FileManager.default.isWritableFile(atPath: "/dev/net/tun"),
            "no namespaces, or no /dev/net/tun"))
    struct TunnelTests {
        private func options(_ offloads: Bool) -> TunnelOptions {
            var options = TunnelOptions()
            options.ipv4 = (IPv4Address(rawValue: 0x0a09_0001), 24)
            options.ipv6 = [(IPv6Address(high: 0xfd00_0000_0000_0009, low: 1), 64)]
            options.usesOffloads = offloads
            return options
        }

        @Test(
            "a TAP device has the addresses that it was given, and an echo request that is sent by it is answered",
            arguments: [false, true])
        func tap(offloads: Bool) throws {
            let options = options(offloads)
            try PrivateNetwork.run { network in
                let link = try TapLink("tap7", options: options)
                #expect(link.name == "tap7" && link.linkType == .ethernet)
                let addresses = try network.shell("ip addr show tap7")
                #expect(addresses.contains("10.9.0.1/24") && addresses.contains("fd00:0:0:9::1/64"))
                #expect(addresses.contains("UP"))
                let (kernel, mine) = (try #require(link.kernelAddress), try #require(link.hardwareAddress))
                #expect(kernel != mine)
                // ARP: who has 10.9.0.1? tell 10.9.0.2.
                let ours = (0..<6).map { mine.octet($0) }
                var request: [UInt8] = [UInt8](repeating: 0xff, count: 6) + ours + [8, 6, 0, 1, 8, 0, 6, 4, 0, 1]
                request += ours + [10, 9, 0, 2] + [UInt8](repeating: 0, count: 6) + [10, 9, 0, 1]
                try link.send(request)
                var answers: [KeptFrame] = []
                for _ in 0..<20 where answers.isEmpty {
                    answers = try link.take(1).filter { $0.octets[12...13] == [8, 6] && $0.octets[21] == 2 }
                }
                let answer = try #require(answers.first)
                #expect(answer.octets[22..<28].elementsEqual((0..<6).map { kernel.octet($0) }))
                #expect(try link.statistics().sent == 1)
            }
        }

        @Test("a TUN device carries IP packets without a link header")
        func tun() throws {
            let options = options(true)
            try PrivateNetwork.run { network in
                let link = try TunLink("tun7", options: options)
                #expect(link.linkType == .raw && link.hardwareAddress == nil)
                try network.shell("bash -c 'printf hello >/dev/udp/10.9.0.2/9'")
                var packets: [KeptFrame] = []
                for _ in 0..<20 where packets.isEmpty {
                    packets = try link.take(1).filter { $0.octets.first == 0x45 }
                }
                let packet = try #require(packets.first)
                #expect(packet.octets.suffix(5).elementsEqual("hello".utf8) && packet.octets[9] == 17)
                // The kernel leaves the checksum to the link, which is told where it stands.
                #expect(packet.details.isChecksumPending)
                #expect(packet.details.offload?.checksum.map { [$0.start, $0.offset] } == [20, 6])
            }
        }

        @Test("a long segment that is sent with an offload reaches a socket of the kernel's whole")
        func longDatagram() throws {
            let options = options(true)
            try PrivateNetwork.run { network in
                let link = try TunLink("tun8", options: options)
                let receiver = try network.start(
                    "/usr/bin/timeout",
                    [
                        "5", "python3", "-uc",
                        """
                        import socket
                        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(("10.9.0.1", 99)); print("ready")
                        print(len(s.recv(65536)))
                        """,
                    ])
                try receiver.waitFor("ready")
                // UDP over IPv4, its checksum left to the kernel: only the pseudo header's sum stands there.
                var packet: [UInt8] = [0x45, 0, 0, 128, 0, 0, 0, 0, 64, 17, 0, 0, 10, 9, 0, 2, 10, 9, 0, 1]
                func sum(_ octets: some Sequence<UInt8>) -> UInt32 {
                    octets.enumerated().reduce(0) { $0 + (UInt32($1.element) << ($1.offset % 2 == 0 ? 8 : 0)) }
                }
                func folded(_ sum: UInt32) -> UInt16 { UInt16((sum & 0xffff) + (sum >> 16)) }
                let header = ~folded(sum(packet))
                packet[10] = UInt8(header >> 8)
                packet[11] = UInt8(header & 255)
                let pseudo = folded(sum(packet[12..<20]) + 17 + 108)
                packet += [0, 99, 0, 99, 0, 108, UInt8(pseudo >> 8), UInt8(pseudo & 255)]
                packet += [UInt8](repeating: 0x61, count: 100)
                #expect(link.offloads.contains(.checksum))
                unsafe try link.send(packet.span.bytes, offload: FrameOffload(checksum: (start: 20, offset: 6)))
                #expect(try receiver.finish() == "ready\n100\n")
            }
        }

        @Test("without offloads none are taken")
        func unsupported() throws {
            let options = options(false)
            try PrivateNetwork.run { network in
                let link = try TunLink("tun9", options: options)
                #expect(link.offloads.isEmpty)
                #expect(throws: LinkError(.unsupported, linkName: "tun9", message: "")) {
                    unsafe try link.send([0x45].span.bytes, offload: FrameOffload(checksum: (start: 20, offset: 6)))
                }
            }
        }
    }

    @Suite("libpcap's links", .blocking, .serialized, .enabled(if: PrivateNetwork.isAvailable, "no namespaces"))
    struct PcapLinkTests {
        @Test("frames are received and sent, with times in nanoseconds and a filter")
        func both() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                var options = PcapLink.Options()
                options.filter = "udp port 8"
                let (a, b) = (try PcapLink("a0"), try PcapLink("b0", options: options))
                #expect(a.linkType == .ethernet)
                try a.send(udpFrame(1))
                try a.send(udpFrame(2, port: 8))
                let received = try b.take(1)
                #expect(received.map(\.octets) == [udpFrame(2, port: 8)])
                #expect(try #require(received.first).details.timestamp.seconds > 1_700_000_000)
                #expect(try b.statistics().received >= 1 && a.statistics().sent == 2)
            }
        }

        @Test("mistakes have their codes")
        func mistakes() throws {
            try PrivateNetwork.run { network in
                #expect(throws: LinkError(.noSuchInterface, linkName: "", message: "")) { try PcapLink("nix") }
                var options = PcapLink.Options()
                options.filter = "tcp prot"
                let error = #expect(throws: LinkError.self) { try PcapLink("lo", options: options) }
                #expect(error?.code == .badFilter && error?.range == 4..<8)
            }
        }

        @Test("a capture filter chooses frames of a file, of each link type")
        func files() throws {
            func chooses(_ octets: [UInt8], _ linkType: LinkType) throws -> Bool {
                try CaptureFilter("udp port 8", linkType: linkType).matches(octets.rawBytes, originalLength: 60)
            }
            let frame = udpFrame(1, port: 8)
            #expect(try chooses(frame, .ethernet))
            #expect(try !chooses(udpFrame(1), .ethernet))
            #expect(try chooses(Array(frame[14...]), .raw))
            #expect(try !chooses(frame, .raw))
            // What was cut off is not there.
            #expect(try !chooses(Array(frame[..<30]), .ethernet))
        }
    }
#endif
