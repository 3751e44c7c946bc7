package import NetStackSockets

/// Something small that is served on TCP connections of a stack.
package protocol StackService: Sendable {
    /// What people call it: `http`.
    var name: String { get }
    /// The port that it is found at.
    var port: UInt16 { get }

    /// Serves one connection until one side ends it; who called closes it.
    ///
    /// - Throws: `SocketError`, as reading and writing do.
    func serve(_ connection: ServedConnection) async throws(SocketError)
}

/// Sends back what it is sent. RFC 862
package struct EchoService: StackService {
    package let name = "echo"
    package let port: UInt16 = 7
    package init() {}

    package func serve(_ connection: ServedConnection) async throws(SocketError) {
        while true {
            let octets = try await connection.read()
            if octets.isEmpty { return }
            try await connection.write(octets)
        }
    }
}

/// Throws away what it is sent. RFC 863
package struct DiscardService: StackService {
    package let name = "discard"
    package let port: UInt16 = 9
    package init() {}

    package func serve(_ connection: ServedConnection) async throws(SocketError) {
        while try await !connection.read().isEmpty {}
    }
}

/// Says what time it is. RFC 867
package struct DaytimeService: StackService {
    package let name = "daytime"
    package let port: UInt16 = 13
    private let clock: @Sendable () -> CalendarTime

    package init(clock: @escaping @Sendable () -> CalendarTime = { .now }) { self.clock = clock }

    package func serve(_ connection: ServedConnection) async throws(SocketError) {
        try await connection.write(Array((clock().text + "\r\n").utf8))
    }
}

/// Sends lines of 72 characters, each one character further on, until the peer has enough. RFC 864
package struct ChargenService: StackService {
    package let name = "chargen"
    package let port: UInt16 = 19
    /// All lines that differ, one after another.
    private let lines: [UInt8]

    package init() {
        // The printing characters, from the space to the tilde.
        let characters = Array(UInt8(ascii: " ")...UInt8(ascii: "~"))
        lines = characters.indices.flatMap { first in
            (0..<72).map { characters[(first + $0) % characters.count] } + Array("\r\n".utf8)
        }
    }

    package func serve(_ connection: ServedConnection) async throws(SocketError) {
        while await !connection.peerHasFinished() { try await connection.write(lines) }
    }
}
