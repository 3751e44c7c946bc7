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
        guard question.count == questionLength, question[1] == 6 || question[1] == 17 else { return nil }
        return question.lend { octets -> PacketEnds? in
            func address(_ offset: Int) -> IPAddress? {
                switch octets.octet(0) {
                case 4: .v4(IPv4Address(rawValue: octets.long(offset)))
                case 6: .v6(IPv6Address(high: octets.quad(offset), low: octets.quad(offset + 8)))
                default: nil
                }
            }
            guard let source = address(8), let destination = address(24) else { return nil }
            return PacketEnds(
                transport: octets.octet(1), source: source, Port(octets.word(2)), destination: destination,
                Port(octets.word(4)))
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
