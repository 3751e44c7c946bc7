import NIOCore
import SystemCalls

/// What a client and a server do to each other; what both hear of it is to be the same by any transport.
enum Scenario: String, CaseIterable {
    case echo, serverClosesFirst, closedWhenActive, closedWhileReading, writtenWhenRegistered, writtenAfterClose
    case halfClosedBothWays, halfClosedWhenActive, halfClosureRefused, inputClosed, inputThenOutputClosed
    case unreadAtClose, closedWithoutLinger, endOfOneWhoDoesNotRead, readOnce, resetWhileHalfClosed, waterMarks, refused

    /// - Returns: what the client heard, what the server heard, and what was said to the calls.
    func run(on net: some Transport) async throws -> [String] {
        let client = clientRecorder
        guard self != .refused else { return try await refused(net, client) }
        let server = serverRecorder
        let listener = try await net.listen { child in
            try child.syncOptions!.setOption(.allowRemoteHalfClosure, value: serverAllowsHalfClosure)
            try child.syncOptions!.setOption(.autoRead, value: serverReads)
            try child.pipeline.syncOperations.addHandler(server)
        }
        let channel = try await net.connect(to: listener.localAddress!.port!, client) { channel in
            try channel.syncOptions!.setOption(.allowRemoteHalfClosure, value: clientAllowsHalfClosure)
            try channel.pipeline.syncOperations.addHandler(client)
        }
        try await eventually("the server has a channel") { server.channel != nil }
        let notes = try await act(net, channel, server.channel!, client, server)
        try await channel.closeFuture.get()
        try await server.channel!.closeFuture.get()
        try await listener.close()
        // Handlers are removed before `closeFuture` is told.
        return client.lines.map { "client \($0)" } + server.lines.map { "server \($0)" } + notes
    }

    private var clientAllowsHalfClosure: Bool { self == .halfClosedBothWays || self == .halfClosedWhenActive }
    private var serverAllowsHalfClosure: Bool {
        clientAllowsHalfClosure || [.inputClosed, .inputThenOutputClosed, .resetWhileHalfClosed].contains(self)
    }
    private var serverReads: Bool {
        ![.unreadAtClose, .endOfOneWhoDoesNotRead, .readOnce, .waterMarks].contains(self)
    }

    private var clientRecorder: Recorder {
        Recorder(onEvent: { context, event in
            switch (self, event) {
            case (.writtenWhenRegistered, "registered"):
                context.writeAndFlush(NIOAny(ByteBuffer(repeating: 1, count: 100)), promise: nil)
            case (.halfClosedWhenActive, "active"):
                context.writeAndFlush(NIOAny(ByteBuffer(repeating: 1, count: 100)), promise: nil)
                context.close(mode: .output, promise: nil)
            default: break
            }
        })
    }

    private var serverRecorder: Recorder {
        Recorder { context, buffer in
            switch self {
            case .echo, .serverClosesFirst, .writtenAfterClose, .halfClosureRefused, .writtenWhenRegistered:
                context.writeAndFlush(NIOAny(buffer), promise: nil)
            default: break
            }
            if [.serverClosesFirst, .closedWhileReading, .writtenWhenRegistered].contains(self) {
                context.close(promise: nil)
            }
        } onEvent: { context, event in
            if self == .closedWhenActive, event == "active" { context.close(promise: nil) }
            if self == .halfClosedWhenActive, event == "event inputClosed" {
                context.close(mode: .output, promise: nil)
            }
        }
    }

    private func act(
        _ net: some Transport, _ channel: any Channel, _ child: any Channel, _ client: Recorder, _ server: Recorder
    ) async throws -> [String] {
        var notes: [String] = []
        func note(_ name: String, _ body: () async throws -> Void) async {
            do {
                try await body()
                notes.append("\(name): done")
            } catch {
                notes.append("\(name): \(Recorder.words(error))")
            }
        }
        func send(_ count: Int) async throws {
            try await channel.writeAndFlush(ByteBuffer(repeating: 7, count: count)).get()
        }
        switch self {
        case .echo:
            try await send(1000)
            try await eventually("the echo") { client.octets == 1000 }
            try await channel.close()
        case .serverClosesFirst, .closedWhileReading: try await send(1000)
        case .writtenAfterClose:
            let unflushed = channel.write(ByteBuffer(string: "never flushed"))
            try await channel.close()
            await note("unflushed") { try await unflushed.get() }
            await note("write") { try await send(1) }
            await note("close again") { try await channel.close() }
        case .halfClosedBothWays:
            try await send(1000)
            try await channel.close(mode: .output)
            await note("write") { try await send(1) }
            await note("close the output again") { try await channel.close(mode: .output) }
            try await eventually("the end") { server.lines.last == "event inputClosed" }
            try await child.writeAndFlush(ByteBuffer(string: "answer")).get()
            try await child.close(mode: .output)
        case .halfClosureRefused:
            try await send(1000)
            try await eventually("the echo") { client.octets == 1000 }
            try await channel.close(mode: .output)
        case .inputClosed:
            await note("close the input") { try await child.close(mode: .input) }
            await note("close the input again") { try await child.close(mode: .input) }
            await note("close the output") { try await child.close(mode: .output) }
        case .inputThenOutputClosed:
            try await channel.close(mode: .output)
            try await eventually("the end") { server.lines.last == "event inputClosed" }
            await note("close the output") { try await child.close(mode: .output) }
        case .unreadAtClose:
            try await send(1000)
            try await net.settle()
            try await child.close()
        case .closedWithoutLinger:
            let options = channel as! any SocketOptionProvider
            try await options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
            notes.append("lingers \(try await options.getSoLinger().get().l_onoff)")
            try await channel.close()
        case .endOfOneWhoDoesNotRead:
            try await send(1000)
            try await channel.close()
        case .readOnce:
            try await send(1000)
            child.read()
            try await eventually("octets") { server.octets == 1000 }
            try await send(1000)
            try await net.settle()
            notes.append("has read \(server.octets)")
            try await channel.close()
        case .resetWhileHalfClosed:
            try await channel.close(mode: .output)
            try await eventually("the end") { server.lines.last == "event inputClosed" }
            // Nobody reads the answer: it is answered with a RST.
            try await channel.setOption(.autoRead, value: false).get()
            try await child.writeAndFlush(ByteBuffer(repeating: 1, count: 100)).get()
            try await net.settle()
            try await channel.close()
        case .waterMarks:
            try await channel.setOption(.writeBufferWaterMark, value: .init(low: 100, high: 200)).get()
            channel.write(ByteBuffer(repeating: 1, count: 150), promise: nil)
            channel.write(ByteBuffer(repeating: 1, count: 150), promise: nil)
            try await send(150)
            try await channel.close()
        case .closedWhenActive, .halfClosedWhenActive, .writtenWhenRegistered, .refused: break
        }
        return notes
    }

    private func refused(_ net: some Transport, _ client: Recorder) async throws -> [String] {
        do {
            // A port at which nobody has listened for decades.
            _ = try await net.connect(to: 1, client) { try $0.pipeline.syncOperations.addHandler(client) }
            return ["connected"]
        } catch {
            try await eventually("the end") { client.lines.last == "removed" }
            return client.lines + [Recorder.words(error)]
        }
    }
}
