#if os(Linux)
    import NetStack
    import NetStackSockets
    import Probes
    import Synchronization
    import SystemCalls

    /// Carries questions by the host's own sockets.
    struct HostNameCarrier: NameCarrier {
        func exchangeDatagram(
            _ message: [UInt8], with server: NameServer, within limit: Duration,
            taking: @escaping @Sendable ([UInt8]) -> Bool
        ) async throws -> [UInt8]? {
            try await onThread { isCancelled in
                let socket = try SystemSocket(
                    to: server.address, port: server.port, isStream: false, within: limit, isCancelled: isCancelled)
                try socket.send(message)
                while let answer = try socket.receive() { if taking(answer) { return answer } }
                return nil
            }
        }

        func exchangeStream(
            _ message: [UInt8], with server: NameServer, within limit: Duration
        ) async throws -> [UInt8]? {
            try await onThread { isCancelled in
                let socket = try SystemSocket(
                    to: server.address, port: server.port, isStream: true, within: limit, isCancelled: isCancelled)
                var frame = NameFrame()
                try socket.send(NameFrame.framed(message))
                while let octets = try socket.receive(), !octets.isEmpty {
                    if let answer = frame.add(octets) { return answer }
                }
                return nil
            }
        }

        /// Does what blocks on a thread of its own.
        private func onThread(
            _ body: @escaping @Sendable (@escaping @Sendable () -> Bool) throws -> [UInt8]?
        ) async throws -> [UInt8]? {
            final class Flag: Sendable { let isSet = Atomic<Bool>(false) }
            let flag = Flag()
            let result = await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    System.startThread(named: "names") {
                        continuation.resume(returning: Result { try body { flag.isSet.load(ordering: .relaxed) } })
                    }
                }
            } onCancel: {
                flag.isSet.store(true, ordering: .relaxed)
            }
            try Task.checkCancellation()
            return try result.get()
        }
    }

    /// Carries questions by a stack of our own.
    struct StackNameCarrier: NameCarrier {
        let driver: StackDriver

        func exchangeDatagram(
            _ message: [UInt8], with server: NameServer, within limit: Duration,
            taking: @escaping @Sendable ([UInt8]) -> Bool
        ) async throws -> [UInt8]? {
            try await inTime {
                let end = ContinuousClock.now + limit
                let socket = try await driver.openUDP()
                try await socket.send(message, to: server.address, port: server.port)
                while true {
                    let left = max(.zero, ContinuousClock.now.duration(to: end))
                    let datagram = try await socket.receive(within: left)
                    let isTheirs = datagram.source.address == server.address && datagram.source.port == server.port
                    if isTheirs, taking(datagram.octets) {
                        await socket.close()
                        return datagram.octets
                    }
                }
            }
        }

        func exchangeStream(
            _ message: [UInt8], with server: NameServer, within limit: Duration
        ) async throws -> [UInt8]? {
            try await inTime {
                let end = ContinuousClock.now + limit
                let connection = try await driver.connect(to: server.address, port: server.port, within: limit)
                try await connection.write(NameFrame.framed(message))
                var frame = NameFrame()
                while true {
                    let left = max(.zero, ContinuousClock.now.duration(to: end))
                    let octets = try await connection.read(within: left)
                    let answer = frame.add(octets)
                    if answer != nil || octets.isEmpty {
                        await connection.close()
                        return answer
                    }
                }
            }
        }

        private func inTime(_ body: () async throws -> [UInt8]?) async throws -> [UInt8]? {
            do { return try await body() } catch let error as SocketError {
                switch error.code {
                case .timedOut: return nil
                case .cancelled, .stopped: throw CancellationError()
                default: throw error
                }
            }
        }
    }

    /// A message on a stream, behind its length. RFC 1035 section 4.2.2
    private struct NameFrame {
        private var octets: [UInt8] = []

        /// A message with its length before it.
        static func framed(_ message: [UInt8]) -> [UInt8] {
            [UInt8(truncatingIfNeeded: message.count >> 8), UInt8(truncatingIfNeeded: message.count)] + message
        }

        /// Takes octets of the stream; gives the message when it is whole.
        mutating func add(_ more: [UInt8]) -> [UInt8]? {
            octets += more
            guard octets.count >= 2 else { return nil }
            let count = Int(octets[0]) << 8 | Int(octets[1])
            return octets.count >= 2 + count ? Array(octets[2..<2 + count]) : nil
        }
    }
#endif
