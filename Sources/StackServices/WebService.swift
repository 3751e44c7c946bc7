package import NetStackSockets

/// A small web server: a page at `/`, and `/big/N`, which is N octets long. HTTP/1.1 and 1.0, GET and HEAD.
package struct WebService: StackService {
    package let name = "http"
    package let port: UInt16
    /// The most octets that are sent for one request.
    package static let longest = 1 << 32

    /// How long a request may take to come.
    private static let patience = Duration.seconds(60)

    private let greeting: String
    private let clock: @Sendable () -> CalendarTime
    private static let block = [UInt8]((0..<1 << 16).map { UInt8(ascii: "a") + UInt8($0 % 26) })

    /// - Parameter greeting: what stands at `/`.
    package init(greeting: String, port: UInt16 = 80, clock: @escaping @Sendable () -> CalendarTime = { .now }) {
        self.greeting = greeting
        self.port = port
        self.clock = clock
    }

    package func serve(_ connection: ServedConnection) async throws(SocketError) {
        var reader = HTTPRequestReader()
        var begin = ContinuousClock.now
        while true {
            // Who sends a request octet by octet does not hold a connection for ever.
            if !reader.isInRequest { begin = .now }
            guard ContinuousClock.now - begin < Self.patience else { return }
            let octets = try await connection.read()
            guard !octets.isEmpty else { return }
            var rest = octets[...]
            while !rest.isEmpty {
                let answer: HTTPAnswer
                do throws(HTTPRefusal) {
                    guard let request = try reader.next(&rest) else { continue }
                    answer = self.answer(to: request)
                } catch {
                    answer = HTTPAnswer(refusing: error)
                }
                try await send(answer, connection)
                guard answer.keepsAlive else { return await connection.finishGently() }
            }
        }
    }

    /// Sends an answer. Its head leaves with the body's first octets: alone it would be a small segment, behind which Nagle's rule
    /// lets the next wait for an acknowledgment (RFC 9293 section 3.7.4).
    private func send(_ answer: HTTPAnswer, _ connection: ServedConnection) async throws(SocketError) {
        let head = answer.head(clock())
        switch answer.body {
        case _ where answer.isHeadOnly: try await connection.write(head)
        case .text(let text): try await connection.write(head + Array(text.utf8))
        case .filler(let count):
            var left = count - min(count, Self.block.count)
            try await connection.write(head + Self.block.prefix(count))
            while left > 0 {
                let piece = Self.block.prefix(left)
                try await connection.write(piece)
                left -= piece.count
            }
        }
    }

    /// What a request is answered.
    func answer(to request: HTTPRequest) -> HTTPAnswer {
        guard request.method == "GET" || request.method == "HEAD" else {
            return HTTPAnswer(refusing: HTTPRefusal(405, "GET and HEAD are answered here."), request)
        }
        let path = request.target.prefix { $0 != "?" }
        if path == "/" { return HTTPAnswer(.text(greeting), request) }
        if path.hasPrefix("/big/"), let count = Int(path.dropFirst(5)), (0...Self.longest).contains(count) {
            return HTTPAnswer(.filler(count), request)
        }
        return HTTPAnswer(refusing: HTTPRefusal(404, "There is '/', and '/big/N' with N octets."), request)
    }
}
