#if os(Linux)
    import Foundation
    import Links
    import PacketProtocols
    import Packets
    import PrivateNetwork
    import Testing

    /// What a live capture prints is what reading its file prints: both prepare packets by the same piece.
    @Suite(
        "Capture: as read", .blocking, .serialized,
        .enabled(if: CaptureCommand.refusal == nil, "\(CaptureCommand.refusal ?? "")"))
    struct LiveAsReadTests {
        private static func segment(
            fromServer: Bool = false, _ sequence: UInt32, _ acknowledged: UInt32?, isFirst: Bool = false,
            isLast: Bool = false, _ text: String = ""
        ) -> [UInt8] {
            let (client, server) = (IPv4Address(10, 0, 0, 1), IPv4Address(10, 0, 0, 2))
            return try! Packet {
                Ethernet.with {
                    $0.source = MACAddress(2, 0, 0, 0, 0, fromServer ? 2 : 1)
                    $0.destination = MACAddress(2, 0, 0, 0, 0, fromServer ? 1 : 2)
                }
                IPv4.with {
                    $0.source = fromServer ? server : client
                    $0.destination = fromServer ? client : server
                }
                TCP.with {
                    $0.sourcePort = fromServer ? 80 : 40000
                    $0.destinationPort = fromServer ? 40000 : 80
                    $0.sequenceNumber = sequence
                    $0.acknowledgmentNumber = acknowledged ?? 0
                    $0.acknowledgment = acknowledged != nil
                    $0.synchronize = isFirst
                    $0.finish = isLast
                    $0.push = !text.isEmpty
                    $0.window = 8000
                }
                text
            }.octets()
        }

        /// A page that is fetched with losses: the request is sent again, and the answer's parts come in the wrong order.
        static let exchange: [[UInt8]] = {
            let request = "GET /page HTTP/1.1\r\nHost: web.test\r\n\r\n"
            let answer = [
                "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n", "Content-Type: text/plain\r\n\r\n", "hello, world",
            ]
            let asked = 101 + UInt32(request.utf8.count)
            var starts = [UInt32(501)]
            for part in answer { starts.append(starts[starts.count - 1] + UInt32(part.utf8.count)) }
            return [
                segment(100, nil, isFirst: true), segment(fromServer: true, 500, 101, isFirst: true),
                segment(101, 501), segment(101, 501, request), segment(101, 501, request),
                segment(fromServer: true, 501, asked), segment(fromServer: true, starts[0], asked, answer[0]),
                segment(fromServer: true, starts[2], asked, answer[2]), segment(asked, starts[1]),
                segment(asked, starts[1]), segment(fromServer: true, starts[1], asked, answer[1]),
                segment(fromServer: true, starts[2], asked, answer[2]), segment(asked, starts[3]),
                segment(fromServer: true, starts[3], asked, isLast: true), segment(asked, starts[3] + 1, isLast: true),
            ]
        }()

        /// Sends it so slowly that what is sent again is taken for that, and not for what was overtaken.
        private static func send() throws {
            let sender = try PacketSocketLink("a0", options: .sending)
            for octets in exchange {
                try sender.send([octets])
                usleep(4000)
            }
        }

        @Test(
            "a page fetched with retransmissions is printed live as from the file",
            arguments: [[], ["-V"], ["-t", "d"], ["-T", "json"], ["-T", "ek"], ["-T", "pdml"]])
        func printed(options: [String]) throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let folder = try Folder()
                let path = folder.file("a.pcapng")
                // Optimised builds let it go, with its files, after its last use.
                defer { withExtendedLifetime(folder) {} }
                let live = try network.start(
                    CaptureCommand.path, ["capture", "-i", "b0", "-w", path, "--print"] + options)
                try live.waitFor("listening on")
                try Self.send()
                #expect(try CaptureCommand.stop(live) == [Self.exchange.count, Self.exchange.count, 0])
                let again = try network.start(CaptureCommand.path, ["read", path] + options).finish()
                // The document's own line names the interface, or the file.
                func lines(_ text: String) -> [Substring] {
                    text.split(separator: "\n").filter { !$0.hasPrefix("<pdml ") }
                }
                let different = zip(lines(live.printed), lines(again)).first { $0.0 != $0.1 }
                #expect(
                    different == nil && lines(live.printed).count == lines(again).count,
                    "\(String(describing: different))")
                #expect(again.split(separator: "\n").count >= Self.exchange.count)
            }
        }

        @Test("a display filter chooses live what it chooses from the file")
        func chosen() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let folder = try Folder()
                let path = folder.file("a.pcapng")
                // Optimised builds let it go, with its files, after its last use.
                defer { withExtendedLifetime(folder) {} }
                let fields = ["frame.number", "tcp.stream", "http.request.uri", "http.response.code"]
                let options = ["-Y", "http", "-T", "fields"] + fields.flatMap { ["-e", $0] }
                // One writes all, so that the numbers are the same, and one shows what is chosen.
                let writing = try CaptureCommand.start(network, "-i", "b0", "-w", path)
                let live = try network.start(CaptureCommand.path, ["capture", "-i", "b0"] + options)
                try live.waitFor("listening on")
                try Self.send()
                _ = try CaptureCommand.stop(live)
                _ = try CaptureCommand.stop(writing)
                let again = try network.start(CaptureCommand.path, ["read", path] + options).finish()
                #expect(live.printed == again)
                // The request that is sent again is no second one; the answer is whole where its middle comes.
                #expect(again == "4\t0\t/page\t\n11\t0\t\t200\n")
            }
        }
    }
#endif
