import Lab
import NetStackSockets
import PacketProtocols
import Packets
import Testing

@testable import Lab

/// The lab's name server.
@Suite("The lab's names", .timeLimit(.minutes(5)))
struct NameTests {
    private let answers = NameAnswers(LabHost.all)

    /// What the answer to a question says.
    private struct Said: Equatable {
        var code: UInt16
        var isTruncated = false
        var values: [String] = []
    }

    private func question(_ expression: String) throws -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        let packet = try ForgeSequence(ForgeExpression("ip/udp/" + expression)).packet(at: 0, random: &random)
        return try Packet(pieces: packet.pieces.suffix(1)).octets(in: .standard)
    }

    private func said(_ message: [UInt8]?) throws -> Said {
        let message = try #require(message)
        var values: [String] = []
        let dns = try #require(Header<DNS>(octets: message))
        #expect(dns.isResponse && dns.isAuthoritative)
        if let layer = unsafe Layer<DNS>(message.span.bytes) {
            var records = layer.answers
            while let record = records.next() {
                switch record.type {
                case 1: if let data = record.as(DNS.Address.self, part: 2) { values.append("\(data.address)") }
                case 28: if let data = record.as(DNS.Address6.self, part: 2) { values.append("\(data.address)") }
                default: if let data = record.as(DNS.Named.Pointer.self, part: 2) { values.append(data.target.text) }
                }
            }
        }
        return Said(code: dns.responseCode.rawValue, isTruncated: dns.isTruncated, values: values)
    }

    @Test(
        "names, addresses and what is not there",
        arguments: [
            ("queries=[{name=web,type=A}]", 0, ["10.77.0.80"]), ("queries=[{name=WeB,type=A}]", 0, ["10.77.0.80"]),
            ("queries=[{name=far,type=AAAA}]", 0, ["fd77:0:0:1::10"]),
            ("queries=[{name=80.0.77.10.in-addr.arpa,type=PTR}]", 0, ["web"]),
            (
                "queries=[{name=0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1.0.0.0.0.0.0.0.0.0.0.0.7.7.d.f.ip6.arpa,type=PTR}]",
                0, ["far"]
            ),
            ("queries=[{name=web,type=MX}]", 0, []), ("queries=[{name=nobody,type=A}]", 3, []),
            ("queries=[{name=web,type=A,class=3}]", 5, []), ("flags=0x2000,queries=[{name=web,type=A}]", 4, []),
            ("queries=[{name=web,type=A},{name=far,type=A}]", 1, []),
        ])
    func names(asked: String, code: Int, values: [String]) throws {
        let answer = try said(answers.answer(to: question("dns(\(asked))"), isStream: false))
        #expect(answer == Said(code: UInt16(code), values: values))
    }

    @Test("what does not fit is cut, unless the client takes more, or asks over TCP")
    func truncation() throws {
        let plain = try question("dns(queries=[{name=many,type=A}])")
        let cut = try said(answers.answer(to: plain, isStream: false))
        #expect(cut == Said(code: 0, isTruncated: true))
        #expect(try said(answers.answer(to: plain, isStream: true)).values.count == NameAnswers.many.count)
        let extended = try question(
            "dns(queries=[{name=many,type=A}],additionals=[{type=OPT,rr.udp_payload_size=4096}])")
        let whole = try #require(answers.answer(to: extended, isStream: false))
        #expect(whole.count <= NameAnswers.longest)
        #expect(try said(whole).values.count == NameAnswers.many.count)
    }

    @Test("answers, pieces and noise get no answer, or a short one")
    func hostile() throws {
        var message = try question("dns(queries=[{name=many,type=A}])")
        for count in 0..<12 { #expect(answers.answer(to: Array(message.prefix(count)), isStream: false) == nil) }
        for count in 12..<message.count {
            let answer = try #require(answers.answer(to: Array(message.prefix(count)), isStream: false))
            #expect(answer.count <= message.count)
        }
        message[2] |= 0x80
        #expect(answers.answer(to: message, isStream: false) == nil)
        var random = SplitMix64(seed: 1)
        let asked = try question("dns(queries=[{name=web,type=A}])")
        for _ in 0..<2000 {
            var noise = asked
            for _ in 0...Int.random(in: 0..<4, using: &random) {
                noise[Int.random(in: 4..<noise.count, using: &random)] = .random(in: 0...255, using: &random)
            }
            let answer = answers.answer(to: noise, isStream: false)
            #expect((answer?.count ?? 0) <= NameAnswers.longest)
        }
    }

    @Test("by UDP, and by TCP in whatever pieces, by both families")
    func server() async throws {
        let world = try await LabWorld()
        let message = try question("dns(queries=[{name=many,type=A}])")
        for address in LabHost.dns.addresses {
            let socket = try await world.driver.openUDP()
            try await socket.send(message, to: address, port: 53)
            #expect(try said(try await socket.receive(within: .seconds(600)).octets).isTruncated)
            let framed = [0, UInt8(message.count)] + message
            let connection = try await world.driver.connect(to: address, port: 53, within: .seconds(600))
            for octet in framed + framed { try await connection.write([octet]) }
            try await connection.finish()
            var answer: [UInt8] = []
            while case let octets = try await connection.read(within: .seconds(600)), !octets.isEmpty {
                answer += octets
            }
            let first = try #require(NameService.message(in: answer[...]))
            #expect(try said(Array(first)).values.count == NameAnswers.many.count)
            #expect(answer.count == 2 * (first.count + 2))
            await connection.close()
        }
        await world.shutDown()
    }
}
