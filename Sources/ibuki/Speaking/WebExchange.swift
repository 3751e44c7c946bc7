#if os(Linux)
    import StackServices

    /// What a request is written to and its answer is read from.
    protocol WebLine {
        mutating func write(_ octets: [UInt8]) async throws

        /// - Returns: some octets; none when the server has finished.
        mutating func read() async throws -> [UInt8]
    }

    /// A request and its answer on a connection of our own stack.
    struct WebExchange: Sendable {
        var method: String
        var place: WebAddress
        /// Further headers, each `Name: value`.
        var headers: [String] = []
        var body: [UInt8]?

        /// The request line and the headers.
        var head: [String] {
            var lines = ["\(method) \(place.target) HTTP/1.1"]
            func has(_ name: String) -> Bool {
                headers.contains { $0.prefix { $0 != ":" }.lowercased() == name }
            }
            if !has("host") { lines.append("Host: \(place.authority)") }
            if !has("user-agent") { lines.append("User-Agent: ibuki/\(Ibuki.version)") }
            if !has("accept") { lines.append("Accept: */*") }
            if !has("connection") { lines.append("Connection: close") }
            if let body, !has("content-length") { lines.append("Content-Length: \(body.count)") }
            if body != nil, !has("content-type") { lines.append("Content-Type: application/x-www-form-urlencoded") }
            return lines + headers
        }

        /// The request as it is sent.
        private var request: [UInt8] { Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + (body ?? []) }

        /// Sends the request and hands on what comes.
        ///
        /// - Parameters:
        ///   - onHead: gets the answer's head.
        ///   - onBody: gets the body's octets as they come.
        /// - Throws: what the line throws; `CommandFailure` where the answer is none, or ends too early; what the two throw.
        func run(
            on line: inout some WebLine, onHead: (HTTPResponseHead) throws -> Void,
            onBody: (ArraySlice<UInt8>) throws -> Void
        ) async throws {
            try await line.write(request)
            var reader = HTTPResponseReader(isHead: method == "HEAD")
            while true {
                let octets = try await line.read()
                guard !octets.isEmpty else {
                    guard reader.closed() else {
                        throw CommandFailure(
                            .noAnswer, "\(place.authority): the connection ended before the answer did")
                    }
                    return
                }
                var rest = octets[...]
                do {
                    while let event = try reader.next(&rest) {
                        switch event {
                        case .head(let head): try onHead(head)
                        case .body(let octets): try onBody(octets)
                        case .end: return
                        }
                    }
                } catch let error as HTTPRefusal {
                    throw CommandFailure(.badData, "\(place.authority): this is no answer of HTTP's: \(error.reason)")
                }
            }
        }
    }
#endif
