public import Packets

/// Extensions that carry keys, or say which was chosen. RFC 8446 sections 4.2.8 and 4.2.11.
extension TLS {
    /// The public keys that a client offers.
    public enum ClientKeyShares: TLSExtensionBody {
        public static var keyword: String { "key_share" }
        public static var title: String { "Key share" }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "extensions_key_share_client_length", "Client Key Share Length", bits: 0..<16, auto: .length(.part(1)),
                means: "The octets of the client's shares.", in: "RFC 8446 section 4.2.8")
        }
        public static var shares: Repeated<KeyShare> {
            .init(
                "extensions_key_shares", "Key Share extension", part: 1, heading: .none,
                means: """
                    Shares for the groups that the client thinks the server will take. A wrong guess costs a round
                    trip.
                    """, in: "RFC 8446 section 4.2.8")
        }
        public static var tree: [AnyField] { [.init(length), .init(shares)] }
        public static var layout: PartLayout { .vector(2) }
    }

    /// A public key of one group.
    public enum KeyShare: Schema {
        public static var name: String { "tls.handshake.extensions_key_share" }
        public static var prefix: String { "tls.handshake" }
        public static var title: String { "Key Share Entry" }
        public static var meaning: Meaning {
            .init("One share of a key: a group and a public value.", in: "RFC 8446 section 4.2.8")
        }
        public static var isHeadingOnly: Bool { true }
        @inlinable public static var group: Field<NamedGroup> {
            .init(
                "extensions_key_share_group", "Group", bits: 0..<16, preset: 29,
                means: "The group in which a share was made: a number of the supported groups.",
                in: "RFC 8446 section 4.2.8")
        }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "extensions_key_share_key_exchange_length", "Key Exchange Length", bits: 16..<32,
                auto: .length(.part(1)),
                means: """
                    The octets of the share. X25519's has 32, one with ML-KEM 1,216 and more: hellos no longer fit
                    one segment.
                    """, in: "RFC 8446 section 4.2.8")
        }
        @inlinable public static var key: Field<Octets> {
            .init(
                "extensions_key_share_key_exchange", "Key Exchange", part: 1,
                means: """
                    The public value of a share; with the other side's it makes the key that nobody between can
                    reckon.
                    """, in: "RFC 8446 section 4.2.8")
        }
        public static var tree: [AnyField] { [.init(group), .init(length), .init(key)] }
        public static var layout: PartLayout { .counted(4, by: 2) }
    }

    /// The server's public key, or, when it asks the client to try again, only the group that it wants.
    public enum ServerKeyShare: TLSExtensionBody {
        public static var keyword: String { "key_share" }
        public static var title: String { "Key share" }
        @inlinable public static var selectedGroup: Field<NamedGroup> {
            .init(
                "extensions_key_share_selected_group", "Selected Group", bits: 0..<16, of: 1,
                means: "The group in which the server wants a share: the client begins again.",
                in: "RFC 8446 section 4.2.8")
        }
        public static var share: Repeated<KeyShare> {
            .init(
                "extensions_key_shares", "Key Share extension", part: 0, heading: .none,
                means: "The server's own share, in one of the groups that the client sent one of.",
                in: "RFC 8446 section 4.2.8")
        }
        public static var tree: [AnyField] {
            [
                .init(share), .when(Self.self, { body, _ in body.parts.count(1) == 2 }, [.init(selectedGroup)]),
            ]
        }

        /// key share | selected group
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            to &- from == 2 ? LayerParts(0, 2) : LayerParts(to &- from)
        }
    }

    /// Keys that both sides may know already, and proofs that the client does.
    public enum OfferedKeys: TLSExtensionBody {
        public static var keyword: String { "pre_shared_key" }
        public static var title: String { "Pre-shared key" }
        @inlinable public static var identitiesLength: Field<UInt16> {
            .init(
                "extensions.psk.identities.length", "Identities Length", bits: 0..<16, auto: .length(.part(1)),
                means: "The octets of the names of keys.", in: "RFC 8446 section 4.2.11")
        }
        public static var identities: Repeated<KeyIdentity> {
            .init(
                "extensions.psk.identities", "Identities", part: 1, heading: .none,
                means: "Keys that both may know: tickets of earlier connections.", in: "RFC 8446 section 4.2.11")
        }
        @inlinable public static var bindersLength: Field<UInt16> {
            .init(
                "extensions.psk.binders_len", "PSK Binders length", bits: 0..<16, of: 2, auto: .length(.part(3)),
                means: "How many octets of proof follow for the offered keys.", in: "RFC 8446 section 4.2.11")
        }
        @inlinable public static var binders: Field<Subtree> {
            .init(
                "extensions.psk.binders", "PSK Binders", part: 3,
                means: "For each key, proof over the hello that the client has it.", in: "RFC 8446 section 4.2.11.2")
        }
        public static var tree: [AnyField] {
            [
                .init(identitiesLength), .init(identities), .init(bindersLength), .init(binders),
            ]
        }

        /// length | identities | length | binders
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard to &- from >= 2 else { return nil }
            let identities = TLS.vectorEnd(message, from, 2, to)
            return LayerParts(
                2, identities &- from, min(identities &+ 2, to) &- from,
                TLS.vectorEnd(message, identities, 2, to) &- from)
        }
    }

    /// The name of a key that both sides know, such as a ticket.
    public enum KeyIdentity: Schema {
        public static var name: String { "tls.handshake.extensions.psk.identity" }
        public static var title: String { "PSK Identity" }
        public static var meaning: Meaning {
            .init("One key that the client offers.", in: "RFC 8446 section 4.2.11")
        }
        public static var isHeadingOnly: Bool { true }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "identity_length", "Identity Length", bits: 0..<16, auto: .length(.part(1)),
                means: "The octets of the key's name.", in: "RFC 8446 section 4.2.11")
        }
        @inlinable public static var identity: Field<Octets> {
            .init(
                "identity", "Identity", part: 1,
                means: "The key's name: mostly a ticket, which only the server can read.", in: "RFC 8446 section 4.2.11"
            )
        }
        /// Milliseconds since the ticket was issued, with a number added that the server gave.
        @inlinable public static var age: Field<UInt32> {
            .init(
                "obfuscated_ticket_age", "Obfuscated Ticket Age", bits: 0..<32, of: 2,
                means: "How old the ticket is in milliseconds, with a number added that only both know.",
                in: "RFC 8446 section 4.2.11.1")
        }
        public static var tree: [AnyField] { [.init(length), .init(identity), .init(age)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard let end = TLS.wholeVector(message, from, 2, to), end &+ 4 <= to else { return nil }
            return LayerParts(2, end &- from, end &+ 4 &- from)
        }
    }

    /// Which of the client's identities the server chose, counted from 0.
    public enum ChosenKey: TLSExtensionBody {
        public static var keyword: String { "pre_shared_key" }
        public static var title: String { "Pre-shared key" }
        @inlinable public static var identity: Field<UInt16> {
            .init(
                "extensions.psk.identity.selected", "Selected Identity", bits: 0..<16,
                means: "Which of the offered keys the server took, counted from 0.", in: "RFC 8446 section 4.2.11")
        }
        public static var tree: [AnyField] { [.init(identity)] }
        public static var layout: PartLayout { .fixed(2) }
    }
}
