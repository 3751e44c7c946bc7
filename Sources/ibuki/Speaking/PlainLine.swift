#if os(Linux)
    import NetStackSockets

    /// A connection as it is.
    struct PlainLine: WebLine {
        let connection: TCPConnection
        /// How long the server may say nothing.
        let patience: Duration

        func write(_ octets: [UInt8]) async throws { try await connection.write(octets, within: patience) }
        func read() async throws -> [UInt8] { try await connection.read(within: patience) }
    }
#endif
