public import Packets

/// Extensions that name hosts and protocols.
extension TLS {
    /// The host that a client means; a server answers with nothing. RFC 6066 section 3.
    public enum ServerNames: TLSExtensionBody {
        public static var keyword: String { "server_name" }
        public static var title: String { "Server name" }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "extensions_server_name_list_len", "Server Name list length", bits: 0..<16, auto: .length(.part(1)),
                means: "The octets of the list of names.", in: "RFC 6066 section 3")
        }
        public static var values: Repeated<ServerName> {
            .init(
                "names", "Server names", part: 1, heading: .none, means: "The names, of which there is one.",
                in: "RFC 6066 section 3")
        }
        public static var tree: [AnyField] { [.init(length), .init(values)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            from == to ? LayerParts(0) : PartLayout.vector(2).measure(message, from: from, to: to)
        }
    }

    /// RFC 7301 section 3.1.
    public enum ApplicationProtocols: TLSExtensionBody {
        public static var keyword: String { "alpn" }
        public static var title: String { "Application layer protocols" }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "extensions_alpn_len", "ALPN Extension Length", bits: 0..<16, auto: .length(.part(1)),
                means: "The octets of the list of protocols.", in: "RFC 7301 section 3.1")
        }
        public static var values: Repeated<ApplicationProtocol> {
            .init(
                "extensions_alpn_list", "ALPN Protocol", part: 1, heading: .presence,
                means: "The protocols that the client offers, or the one that the server chose.",
                in: "RFC 7301 section 3.1")
        }
        public static var tree: [AnyField] { [.init(length), .init(values)] }
        public static var layout: PartLayout { .vector(2) }
    }

    /// Which protocols have settings to exchange. draft-vvv-tls-alps.
    public enum ApplicationSettings: TLSExtensionBody {
        public static var keyword: String { "application_settings" }
        public static var title: String { "Application settings" }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "extensions_alps_len", "ALPS Extension Length", bits: 0..<16, auto: .length(.part(1)),
                means: "The octets of the protocols with settings.", in: "draft-vvv-tls-alps-01 section 4")
        }
        public static var values: Repeated<ApplicationSettingsProtocol> {
            .init(
                "extensions_alps_alpn_list", "Supported ALPN List", part: 1, heading: .presence,
                means: "The protocols whose settings go along with the handshake.",
                in: "draft-vvv-tls-alps-01 section 4")
        }
        public static var tree: [AnyField] { [.init(length), .init(values)] }
        public static var layout: PartLayout { .vector(2) }
    }

    /// A text behind its length in an octet, in a list of such.
    public protocol CountedText: Schema {
        static var length: Field<UInt8> { get }
        static var text: Field<String> { get }
    }

    /// One protocol.
    public enum ApplicationProtocol: CountedText {
        public static var title: String { "Application protocol" }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "extensions_alpn_str_len", "ALPN string length", bits: 0..<8, auto: .length(.part(1)),
                means: "The octets of one protocol's name in ALPN.", in: "RFC 7301 section 3.1")
        }
        @inlinable public static var text: Field<String> {
            .init(
                "extensions_alpn_str", "ALPN Next Protocol", part: 1,
                means: "What the client would speak inside: h2, http/1.1.", in: "RFC 7301 section 6")
        }
    }

    /// One protocol.
    public enum ApplicationSettingsProtocol: CountedText {
        public static var title: String { "Application protocol" }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "extensions_alps_alpn_str_len", "Supported ALPN Length", bits: 0..<8, auto: .length(.part(1)),
                means: "The octets of the name of a protocol with settings.", in: "draft-vvv-tls-alps-01 section 4")
        }
        @inlinable public static var text: Field<String> {
            .init(
                "extensions_alps_alpn_str", "Supported ALPN", part: 1,
                means: "A protocol for which the client takes settings with the handshake; Chrome's are for h2.",
                in: "draft-vvv-tls-alps-01 section 4")
        }
    }

    /// One protocol that a server offers.
    public enum NextProtocolName: CountedText {
        public static var title: String { "Next protocol" }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "extensions_npn_str_len", "Protocol string length", bits: 0..<8, auto: .length(.part(1)),
                means: "The octets of a protocol's name in NPN.", in: "draft-agl-tls-nextprotoneg-04 section 3")
        }
        @inlinable public static var text: Field<String> {
            .init(
                "extensions_npn", "Next Protocol", part: 1, means: "A protocol of the server's list.",
                in: "draft-agl-tls-nextprotoneg-04 section 3")
        }
    }

    /// One name. RFC 6066 section 3.
    public enum ServerName: Schema {
        public static var name: String { "" }
        public static var prefix: String { "tls.handshake" }
        public static var title: String { "Server Name" }
        @inlinable public static var type: Field<ServerNameType> {
            .init(
                "extensions_server_name_type", "Server Name Type", bits: 0..<8,
                means: "What kind of name it is: 0 a host's; no other was ever defined.", in: "RFC 6066 section 3")
        }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "extensions_server_name_len", "Server Name length", bits: 8..<24, auto: .length(.part(1)),
                means: "The octets of the server's name.", in: "RFC 6066 section 3")
        }
        @inlinable public static var text: Field<String> {
            .init(
                "extensions_server_name", "Server Name", part: 1,
                means: """
                    Which of the server's sites the client wants, in the clear: the way by which networks see and block
                    what is visited.
                    """, in: "RFC 6066 section 3")
        }
        public static var tree: [AnyField] { [.init(type), .init(length), .init(text)] }
        public static var layout: PartLayout { .counted(3, by: 2) }
    }

    /// What a server would speak; a client sends it empty. draft-agl-tls-nextprotoneg.
    public enum NextProtocols: TLSExtensionBody {
        public static var keyword: String { "next_protocol_negotiation" }
        public static var title: String { "Next protocol negotiation" }
        public static var values: Repeated<NextProtocolName> {
            .init(
                "protocols", "Next Protocol Negotiation", part: 0, heading: .none,
                means: "What the server speaks, as NPN had it say first.", in: "draft-agl-tls-nextprotoneg-04 section 3"
            )
        }
        public static var tree: [AnyField] { [.init(values)] }
    }
}

extension TLS.CountedText {
    public static var name: String { "" }
    public static var prefix: String { "tls.handshake" }
    public static var tree: [AnyField] { [.init(length), .init(text)] }
    public static var layout: PartLayout { .counted(1, by: 1) }
}
