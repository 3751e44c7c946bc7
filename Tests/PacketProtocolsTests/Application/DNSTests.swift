import PacketProtocols
import PacketSamples
import Packets
import Testing

struct DNSTests {
    /// `a.b` has two CNAMEs deep, an address, and EDNS; the names after the first are pointers.
    static let response: [UInt8] =
        [0, 7, 0x81, 0xa0, 0, 1, 0, 2, 0, 0, 0, 1]
        + [1, 0x61, 1, 0x62, 0, 0, 1, 0, 1]
        + [0xc0, 12, 0, 5, 0, 1, 0, 0, 1, 0x2c, 0, 4, 1, 0x63, 0xc0, 12]
        + [0xc0, 33, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4, 10, 0, 0, 1]
        + [0, 0, 41, 4, 0xd0, 0, 0, 0x80, 0, 0, 0]

    @Test("compressed names are followed (RFC 1035 4.1.4)")
    func compression() {
        let fields = ApplicationPackets.fields(DNS.self, Self.response)
        #expect(fields.contains("dns.cname=c.a.b"))
        #expect(
            fields.filter { $0.hasPrefix("dns.resp.name=") }
                == ["a.b", "c.a.b", "<Root>"].map { "dns.resp.name=\($0)" })
        #expect(fields.contains("dns.a=10.0.0.1"))
        #expect(fields.contains("dns.qry.name.len=3"))
        #expect(fields.contains("dns.count.labels=2"))
    }

    @Test("an OPT record has EDNS's fields in place of class and time to live (RFC 6891 6.1.2)")
    func extensions() {
        let fields = ApplicationPackets.fields(DNS.self, Self.response)
        #expect(fields.contains("dns.rr.udp_payload_size=1232"))
        #expect(fields.contains("dns.resp.z.do=1"))
        #expect(fields.filter { $0.hasPrefix("dns.resp.ttl=") } == ["dns.resp.ttl=300", "dns.resp.ttl=9"])
    }

    @Test("a query shows no flags that only responses have")
    func queryFlags() {
        var query = Self.response
        query[2] = 0x01
        query[3] = 0
        let fields = ApplicationPackets.fields(DNS.self, query)
        #expect(fields.contains("dns.flags.recdesired=1"))
        #expect(!fields.contains { $0.hasPrefix("dns.flags.recavail") || $0.hasPrefix("dns.flags.rcode") })
        #expect(!fields.contains { $0.hasPrefix("dns.flags.authenticated") })
        query[3] = 0x20
        #expect(ApplicationPackets.fields(DNS.self, query).contains("dns.flags.authenticated=1"))
    }

    @Test("pointers that loop end, and say so")
    func loops() {
        let message: [UInt8] = [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0x61, 0xc0, 12, 0, 1, 0, 1]
        #expect(
            ApplicationPackets.values("dns.qry.name", of: DNS.self, message) == ["<Name contains a pointer that loops>"]
        )
    }

    @Test("a record that does not fit is marked, and those before it stay")
    func truncation() {
        let fields = ApplicationPackets.fields(DNS.self, Array(Self.response.dropLast(13)))
        #expect(fields.contains("dns.cname=c.a.b"))
        #expect(fields.contains("_ws.malformed"))
        #expect(!fields.contains("dns.a=10.0.0.1"))
    }

    @Test("on TCP each message stands behind its length, and names count from behind it (RFC 7766 8)")
    func stream() {
        let framed = [0, UInt8(Self.response.count)] + Self.response
        let fields = ApplicationPackets.fields(DNSOverTCP.self, framed + framed)
        #expect(fields.filter { $0 == "dns.length=\(Self.response.count)" }.count == 2)
        #expect(fields.filter { $0 == "dns.cname=c.a.b" }.count == 2)
    }

    @Test("multicast DNS takes the class's first bit for itself (RFC 6762 18.12)")
    func multicast() {
        let message: [UInt8] = [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0x61, 0, 0, 12, 0x80, 1]
        let fields = ApplicationPackets.fields(MDNS.self, message)
        #expect(fields.contains("dns.qry.class=0x0001"))
        #expect(fields.contains("dns.qry.qu=1"))
        #expect(ApplicationPackets.fields(DNS.self, message).contains("dns.qry.class=0x8001"))
    }

    @Test("LLMNR names two of the flags differently (RFC 4795 2.1.1)")
    func linkLocal() {
        let message: [UInt8] = [0, 0, 0x85, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        let fields = ApplicationPackets.fields(LLMNR.self, message)
        #expect(fields.contains("dns.flags.conflict=1"))
        #expect(fields.contains("dns.flags.tentative=1"))
        #expect(!fields.contains { $0.hasPrefix("dns.flags.recdesired") })
    }

    @Test("an NSEC bitmap names its types (RFC 4034 4.1.2)")
    func bitmaps() {
        let message: [UInt8] =
            [0, 0, 0x84, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0x61, 0, 0, 47, 0, 1, 0, 0, 0, 0, 0, 14]
            + [1, 0x6e, 0, 0, 6, 0x40, 1, 0, 0, 0, 3, 1, 1, 0x40]
        #expect(
            ApplicationPackets.values("dns.resp.type", of: DNS.self, message) == ["47", "1", "15", "46", "47", "257"])
    }

    @Test("a key's tag is computed from its octets (RFC 4034 appendix B)")
    func keyTags() {
        let key: [UInt8] = [1, 1, 3, 8] + Array("publickey!".utf8)
        let message =
            [0, 0, 0x84, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 48, 0, 1, 0, 0, 0, 0, 0, UInt8(key.count)] + key
        #expect(ApplicationPackets.values("dns.dnskey.key_id", of: DNS.self, message) == ["9429"])
    }

    @Test("a message that is made is the message that is read")
    func making() throws {
        let header = DNS.with {
            $0.identifier = 7
            $0.questions = [DNS.Question.with { $0.owner = "a.b" }]
            $0.answers = [.init(DNS.Named.CanonicalName.with { $0.target = "c.d" })]
        }
        let message = try Packet(pieces: [.layer(header.any, trailer: [])]).octets()
        let fields = ApplicationPackets.fields(DNS.self, message)
        #expect(fields.contains("dns.count.queries=1"))
        #expect(fields.contains("dns.count.answers=1"))
        #expect(fields.contains("dns.resp.type=5"))
        #expect(fields.contains("dns.resp.len=5"))
        #expect(fields.contains("dns.cname=c.d"))
    }

    @Test("every beginning of a message is read without a trap")
    func cuts() {
        #expect(ApplicationPackets.cutEverywhere(DNS.self, Self.response) == Self.response.count + 1)
        #expect(ApplicationPackets.cutEverywhere(DNSOverTCP.self, [0, 200] + Self.response) == Self.response.count + 3)
    }

    @Test("octets of a name that are not printed are shown by their numbers, and stay what they are (RFC 2181 11)")
    func unprintedNames() {
        let message = FieldTexts.octets("1234 0100 0001 0000 0000 0000 0361001b 047465737400 0001 0001")
        #expect(ApplicationPackets.values("dns.qry.name", of: DNS.self, message) == ["a\\000\\033.test"])
        var name: String?
        if let layer = Layer<DNS>(message.octets) {
            var questions = layer.questions
            if let question = questions.next() { name = question.owner.text }
        }
        #expect(name == "a\u{0}\u{1b}.test")
    }
}
