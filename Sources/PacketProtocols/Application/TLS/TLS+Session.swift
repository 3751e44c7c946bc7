public import Packets

extension TLS {
    public static var initialState: Session { Session() }

    public static func follow(_ message: RawSpan, _ passage: FlowPassage, state: inout Session) -> FlowVerdict {
        state.follow(message)
        return .keep
    }

    /// What the hellos of a flow agreed on, as far as whole ones were seen.
    public struct Session: Sendable, BitwiseCopyable, Equatable {
        /// The version that the server chose; 0 when its hello was not seen.
        public internal(set) var version = Version(rawValue: 0)
        /// The cipher suite that the server chose.
        public internal(set) var cipherSuite = CipherSuite(rawValue: 0)

        public init() {}

        /// Takes note of a ServerHello among the segment's records.
        mutating func follow(_ message: RawSpan) {
            guard Record.isPlausible(message, at: 0) else { return }
            var at = 0
            while message.octet(at) == 22,
                let end = Record.end(message, from: at, to: message.byteCount, isFirst: false)
            {
                let handshake = at &+ Record.headerLength
                if message.value(of: Handshake.type, at: handshake) == 2,
                    let hello = Layer<ServerHello>(message, from: handshake &+ Handshake.headerLength, to: end)
                {
                    version = hello.chosenVersion
                    cipherSuite = hello.cipherSuite
                }
                at = end
            }
        }

        /// Whether the keys come from Diffie-Hellman over a prime field, until TLS 1.2: suites are named after that.
        var isDiffieHellman: Bool {
            let name = CipherSuite.name(of: cipherSuite.raw)?.description ?? ""
            return name.hasPrefix("TLS_DH") && !name.contains("_PSK_")
        }
    }
}

extension PacketView {
    /// What is known of the session that the TLS layer asked about belongs to.
    var tlsSession: TLS.Session { flowState(of: TLS.self) ?? TLS.Session() }
}
