internal import Packets

/// What the asker and the answerer of "whose packet is this?" send each other.
package enum OwnerMessages {
    /// A question: family, transport, both ports, two octets of nothing, both addresses in sixteen octets each.
    package static let questionLength = 40
    /// No answer is longer, in octets.
    package static let longestAnswer = 1 << 14
    /// An answer says at most so many processes of an end.
    package static let mostOwners = 64

    package static func question(_ ends: PacketEnds) -> [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(questionLength)
        if case .v4 = ends.source { octets.append(4) } else { octets.append(6) }
        octets.append(ends.transport)
        append(ends.sourcePort.rawValue, to: &octets)
        append(ends.destinationPort.rawValue, to: &octets)
        append(0 as UInt16, to: &octets)
        append(ends.source, to: &octets)
        append(ends.destination, to: &octets)
        return octets
    }

    /// The question that these octets are; `nil` when they are none.
    package static func ends(_ question: [UInt8]) -> PacketEnds? {
        guard question.count == questionLength else { return nil }
        return question.lend { octets -> PacketEnds? in
            guard let question = Layer<OwnerQuestion>(octets) else { return nil }
            let source: IPAddress
            let destination: IPAddress
            switch question.family {
            case 4: (source, destination) = (.v4(question.sourceIPv4), .v4(question.destinationIPv4))
            case 6: (source, destination) = (.v6(question.sourceIPv6), .v6(question.destinationIPv6))
            default: return nil
            }
            guard question.transport == 6 || question.transport == 17 else { return nil }
            return PacketEnds(
                transport: question.transport, source: source, question.sourcePort, destination: destination,
                question.destinationPort)
        }
    }

    /// An answer behind its length in two octets: for each end how many processes, and of each its number, the length
    /// of its name, and its name.
    package static func answer(_ owners: PacketOwners) -> [UInt8] {
        var body: [UInt8] = []
        for end in [owners.senders, owners.receivers] {
            let end = end.prefix(mostOwners)
            body.append(UInt8(end.count))
            for owner in end {
                append(owner.process, to: &body)
                let name = Array(owner.name.utf8.prefix(64))
                body.append(UInt8(name.count))
                body += name
            }
        }
        var octets: [UInt8] = []
        append(UInt16(clamping: body.count), to: &octets)
        return octets + body
    }

    /// What an answer's body says; `nil` when its octets are none.
    package static func owners(_ body: [UInt8]) -> PacketOwners? {
        var rest = body[...]
        func end(_ rest: inout ArraySlice<UInt8>) -> [PacketOwners.Owner]? {
            guard let count = rest.popFirst() else { return nil }
            var owners: [PacketOwners.Owner] = []
            for _ in 0..<count {
                guard rest.count >= 5 else { return nil }
                let number = rest.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
                rest = rest.dropFirst(4)
                guard let length = rest.popFirst(), rest.count >= Int(length) else { return nil }
                owners.append(.init(process: number, name: String(decoding: rest.prefix(Int(length)), as: UTF8.self)))
                rest = rest.dropFirst(Int(length))
            }
            return owners
        }
        guard let senders = end(&rest), let receivers = end(&rest), rest.isEmpty else { return nil }
        return PacketOwners(senders: senders, receivers: receivers)
    }

    private static func append<T: FixedWidthInteger>(_ number: T, to octets: inout [UInt8]) {
        for shift in stride(from: T.bitWidth - 8, through: 0, by: -8) {
            octets.append(UInt8(truncatingIfNeeded: number >> T(shift)))
        }
    }

    private static func append(_ address: IPAddress, to octets: inout [UInt8]) {
        switch address {
        case .v4(let address):
            append(address.rawValue, to: &octets)
            octets += [UInt8](repeating: 0, count: 12)
        case .v6(let address):
            append(address.high, to: &octets)
            append(address.low, to: &octets)
        }
    }
}

/// A question, as it lies in its octets.
private enum OwnerQuestion: Schema {
    static var name: String { "" }
    static var title: String { "Whose packet is this?" }
    static var family: Field<UInt8> { .init("", "IP version", bits: 0..<8) }
    static var transport: Field<UInt8> { .init("", "Transport", bits: 8..<16) }
    static var sourcePort: Field<Port> { .init("", "Source port", bits: 16..<32) }
    static var destinationPort: Field<Port> { .init("", "Destination port", bits: 32..<48) }
    static var nothing: Field<UInt16> { .init("", "Nothing", bits: 48..<64) }
    static var sourceIPv4: Field<IPv4Address> { .init("", "Source", bits: 64..<96) }
    static var sourceIPv6: Field<IPv6Address> { .init("", "Source", bits: 64..<192) }
    static var destinationIPv4: Field<IPv4Address> { .init("", "Destination", bits: 192..<224) }
    static var destinationIPv6: Field<IPv6Address> { .init("", "Destination", bits: 192..<320) }
    static var tree: [AnyField] {
        [
            .init(family), .init(transport), .init(sourcePort), .init(destinationPort), .init(nothing),
            .when(family, is: 4, [.init(sourceIPv4), .init(destinationIPv4)]),
            .when(family, is: 6, [.init(sourceIPv6), .init(destinationIPv6)]),
        ]
    }
    static var layout: PartLayout { .exactly(OwnerMessages.questionLength) }
}
