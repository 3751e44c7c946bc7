internal import PacketProtocols
public import Packets

/// What carries questions to servers of names and brings answers back: the host's sockets, or those of a stack of one's own.
public protocol NameCarrier: Sendable {
    /// Sends a message as a datagram, from a port that nobody can guess, and waits for the first that is taken.
    ///
    /// - Returns: `nil` when none came in time.
    /// - Throws: what went wrong, such as that nobody listens there; `CancellationError` when the task was cancelled.
    func exchangeDatagram(
        _ message: [UInt8], with server: NameServer, within limit: Duration,
        taking: @escaping @Sendable ([UInt8]) -> Bool
    ) async throws -> [UInt8]?

    /// Sends a message on a connection, behind its length (RFC 1035 section 4.2.2), and waits for the one that comes back.
    ///
    /// - Returns: it, without its length; `nil` when none came in time, or the server ended the connection before.
    /// - Throws: as `exchangeDatagram`.
    func exchangeStream(
        _ message: [UInt8], with server: NameServer, within limit: Duration
    ) async throws -> [UInt8]?
}

/// Who a message goes to.
public struct NameServer: Sendable, Hashable, CustomStringConvertible {
    public var address: IPAddress
    public var port: UInt16

    public init(_ address: IPAddress, port: UInt16 = 53) {
        self.address = address
        self.port = port
    }

    public var description: String { "\(address)#\(port)" }
}

/// Asks servers of names until one answers: by a datagram first, and by a connection what does not fit one. RFC 1035, RFC 7766
public struct NameAsker: Sendable {
    /// Whom to ask, one after the other.
    public var servers: [NameServer]
    /// How often each is asked.
    public var tries = 3
    /// How long each try may take.
    public var patience = Duration.seconds(2)
    /// Whether it begins with a connection.
    public var usesStream = false

    public init(_ servers: [NameServer]) { self.servers = servers }

    /// A server's answer, and how it came.
    public struct Reply: Sendable {
        public var answer: NameAnswer
        public var server: NameServer
        public var isByStream: Bool
        public var time: Duration
    }

    /// Nobody answered.
    public struct Silence: Error, CustomStringConvertible {
        /// What was tried, and what came of it.
        public var description: String
    }

    /// Asks.
    ///
    /// - Throws: `Silence`; `ForgeError` for what is no name; `CancellationError`.
    public func ask(_ question: NameQuestion, by carrier: some NameCarrier) async throws -> Reply {
        var reasons: [NameServer: String] = [:]
        for _ in 0..<max(1, tries) {
            for server in servers {
                try Task.checkCancellation()
                do {
                    if let reply = try await ask(question, of: server, by: carrier) { return reply }
                    reasons[server] = "no answer"
                } catch let error as CancellationError {
                    throw error
                } catch let error as ForgeError {
                    throw error
                } catch {
                    reasons[server] = "\(error)"
                }
            }
        }
        let told = servers.map { "\($0): \(reasons[$0] ?? "not asked")" }
        throw Silence(description: told.isEmpty ? "there is no server to ask" : told.joined(separator: "; "))
    }

    private func ask(
        _ question: NameQuestion, of server: NameServer, by carrier: some NameCarrier
    ) async throws -> Reply? {
        // Each try has a number of its own: who guesses has to guess again.
        let message = try question.message(identifier: .random(in: 0 ... .max))
        let start = ContinuousClock.now
        var reply: Reply?
        if !usesStream {
            let octets = try await carrier.exchangeDatagram(message, with: server, within: patience) {
                NameQuestion.isAnswer($0, to: message)
            }
            guard let octets, let answer = NameAnswer(octets) else { return nil }
            reply = Reply(answer: answer, server: server, isByStream: false, time: ContinuousClock.now - start)
            guard answer.isTruncated else { return reply }
        }
        do {
            let octets = try await carrier.exchangeStream(message, with: server, within: patience)
            guard let octets, NameQuestion.isAnswer(octets, to: message), let answer = NameAnswer(octets) else {
                return reply
            }
            return Reply(answer: answer, server: server, isByStream: true, time: ContinuousClock.now - start)
        } catch {
            // A part of an answer is better than none.
            guard let reply, !(error is CancellationError) else { throw error }
            return reply
        }
    }
}
