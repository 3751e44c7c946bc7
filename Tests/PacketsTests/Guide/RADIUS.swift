import Packets

/// RADIUS: a network asks a server who may enter. A request holds up to 4,096 octets, so that IP cuts many of them in pieces.
enum RADIUS: StatefulProtocol {
    static var name: String { "radius" }
    static var title: String { "RADIUS Protocol" }
    static var reference: String { "RFC 2865" }

    static var code: Field<Code> { .init("code", "Code", bits: 0..<8, preset: 1) }
    static var identifier: Field<UInt8> { .init("id", "Identifier", bits: 8..<16, auto: .identity()) }
    static var length: Field<UInt16> { .init("length", "Length", bits: 16..<32, auto: .length(.everything)) }
    static var authenticator: Field<Octets> { .init("authenticator", "Authenticator", bits: 32..<160) }
    static var attributes: Repeated<Attribute> { .init("avp", "Attributes", part: 1) }
    /// How long the server took: what the flow remembers, in a field.
    static var time: Derived<RADIUS, RelativeTime> {
        .init("time", "Time from request") { radius, packet in
            guard radius.code != .accessRequest else { return nil }
            return packet.flowState(of: RADIUS.self)?.latestTime.map { RelativeTime($0) }
        }
    }
    static var tree: [AnyField] {
        [.init(code), .init(identifier), .init(length), .init(authenticator), .init(attributes), .init(time)]
    }

    /// fixed header | attributes
    static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        guard to - from >= 20 else { return nil }
        let length = Int(message.word(from + 2))
        guard length >= 20, from + length <= to else { return nil }
        return LayerParts(20, length)
    }

    struct Code: NamedNumber {
        var rawValue: UInt8
        static let names: [ValueName] = [
            .init(1, "Access-Request"), .init(2, "Access-Accept"), .init(3, "Access-Reject"),
            .init(11, "Access-Challenge"),
        ]
        static var accessRequest: Code { 1 }
    }

    /// What the client and the server are told beside the question itself.
    enum Attribute: Schema {
        static var name: String { "radius.avp" }
        static var title: String { "Attribute" }
        static var type: Field<UInt8> { .init("type", "Type", bits: 0..<8) }
        static var length: Field<UInt8> { .init("length", "Length", bits: 8..<16, auto: .length(.everything)) }
        static var value: Field<Octets> { .init("value", "Value", part: 1) }
        static var tree: [AnyField] { [.init(type), .init(length), .init(value)] }

        static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard to - from >= 2 else { return nil }
            let length = Int(message.octet(from + 1))
            guard length >= 2, from + length <= to else { return nil }
            return LayerParts(2, length)
        }
    }

    /// What is remembered of a flow: when each request was sent that waits for its answer. At most one for each identifier.
    struct FlowState: Sendable {
        var sent: [UInt8: Timestamp] = [:]
        /// From request to answer, in nanoseconds, where the message that came last is an answer.
        var latestTime: Int64?
    }
    static var initialState: FlowState { FlowState() }

    /// Sees whole messages only, however many fragments they came in.
    static func follow(_ message: RawSpan, _ passage: FlowPassage, state: inout FlowState) -> FlowVerdict {
        guard let radius = Layer<RADIUS>(message) else { return .keep }
        state.latestTime = nil
        if radius.code == .accessRequest {
            // A request that is sent again waits since it was sent first.
            if state.sent[radius.identifier] == nil { state.sent[radius.identifier] = passage.time }
        } else if let sent = state.sent.removeValue(forKey: radius.identifier) {
            state.latestTime = passage.time.nanoseconds(since: sent)
        }
        return .keep
    }
}
