/// The Password Authentication Protocol: a name and a password, as they are. RFC 1334 section 2.
public enum PAP: PacketProtocol {
    public static var name: String { "pap" }
    public static var title: String { "PPP Password Authentication Protocol" }
    public static var meaning: Meaning {
        .init("Proves who calls by a password that everybody on the way can read.", in: "RFC 1334 section 2")
    }
    public static var reference: String { "RFC 1334" }
    public static var example: String? { "eth/pppoes(session_id=1)/ppp/pap(peer_id=ann,password=secret)" }

    public static var code: Field<Code> {
        .init(
            "code", "Code", bits: 0..<8, preset: 1,
            means: "1 is the name and the password, 2 says yes, 3 no.", in: "RFC 1334 section 2.2")
    }
    public static var identifier: Field<UInt8> {
        .init(
            "identifier", "Identifier", bits: 8..<16, auto: .identity(from: 1),
            means: "Ties the verdict to the password.", in: "RFC 1334 section 2.2")
    }
    public static var length: Field<UInt16> {
        .init(
            "length", "Length", bits: 16..<32, auto: .length(.everything),
            means: "The octets of the password's packet.", in: "RFC 1334 section 2.2")
    }
    public static var tree: [AnyField] { [.init(code), .init(identifier), .init(length)] }
    public static var variants: Variants? {
        Variants(.part(1), by: code, [1: Credentials.self, 2: Verdict.self, 3: Verdict.self])
    }
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        let length = Int(message.word(from &+ 2))
        return length >= 4 && from &+ length <= to ? LayerParts(4, length) : nil
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard let pap = Layer<PAP>(message) else { return .malformed }
        return .layer(.none, from: Int(pap.length), to: Int(pap.length))
    }

    /// `PPP-PAP Authenticate-Request, id 1, peer ann`: the password is left to the details.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let pap = Layer<PAP>(message) else { return }
        line.append("PPP-PAP ", as: .protocol)
        line.append(name: Code.name(of: pap.code.raw), "code-", pap.code.rawValue)
        line.text.append(", id ")
        line.text.append(decimal: pap.identifier)
        if pap.code == 1, let credentials = pap.as(Credentials.self) {
            line.text.append(", peer ")
            line.append(text: credentials.octets(ofPart: 1))
        } else if let verdict = pap.as(Verdict.self), verdict.messageLength > 0 {
            line.text.append(", ")
            line.append(text: verdict.octets(ofPart: 1))
        }
    }

    /// A name and a password. RFC 1334 section 2.2.1.
    public enum Credentials: Schema {
        public static var name: String { "" }
        public static var prefix: String { "pap" }
        public static var title: String { "Credentials" }

        public static var peerLength: Field<UInt8> {
            .init(
                "peer_id.length", "Peer-ID-Length", bits: 0..<8, auto: .length(.part(1)),
                means: "The octets of the name.", in: "RFC 1334 section 2.2.1")
        }
        public static var peer: Field<String> {
            .init("peer_id", "Peer-ID", part: 1, means: "Who calls.", in: "RFC 1334 section 2.2.1")
        }
        public static var passwordLength: Field<UInt8> {
            .init(
                "password.length", "Password-Length", bits: 0..<8, of: 2, auto: .length(.part(3)),
                means: "The octets of the password.", in: "RFC 1334 section 2.2.1")
        }
        public static var password: Field<String> {
            .init(
                "password", "Password", part: 3, means: "The password, in clear: whoever captures it has it.",
                in: "RFC 1334 section 2.2.1")
        }
        public static var tree: [AnyField] {
            [.init(peerLength), .init(peer), .init(passwordLength), .init(password)]
        }
        /// length | name | length | password
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            let name = 1 &+ Int(message.octet(from))
            let end = name &+ 1 &+ Int(message.octet(from &+ name))
            return from &+ name < to && from &+ end <= to ? LayerParts(1, name, name &+ 1, end) : nil
        }
    }

    /// RFC 1334 section 2.2.2.
    public enum Verdict: Schema {
        public static var name: String { "" }
        public static var prefix: String { "pap" }
        public static var title: String { "Verdict" }

        public static var messageLength: Field<UInt8> {
            .init(
                "message.length", "Message-Length", bits: 0..<8, auto: .length(.part(1)),
                means: "The octets of the verdict's words.", in: "RFC 1334 section 2.2.2")
        }
        public static var words: Field<String> {
            .init(
                "message", "Message", part: 1, means: "The verdict in words, for people.", in: "RFC 1334 section 2.2.2")
        }
        public static var tree: [AnyField] { [.init(messageLength), .init(words)] }
        public static var layout: PartLayout { .counted(1, by: 1) }
    }

    public struct Code: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "Authenticate-Request"), .init(2, "Authenticate-Ack"), .init(3, "Authenticate-Nak"),
        ]
    }
}

/// The Challenge Handshake Authentication Protocol: a question, and an answer that only who has the secret can give.
/// RFC 1994.
public enum CHAP: PacketProtocol {
    public static var name: String { "chap" }
    public static var title: String { "PPP Challenge Handshake Authentication Protocol" }
    public static var meaning: Meaning {
        .init(
            "Proves who calls by a hash over a fresh number and the secret, which itself is never sent.",
            in: "RFC 1994 section 2")
    }
    public static var reference: String { "RFC 1994" }
    public static var example: String? { "eth/pppoes(session_id=1)/ppp/chap(value=0102030405060708,name=server)" }

    public static var code: Field<Code> {
        .init(
            "code", "Code", bits: 0..<8, preset: 1, means: "1 asks, 2 answers, 3 says that it was right, 4 wrong.",
            in: "RFC 1994 section 4")
    }
    public static var identifier: Field<UInt8> {
        .init(
            "identifier", "Identifier", bits: 8..<16, auto: .identity(from: 1),
            means: "Ties the answer to the challenge, and is hashed with it.", in: "RFC 1994 section 4")
    }
    public static var length: Field<UInt16> {
        .init(
            "length", "Length", bits: 16..<32, auto: .length(.everything),
            means: "The octets of the challenge's packet.", in: "RFC 1994 section 4")
    }
    public static var tree: [AnyField] { [.init(code), .init(identifier), .init(length)] }
    public static var variants: Variants? {
        Variants(.part(1), by: code, [1: Proof.self, 2: Proof.self, 3: Verdict.self, 4: Verdict.self])
    }
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        let length = Int(message.word(from &+ 2))
        return length >= 4 && from &+ length <= to ? LayerParts(4, length) : nil
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard let chap = Layer<CHAP>(message) else { return .malformed }
        return .layer(.none, from: Int(chap.length), to: Int(chap.length))
    }

    /// `PPP-CHAP Challenge, id 1, value 0102030405060708, name server`.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let chap = Layer<CHAP>(message) else { return }
        line.append("PPP-CHAP ", as: .protocol)
        line.append(name: Code.name(of: chap.code.raw), "code-", chap.code.rawValue)
        line.text.append(", id ")
        line.text.append(decimal: chap.identifier)
        if chap.code.rawValue > 2 {
            guard chap.parts.count(1) > 0 else { return }
            line.text.append(", ")
            line.append(text: chap.octets(ofPart: 1))
        } else if let proof = chap.as(Proof.self) {
            line.text.append(", value ")
            line.text.append(hexOf: proof.octets(ofPart: 1))
            line.text.append(", name ")
            line.append(text: proof.octets(ofPart: 2))
        }
    }

    /// A challenge, or what answers it. RFC 1994 section 4.1.
    public enum Proof: Schema {
        public static var name: String { "" }
        public static var prefix: String { "chap" }
        public static var title: String { "Value" }

        public static var valueSize: Field<UInt8> {
            .init(
                "value_size", "Value Size", bits: 0..<8, auto: .length(.part(1)),
                means: "The octets of the value, 16 of an MD5 hash.", in: "RFC 1994 section 4.1")
        }
        public static var value: Field<Octets> {
            .init(
                "value", "Value", part: 1, means: "The challenge, or the hash that answers it.",
                in: "RFC 1994 section 4.1")
        }
        public static var owner: Field<String> {
            .init(
                "name", "Name", part: 2, means: "Who sends the value: which secret belongs to it.",
                in: "RFC 1994 section 4.1")
        }
        public static var tree: [AnyField] { [.init(valueSize), .init(value), .init(owner)] }
        /// size | value | name
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            let end = 1 &+ Int(message.octet(from))
            return from &+ end <= to ? LayerParts(1, end, to &- from) : nil
        }
    }

    /// RFC 1994 section 4.2.
    public enum Verdict: Schema {
        public static var name: String { "" }
        public static var prefix: String { "chap" }
        public static var title: String { "Verdict" }

        public static var words: Field<String> {
            .init("message", "Message", part: 0, means: "The outcome in words.", in: "RFC 1994 section 4.2")
        }
        public static var tree: [AnyField] { [.init(words)] }
    }

    public struct Code: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "Challenge"), .init(2, "Response"), .init(3, "Success"), .init(4, "Failure"),
        ]
    }
}
