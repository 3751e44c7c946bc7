import PacketProtocols
import Packets
import Testing

@testable import NetStack

@Suite("The stack: groups, and who listens to them")
struct GroupTests {
    private static func group(_ family: Family) -> IPAddress { family == .ipv4 ? "239.1.2.3" : "ff05::1:3" }
    private static let near = InterfaceID(rawValue: 0)

    /// A host on a link, with the reports that it sent: from IGMP's or ICMPv6's type on, and when.
    private struct Host: ~Copyable {
        var stack: Stack
        var now: UInt64 = 1_000_000_000
        var sent: [(at: UInt64, frame: [UInt8], message: [UInt8])] = []
        let family: Family

        init(_ family: Family, limit: Int = 256) {
            self.family = family
            var configuration = StackConfiguration(secrets: StackSecrets(1, 2))
            configuration.groupLimit = limit
            stack = Stack(configuration)
            _ = stack.add(
                Interface(
                    hardwareAddress: "02:00:00:00:00:02",
                    addresses: [.init("10.0.0.2", prefixLength: 24), .init("fe80::2", prefixLength: 64)]))
        }

        mutating func run(seconds: Double) {
            let end = now + UInt64(seconds * 1e9)
            while true {
                while let frame = stack.next(now: now) {
                    var octets: [UInt8] = []
                    frame.append(to: &octets)
                    sent.append((now, octets, Array(octets[(family == .ipv4 ? 38 : 62)...])))
                }
                guard let next = stack.nextDeadline, next <= end else { break }
                now = max(now, next)
            }
            now = end
        }

        mutating func hear(_ expression: String) throws {
            var random = SplitMix64(seed: 1)
            let forged = try ForgeSequence(
                ForgeExpression("eth(src=02:00:00:00:00:01,dst=ff:ff:ff:ff:ff:ff)/\(expression)"))
            let octets = try forged.packet(at: 0, random: &random).octets()
            stack.receive(octets.rawBytes, on: GroupTests.near, now: now)
        }

        /// A question of version 3 or 2; of one group, or of all.
        mutating func ask(_ group: String?, isOlder: Bool = false) throws {
            if family == .ipv4 {
                let octets: [UInt8] =
                    [0x11, 100, 0, 0] + (group == nil ? [0, 0, 0, 0] : [239, 1, 2, 3])
                    + (isOlder ? [] : [2, 125, 0, 0])
                let sum = InternetChecksum.of(octets.rawBytes)
                let whole = octets[..<2] + [UInt8(sum >> 8), UInt8(sum & 0xff)] + octets[4...]
                let hex = whole.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
                try hear("ip(src=10.0.0.1,dst=224.0.0.1,ttl=1,proto=2)/hex:\(hex)")
            } else if isOlder {
                var octets: [UInt8] = [130, 0, 0, 0, 0x27, 0x10, 0, 0] + [UInt8](repeating: 0, count: 16)
                var sum = InternetChecksum()
                sum.addPseudoHeader(source: "fe80::1", destination: "ff02::1", nextHeader: 58, length: 24)
                sum.add(octets.rawBytes)
                let checksum = sum.finish()
                octets.replaceSubrange(2..<4, with: [UInt8(checksum >> 8), UInt8(checksum & 0xff)])
                let hex = octets.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
                try hear("ipv6(src=fe80::1,dst=ff02::1,hlim=1,nxt=58)/hex:\(hex)")
            } else {
                let fields = "mld.maximum_response_code=10000,mld.flag=2"
                let address = group.map { ",mld.multicast_address=\($0)" } ?? ""
                try hear(
                    "ipv6(src=fe80::1,dst=ff02::1,hlim=1)/ipv6.hopopts(options=[router_alert=0])/icmpv6(type=130,\(fields)\(address))"
                )
            }
        }
    }

    @Test(
        "a group is reported twice when it is joined, and twice when it is left (RFC 3376 5.1, RFC 3810 6.1)",
        arguments: Family.allCases)
    func changes(_ family: Family) throws {
        var host = Host(family)
        try host.stack.join(Self.group(family), on: Self.near, now: host.now)
        try host.stack.join(Self.group(family), on: Self.near, now: host.now)
        host.run(seconds: 5)
        #expect(host.sent.count == 2 && host.sent[1].at - host.sent[0].at <= 1_000_000_001)
        let record = host.sent[0].message[8...]
        #expect(host.sent[0].message[0] == (family == .ipv4 ? 0x22 : 143) && record.first == 4)
        #expect(Array(record[12..<16]) == (family == .ipv4 ? [239, 1, 2, 3] : [0xff, 5, 0, 0]))
        // To the routers, one hop far, with an alert, and with a checksum that is right.
        let frame = host.sent[0].frame
        if family == .ipv4 {
            #expect(
                frame[22] == 1 && Array(frame[30..<34]) == [224, 0, 0, 22] && frame[14] == 0x46 && frame[34] == 0x94)
            let message = host.sent[0].message
            let sum = InternetChecksum.of(message.rawBytes)
            #expect(sum == 0)
            #expect(Array(frame[..<6]) == [1, 0, 0x5e, 0, 0, 22])
        } else {
            #expect(frame[21] == 1 && frame[20] == 0 && frame[54] == 58 && frame[56] == 5 && frame[53] == 0x16)
        }
        host.stack.leave(Self.group(family), on: Self.near, now: host.now)
        host.run(seconds: 5)
        #expect(host.sent.count == 2, "somebody still listens")
        host.stack.leave(Self.group(family), on: Self.near, now: host.now)
        host.run(seconds: 5)
        let isOver = host.stack.groups.isEmpty && host.stack.nextDeadline == nil
        #expect(host.sent.count == 4 && host.sent[3].message[8] == 3)
        #expect(isOver)
    }

    @Test(
        "questions are answered within their time, of one group or of all (RFC 3376 5.2, RFC 3810 6.2)",
        arguments: Family.allCases)
    func questions(_ family: Family) throws {
        var host = Host(family)
        try host.stack.join(Self.group(family), on: Self.near, now: host.now)
        try host.stack.join(family == .ipv4 ? "239.9.9.9" : "ff05::99", on: Self.near, now: host.now)
        host.run(seconds: 5)
        host.sent = []
        try host.ask(nil)
        host.run(seconds: 10)
        #expect(host.sent.count == 1 && host.sent[0].message[7] == 2 && host.sent[0].message[8] == 2)
        host.sent = []
        try host.ask(family == .ipv4 ? "239.1.2.3" : "ff05::1:3")
        host.run(seconds: 10)
        #expect(host.sent.count == 1 && host.sent[0].message[7] == 1)
    }

    @Test("an older router hears what it understands (RFC 2236 3, RFC 2710 4)", arguments: Family.allCases)
    func older(_ family: Family) throws {
        var host = Host(family)
        try host.stack.join(Self.group(family), on: Self.near, now: host.now)
        host.run(seconds: 5)
        host.sent = []
        try host.ask(nil, isOlder: true)
        host.run(seconds: 10)
        #expect(host.sent.count == 1 && host.sent[0].message[0] == (family == .ipv4 ? 0x16 : 131))
        host.stack.leave(Self.group(family), on: Self.near, now: host.now)
        host.run(seconds: 5)
        #expect(host.sent.last?.message[0] == (family == .ipv4 ? 0x17 : 132))
        host.run(seconds: 300)
        try host.stack.join(Self.group(family), on: Self.near, now: host.now)
        host.run(seconds: 5)
        #expect(host.sent.last?.message[0] == (family == .ipv4 ? 0x22 : 143))
    }

    @Test("datagrams to a group reach who joined it, and nobody else (RFC 1112 7.2)", arguments: Family.allCases)
    func datagrams(_ family: Family) throws {
        var hosts = try TwoHosts(family: family)
        let asking = try hosts.client.openSocket(.udp, port: 40000)
        let answering = try hosts.server.openSocket(.udp, port: 9)
        func send(_ hosts: inout TwoHosts) throws -> ReceivedDatagram? {
            try hosts.client.send([1].rawBytes, to: Self.group(family), port: 9, from: asking, now: hosts.clock.now)
            try hosts.run(seconds: 0.1)
            return try hosts.server.receive(answering)?.note
        }
        #expect(try send(&hosts) == nil)
        try hosts.server.join(Self.group(family), on: Self.near, now: hosts.clock.now)
        #expect(try send(&hosts)?.destination == Self.group(family))
        hosts.server.leave(Self.group(family), on: Self.near, now: hosts.clock.now)
        #expect(try send(&hosts) == nil)
        // No error answers what was for a group.
        #expect(!(try hosts.lines().contains { $0.contains("unreachable") || $0.contains("bad") }))
    }

    @Test("questions from afar count for nothing, groups are bounded, and one host's address is none")
    func limits() throws {
        var host = Host(.ipv4, limit: 2)
        try host.stack.join("239.0.0.1", on: Self.near, now: host.now)
        try host.stack.join("239.0.0.2", on: Self.near, now: host.now)
        for address in ["239.0.0.3", "10.0.0.9"] as [IPAddress] {
            var code: StackError.Code?
            do throws(StackError) { try host.stack.join(address, on: Self.near, now: host.now) } catch {
                code = error.code
            }
            #expect(code == (address == "10.0.0.9" ? .noRoute : .noRoom))
        }
        host.run(seconds: 5)
        host.sent = []
        try host.hear("ip(src=10.0.0.1,dst=224.0.0.1,ttl=2,proto=2)/hex:1164ee9b00000000")
        host.run(seconds: 20)
        #expect(host.sent.isEmpty && host.stack.counters.malformed == 1)
    }
}
