import HostNetwork
import Packets
import Testing

@Suite("Whose a packet is, in messages")
struct OwnerMessagesTests {
    static let four = PacketEnds(
        transport: 6, source: .v4(IPv4Address(10, 0, 0, 1)), 51000, destination: .v4(IPv4Address(10, 0, 0, 2)), 80)
    static let six = PacketEnds(
        transport: 17, source: .v6(IPv6Address(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)), 53,
        destination: .v6(IPv6Address(0xfe80, 0, 0, 0, 0, 0, 0, 2)), 40000)

    @Test("questions and answers are read as they were written", arguments: [four, six])
    func messages(_ ends: PacketEnds) {
        let question = OwnerMessages.question(ends)
        #expect(question.count == OwnerMessages.questionLength)
        #expect(OwnerMessages.ends(question) == ends)
        let owners = PacketOwners(
            senders: [.init(process: 812, name: "curl")],
            receivers: [.init(process: 70_000, name: "nginx"), .init(process: 2, name: "")])
        let answer = OwnerMessages.answer(owners)
        #expect(OwnerMessages.owners(Array(answer.dropFirst(2))) == owners)
        #expect(owners.description == "curl[812] > nginx[70000],[2]")
        #expect(PacketOwners(senders: owners.senders).description == "curl[812] >")
        #expect(PacketOwners(receivers: owners.senders).description == "> curl[812]")
    }

    @Test("questions and answers of other octets are refused, and nothing traps")
    func hostile() {
        let question = OwnerMessages.question(Self.four)
        #expect(OwnerMessages.ends(Array(question.dropLast())) == nil)
        for index in question.indices {
            for octet: UInt8 in [0, 5, 0xff] {
                var changed = question
                changed[index] = octet
                let ends = OwnerMessages.ends(changed)
                if index == 0 { #expect(ends == nil) }
            }
        }
        let body = Array(
            OwnerMessages.answer(PacketOwners(senders: [.init(process: 1, name: "a")])).dropFirst(2))
        for length in body.indices { #expect(OwnerMessages.owners(Array(body[..<length])) == nil) }
        #expect(OwnerMessages.owners(body + [0]) == nil)
        #expect(OwnerMessages.owners([0xff, 0, 0, 0, 1, 0xff]) == nil)
        let many = PacketOwners(
            senders: (0..<500).map { .init(process: $0, name: String(repeating: "x", count: 200)) })
        #expect(OwnerMessages.answer(many).count <= OwnerMessages.longestAnswer)
        #expect(OwnerMessages.owners(Array(OwnerMessages.answer(many).dropFirst(2)))?.senders.count == 64)
    }
}
