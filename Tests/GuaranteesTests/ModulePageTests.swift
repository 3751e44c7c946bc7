import CaptureCompression
import Captures
import Foundation
import HostNetwork
import Lab
import Leases
import Links
import NIOCore
import NetStack
import NetStackNIO
import NetStackSockets
import PacketFilters
import PacketPresenters
import PacketProtocols
import Packets
import PrivateNetwork
import Probes
import ResetGuard
import Script
import Sending
import Streams
import Testing

/// The first page of each library's documentation: the program on it is a function here, compiled as it stands there.
@Suite("The modules' pages")
struct ModulePageTests {
    /// What a program prints.
    private final class Output {
        private(set) var lines: [String] = []
        func print(_ words: Any...) { lines.append(words.map { "\($0)" }.joined(separator: " ")) }
    }

    private static let tour = CapturedPackets.root + "/Examples/captures/tour.pcapng"

    private func packets(print: (Any...) -> Void) throws {
        // Packets begins
        let octets = try Packet {
            Ethernet.with { $0.destination = .broadcast }
            IPv4.with { $0.destination = "10.0.0.1" }
            UDP.with { $0.destinationPort = 53 }
            "hello"
        }.octets(in: .internet)

        var dissector = PacketDissector(.internet)
        let packet = dissector.packet(unsafe octets.span.bytes, at: Timestamp(seconds: 0), as: .ethernet)
        for layer in packet.layerList { print(layer.name, layer.header) }
        if let udp = packet.layer(UDP.self) { print(udp.destinationPort, udp.length) }
        // Packets ends
    }

    @Test("Packets: a packet is made, and taken apart")
    func packets() throws {
        let output = Output()
        try packets(print: output.print)
        #expect(output.lines == ["eth 0..<14", "ip 14..<34", "udp 34..<42", "data 42..<47", "53 13"])
    }

    private func protocols(print: (Any...) -> Void) throws {
        // PacketProtocols begins
        let expression = try ForgeExpression("ip(dst=10.0.0.1)/udp/dns(queries=[{name=example.test,type=AAAA}])")
        var random = SystemRandomNumberGenerator()
        let octets = try ForgeSequence(expression).packet(at: 0, random: &random).octets()

        var dissector = PacketDissector()
        let packet = dissector.packet(unsafe octets.span.bytes, at: Timestamp(seconds: 0), as: .ethernet)
        if let dns = packet.layer(DNS.self) {
            var questions = dns.questions
            while let question = questions.next() { print(question.owner.text, question.type.rawValue) }
        }
        // PacketProtocols ends
    }

    @Test("PacketProtocols: a question is asked of an expression, and read")
    func protocols() throws {
        let output = Output()
        try protocols(print: output.print)
        #expect(output.lines == ["example.test 28"])
    }

    private func filters(_ path: String, print: (Any...) -> Void) throws {
        // PacketFilters begins
        var filter = try DisplayFilter("tcp.flags.syn == 1 and tcp.port == 443", in: .standard)
        var packets = try PacketReader(path: path)
        while var packet = try packets.next() {
            if filter.matches(&packet) { print(packet.frame.number) }
        }

        do {
            _ = try DisplayFilter("tcp.prot == 443", in: .standard)
        } catch {
            print(error)
        }
        // PacketFilters ends
    }

    @Test("PacketFilters: packets are chosen, and a wrong filter says what is wrong with it")
    func filters() throws {
        let output = Output()
        try filters(Self.tour, print: output.print)
        #expect(output.lines.count > 1 && output.lines.dropLast().allSatisfy { Int($0) != nil })
        #expect(output.lines.last?.contains("did you mean 'tcp.port'?") == true)
    }

    private func presenters(_ path: String, print: (Any...) -> Void) throws {
        // PacketPresenters begins
        var packets = try PacketReader(path: path)
        var lines = LinePresenter()
        var tree = DetailTree(.standard)
        var detail = PacketDetail()
        var text = TextBuffer()
        while var packet = try packets.next() {
            lines.append(&packet)
            if packet.frame.number == 1 {
                Registry.standard.detail(of: &packet, into: &detail)
                tree.write(&packet, detail, into: &text)
            }
        }
        print(String(decoding: lines.text))
        print(String(decoding: text))
        // PacketPresenters ends
    }

    @Test("PacketPresenters: a line a packet, and the tree of the first")
    func presenters() throws {
        let output = Output()
        try presenters(Self.tour, print: output.print)
        #expect(output.lines.count == 2)
        #expect(output.lines.first?.split(separator: "\n").count == CapturedPackets.tour.count)
        #expect(output.lines.last?.hasPrefix("Frame 1: ") == true)
    }

    private func captures(_ path: String, _ output: String) throws {
        // Captures begins
        var reader = try CaptureReader(path: path)
        var writer = try CaptureWriter(path: output)
        while let frame = try reader.next() {
            if frame.capturedLength < 100 { try writer.write(frame) }
        }
        try writer.close()
        // Captures ends
    }

    @Test("Captures: the short frames of one file are written to another")
    func captures() throws {
        let folder = try Folder()
        let output = folder.file("short.pcapng")
        try captures(Self.tour, output)
        let copied = CapturedPackets.packets(of: output)
        #expect(copied.map(\.octets) == CapturedPackets.tour.map(\.octets).filter { $0.count < 100 })
        #expect(!copied.isEmpty)
    }

    private func streams(_ path: String, print: (Any...) -> Void) throws {
        // Streams begins
        var conversations = Conversations(of: .tcp)
        var request = try StatisticRequest("io,phs,tcp.port == 443", in: .standard)
        var packets = try PacketReader(path: path)
        while var packet = try packets.next() {
            conversations.add(&packet)
            request.add(&packet)
        }
        for row in conversations.sorted(by: .octets).prefix(3) {
            print(row.opener.address, row.answerer.address, row.total.packets)
        }
        var text = TextBuffer()
        request.write(into: &text)
        print(String(decoding: text))
        // Streams ends
    }

    @Test("Streams: conversations and a hierarchy are counted")
    func streams() throws {
        let output = Output()
        try streams(Self.tour, print: output.print)
        #expect(output.lines.last?.contains("Protocol Hierarchy Statistics") == true)
        #expect(output.lines.count > 1)
    }

    private func compression(_ path: String, print: (Any...) -> Void) throws {
        // CaptureCompression begins
        var packets = PacketReader(try CaptureReader(path: path, compression: CompressionFormat.all))
        while let packet = try packets.next() { print("\(packet)") }
        // CaptureCompression ends
    }

    @Test("CaptureCompression: a capture is read, compressed or not")
    func compression() throws {
        let output = Output()
        try compression(Self.tour, print: output.print)
        #expect(output.lines.count == CapturedPackets.tour.count)
    }

    private func links(_ octets: [UInt8], print: (Any...) -> Void) throws {
        // Links begins
        let (near, far) = MemoryLink.pair("near", "far")
        let bad = ImpairedLink(far, receiving: Impairment(duplication: 1), seed: 1) { Timestamp(seconds: 0) }
        try near.send(unsafe octets.span.bytes)
        while let frame = try bad.receive() { print(frame.timestamp, frame.bytes.byteCount) }
        // Links ends
    }

    @Test("Links: a frame crosses a cable in memory, and a bad network doubles it")
    func links() throws {
        let output = Output()
        try links(try #require(CapturedPackets.tour.first).octets, print: output.print)
        #expect(output.lines.count == 2)
    }

    private static func page(_ module: String) throws -> String {
        try String(
            contentsOfFile: CapturedPackets.root + "/Sources/\(module)/\(module).docc/\(module).md", encoding: .utf8)
    }

    private func netStack(print: (Any...) -> Void) throws {
        // NetStack begins
        var client = Stack(StackConfiguration(secrets: StackSecrets(1, 2)))
        var server = Stack(StackConfiguration(secrets: StackSecrets(3, 4)))
        let near = client.add(
            Interface(hardwareAddress: "02:00:00:00:00:01", addresses: [.init("10.0.0.1", prefixLength: 24)]))
        let far = server.add(
            Interface(hardwareAddress: "02:00:00:00:00:02", addresses: [.init("10.0.0.2", prefixLength: 24)]))

        let listener = try server.listen(on: 80)
        let connection = try client.connect(to: "10.0.0.2", port: 80, now: 0)
        var octets: [UInt8] = []
        for turn in 1...3 as ClosedRange<UInt64> {
            let now = turn * 1_000_000
            while let frame = client.next(now: now) {
                octets.removeAll()
                frame.append(to: &octets)
                server.receive(unsafe octets.span.bytes, on: far, now: now)
            }
            while let frame = server.next(now: now) {
                octets.removeAll()
                frame.append(to: &octets)
                client.receive(unsafe octets.span.bytes, on: near, now: now)
            }
        }
        if let accepted = server.accept(listener), let status = client.status(connection) {
            print(status.state, server.status(accepted)?.state == .established, status.smoothedRoundTrip)
        }
        // NetStack ends
    }

    @Test("NetStack: two stacks have a connection, one millisecond at a time")
    func netStack() throws {
        let output = Output()
        try netStack(print: output.print)
        #expect(output.lines == ["established true 1"])
    }

    private func script(print: (Any...) -> Void) throws {
        // Script begins
        let script = try Script(
            """
            0  socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
            +0 bind(3, ..., ...) = 0
            +0 listen(3, 1) = 0
            +0 < S 0:0(0) win 32792 <mss 1000>
            +0 > S. 0:0(0) ack 1 <mss 1460>
            // Nobody answers: it is sent again after a second.
            +1 > S. 0:0(0) ack 1 <mss 1460>
            """, name: "listen.pkt")
        try script.run { print($0) }
        // Script ends
    }

    @Test("Script: a SYN is answered, and the answer is sent again")
    func script() throws {
        let output = Output()
        try script(print: output.print)
        #expect(output.lines.last == "1.000000 > S. 0:0(0) ack 1 win 65535 <mss 1460>")
    }

    private func netStackSockets(print: (Any...) -> Void) async throws {
        // NetStackSockets begins
        let (near, far) = try CableLink.pair("near", "far")
        let client = try StackDriver(StackConfiguration(secrets: .random()))
        let server = try StackDriver(StackConfiguration(secrets: .random()))
        await client.add(near, addresses: [.init("10.0.0.1", prefixLength: 24)])
        await server.add(far, addresses: [.init("10.0.0.2", prefixLength: 24)])

        let listener = try await server.listen(on: 7)
        let echo = Task {
            let peer = try await listener.accept()
            for try await octets in peer.octets { try await peer.write(octets) }
            await peer.close()
        }

        let connection = try await client.connect(to: "10.0.0.2", port: 7, within: .seconds(5))
        try await connection.write(Array("who is there?".utf8))
        try await connection.finish()
        for try await octets in connection.octets { print(String(decoding: octets, as: UTF8.self)) }
        try await echo.value
        await client.shutDown()
        await server.shutDown()
        // NetStackSockets ends
    }

    @Test("NetStackSockets: a driver's connection is echoed by another's")
    func netStackSockets() async throws {
        let output = Output()
        try await netStackSockets(print: output.print)
        #expect(output.lines.joined() == "who is there?")
    }

    private func leases(print: (Any...) -> Void) {
        // Leases begins
        var server = LeaseServer(
            .init(address: "10.9.0.1", prefixLength: 24, first: "10.9.0.100", last: "10.9.0.199"))
        var client = LeaseClient(.init(hardwareAddress: "02:00:00:00:00:09"), seed: 1, now: 0)

        var now: UInt64 = 0
        while client.state != .released {
            while let action = client.next(now: now) {
                switch action {
                case .send(let message, _, _):
                    if let answer = server.answer(to: message.octets, now: now) {
                        client.receive(answer.message.octets, now: now)
                    }
                case .check: client.checked(isTaken: false, now: now)
                case .bound(let lease): print(lease.address, "is ours for", lease.duration ?? 0, "s")
                case .renewed:
                    print("renewed after", now / 1_000_000_000, "s")
                    client.release(now: now)
                case .lost(_, let loss): print(loss)
                case .offered, .refused: break
                }
            }
            now = max(now, client.nextDeadline)
        }
        // Leases ends
    }

    @Test("Leases: an address is borrowed, renewed and given back")
    func leases() {
        let output = Output()
        leases(print: output.print)
        #expect(output.lines == ["10.9.0.100 is ours for 3600 s", "renewed after 1800 s", "released"])
    }

    private func netStackNIO(print: (Any...) -> Void) async throws {
        // NetStackNIO begins
        final class Echo: ChannelInboundHandler {
            typealias InboundIn = ByteBuffer
            func channelRead(context: ChannelHandlerContext, data: NIOAny) { context.writeAndFlush(data, promise: nil) }
        }

        let driver = try StackDriver(StackConfiguration(secrets: .random()))
        await driver.addLoopback()
        let loop = StackEventLoop(driver)

        let listener = try await StackServerBootstrap(loop)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Echo()) }
            }
            .bind(host: "127.0.0.1", port: 7).get()

        let connection = try await driver.connect(to: "127.0.0.1", port: 7)
        try await connection.write(Array("who is there?".utf8))
        print(String(decoding: try await connection.read(), as: UTF8.self))
        await connection.close()
        try await listener.close()
        try await loop.shutdownGracefully()
        // NetStackNIO ends
    }

    @Test("NetStackNIO: a handler of NIO's echoes what a socket of the driver says")
    func netStackNIO() async throws {
        let output = Output()
        try await netStackNIO(print: output.print)
        #expect(output.lines.joined() == "who is there?")
    }

    private func lab(print: (Any...) -> Void) async throws {
        // Lab begins
        let lab = try Lab()
        try await lab.start()
        let driver = try StackDriver(StackConfiguration(secrets: .random()))
        await driver.add(try lab.plug(), addresses: Lab.ownAddresses, gateways: Lab.gateways)

        for address in LabHost.echo.addresses {
            let connection = try await driver.connect(to: address, port: 7, within: .seconds(5))
            try await connection.write(Array("who is there?".utf8))
            try await connection.finish()
            for try await octets in connection.octets { print(String(decoding: octets, as: UTF8.self)) }
            await connection.close()
        }
        await driver.shutDown()
        await lab.shutDown()
        // Lab ends
    }

    @Test("Lab: a host of it echoes what is said, by both families")
    func lab() async throws {
        let output = Output()
        try await lab(print: output.print)
        #expect(output.lines.joined() == "who is there?who is there?")
    }

    @Test(
        "each shows the program that is compiled here",
        arguments: [
            "Packets", "PacketProtocols", "PacketFilters", "PacketPresenters", "Captures", "Streams",
            "CaptureCompression",
            "Links", "NetStack", "Script", "Leases", "NetStackSockets", "Lab",
        ])
    func isShown(_ module: String) throws {
        #expect(
            try Self.page(module).contains(
                ShownProgram.text(
                    in: #filePath, of: module, paths: ["path": "web.pcapng", "output": "short.pcapng"])))
    }

    #if os(Linux)
        private func hostNetwork(print: (Any...) -> Void) throws {
            // HostNetwork begins
            var tables = try NetworkTables()
            for interface in try tables.interfaces() {
                print(interface.name, interface.addresses.map { "\($0.address)" })
            }
            let route = try tables.route(to: "127.0.0.1")
            print("by interface \(route.interfaceIndex)")

            var reader = try SocketReader()
            let sockets = try reader.sockets(SocketQuery())
            print(sockets.compactMap { $0.state == .listen ? $0.sourcePort : nil })
            // HostNetwork ends
        }

        private func sending(print: (Any...) -> Void) throws {
            // Sending begins
            var packets = try OutgoingPackets("ip(dst=10.9.0.2)/udp(dstport=[9,10])/'hello'", by: nil, seed: 1)
            var schedule = SendingSchedule(.packets(perSecond: 100))
            var transmission = Transmission(packets.link)
            var batch = FrameBatch()
            while packets.position < packets.count {
                batch.removeAll()
                try packets.take(64, into: &batch)
                try schedule.send(batch, by: &transmission)
            }
            print(transmission.packets, "packets with", transmission.octets, "octets")
            // Sending ends
        }

        private func probes(print: (Any...) -> Void) throws {
            // Probes begins
            struct Answers: AskReporter {
                var lines: [String] = []

                mutating func answered(_ question: Question, by answer: inout PacketView, after delay: Duration) {
                    lines.append("\(answer) after \(delay)")
                }
                mutating func unanswered(_ question: Question) { lines.append("no answer to \(question.number)") }
                func paused() {}
            }

            let packets = try OutgoingPackets("ip(dst=10.9.0.2)/icmp", by: nil, seed: 1)
            let link = packets.link
            let answers = try PacketSocketLink(link.name)
            var asker = Asker(
                ForgedQuestions(packets, rounds: 1), by: link, hearing: answers, clock: HostClock(), in: .standard)
            var reporter = Answers()
            try asker.run(&reporter)
            print(reporter.lines)
            // Probes ends
        }

        /// What the tests of the program run beside a server of another host's.
        private func resetGuard(print: (Any...) -> Void) async throws {
            // ResetGuard begins
            var tables = try NetworkTables()
            let route = try tables.route(to: "10.9.0.2")
            let interface = try tables.interfaces().first { $0.index == route.interfaceIndex }!

            var options = PacketSocketOptions()
            options.isImmediate = true
            options.direction = .inbound
            options.mark = ResetGuard.mark
            let link = try PacketSocketLink(interface.name, options: options)

            let guardian = ResetGuard(onInterface: interface.index)
            let driver = try StackDriver(StackConfiguration(secrets: .random()), keeper: guardian)
            await driver.add(
                link, addresses: interface.addresses.map { .init($0.address, prefixLength: $0.prefixLength) },
                sharesAddresses: true)
            let connection = try await driver.connect(to: "10.9.0.2", port: 80, within: .seconds(5))
            print(connection.local, guardian.method, guardian.resetsDropped)
            // ResetGuard ends
        }

        @Test(
            "HostNetwork, Sending and Probes: the host's tables, packets to another host, and its answer",
            .enabled(if: PrivateNetwork.isAvailable, "\(PrivateNetwork.refusal ?? "")"))
        func live() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let host = Output()
                try hostNetwork(print: host.print)
                #expect(host.lines.contains { $0.hasPrefix("a0 ") && $0.contains("10.9.0.1") }, "\(host.lines)")
                #expect(host.lines.contains("by interface 1") && host.lines.last == "[]", "\(host.lines)")
                let sent = Output()
                try sending(print: sent.print)
                #expect(sent.lines == ["2 packets with \(2 * (14 + 20 + 8 + 5)) octets"])
                let asked = Output()
                try probes(print: asked.print)
                #expect(
                    asked.lines.contains { $0.contains("IP 10.9.0.2 > 10.9.0.1: ICMP echo reply") }, "\(asked.lines)")
            }
        }

        @Test("so do those of what needs Linux", arguments: ["HostNetwork", "Sending", "Probes", "ResetGuard"])
        func isShownOnLinux(_ module: String) throws { try isShown(module) }
    #endif
}
