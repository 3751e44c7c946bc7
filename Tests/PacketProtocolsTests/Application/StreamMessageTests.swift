import PacketSamples
import Testing

@testable import PacketProtocols
@testable import Packets

@Suite("TCP: messages that span segments")
struct StreamMessageTests {
    /// A message of 25 octets, behind its length; its identifier is 0x1234.
    static let message = DNSConnectionTests.message

    /// Sends the parts of a stream that end at `places`, in this order, from the sequence number `first` on.
    static func send(
        _ stream: [UInt8], cutAt places: [Int], order: [Int], over connection: inout Connection, first: UInt32 = 1
    ) -> [Connection.Seen] {
        let bounds = [0] + places + [stream.count]
        return order.map { part in
            let octets = Array(stream[bounds[part]..<bounds[part + 1]])
            return connection.send(.client, first &+ UInt32(bounds[part]), 1, octets, after: 100_000)
        }
    }

    @Test("a message is whole in the frame that completes it, wherever it is cut and whatever the order")
    func orders() {
        for first in [1, 0xffff_fff0 as UInt32] {
            for cut in 1..<Self.message.count - 1 {
                for order in [[0, 1, 2], [0, 2, 1]] {
                    var connection = Connection(serverPort: 53)
                    if first == 1 { connection.open() }
                    let before = connection.count
                    let seen = Self.send(
                        Self.message, cutAt: [cut, cut + 1], order: order, over: &connection, first: first)
                    #expect(seen[0].layers == ["ip", "tcp"] && seen[1].layers == ["ip", "tcp"])
                    #expect(seen[2].layers == ["ip", "tcp", "dns"], "\(cut) \(order)")
                    #expect(seen[2]["dns.id"] == "0x1234")
                    #expect(seen[2]["tcp.segment.count"] == "3")
                    #expect(seen[2]["tcp.reassembled.length"] == "27")
                    let frames = (0..<3).map { part in "\(before + 1 + order.firstIndex(of: part)!)" }
                    #expect(seen[2]["tcp.segment"] == frames.joined(separator: ","))
                    #expect(seen[2]["tcp.segment.overlap"] == nil)
                    #expect(seen[0]["tcp.segment_data"] != nil)
                }
            }
        }
    }

    @Test("a segment may end one message, hold others and begin the next")
    func several() {
        var connection = Connection(serverPort: 53)
        connection.open()
        let stream = Self.message + Self.message + Self.message
        let seen = Self.send(stream, cutAt: [20, 60], order: [0, 1, 2], over: &connection)
        #expect(seen[1].layers == ["ip", "tcp", "dns", "dns"])
        #expect(seen[1].values["tcp.segment_data"]?.count == 2)
        #expect(seen[2].layers == ["ip", "tcp", "dns"])
        // What waited behind a gap goes on when that is filled.
        var other = Connection(clientPort: 40001, serverPort: 53)
        other.open()
        let late = Self.send(stream, cutAt: [20, 60], order: [0, 2, 1], over: &other)
        #expect(late[1].layers == ["ip", "tcp"])
        #expect(late[2].layers == ["ip", "tcp", "dns", "dns", "dns"])
    }

    @Test("octets that come twice stay as they came first, and those that differ are marked")
    func overlaps() {
        for differs in [false, true] {
            var connection = Connection(serverPort: 53)
            connection.open()
            _ = connection.send(.client, 1, 1, Array(Self.message[0..<16]))
            var again = Array(Self.message[2..<20])
            if differs { again[0] ^= 0xff }
            _ = connection.send(.client, 3, 1, again)
            let last = connection.send(.client, 21, 1, Array(Self.message[20...]))
            #expect(last["dns.id"] == "0x1234")
            #expect(last["tcp.segment.overlap"] == "1")
            #expect(last["tcp.segment.overlap.conflict"] == (differs ? "1" : nil))
        }
    }

    @Test("a segment that is sent again adds nothing, and one that was lost is waited for")
    func retransmissions() {
        var connection = Connection(serverPort: 53)
        connection.open()
        let first = Array(Self.message[0..<16])
        _ = connection.send(.client, 1, 1, first)
        #expect(connection.send(.client, 1, 1, first, after: 300_000_000).layers == ["ip", "tcp"])
        #expect(connection.send(.client, 21, 1, Array(Self.message[20...])).layers == ["ip", "tcp"])
        let late = connection.send(.client, 17, 1, Array(Self.message[16..<20]), after: 300_000_000)
        #expect(late.arrival == .retransmission)
        #expect(late["dns.id"] == "0x1234")
        #expect(late["tcp.segment.count"] == "3")
    }

    @Test("what was acknowledged and not captured is not waited for")
    func lost() {
        var connection = Connection(serverPort: 53)
        connection.open()
        _ = connection.send(.client, 1, 1, Array(Self.message[0..<16]))
        _ = connection.send(.server, 1, 28)
        // The rest of the message is not there; the next one is.
        #expect(connection.send(.client, 28, 1, Self.message)["dns.id"] == "0x1234")
        #expect(connection.table.unfinished.forgottenCount == 1)
        #expect(connection.table.unfinished.waitingCount == 0)
    }

    @Test("a connection that begins anew on the same ports waits for nothing of the old one")
    func reused() {
        var connection = Connection(serverPort: 53)
        connection.open()
        _ = connection.send(.client, 1, 1, Array(Self.message[0..<16]))
        _ = connection.send(.client, 5000, flags: 0x02)
        #expect(connection.send(.client, 5001, 1, Self.message).layers == ["ip", "tcp", "dns"])
    }

    @Test("a ClientHello in two segments has its server's name in its fields")
    func hello() {
        let octets = FieldTexts.octets(TLSSample.clientHello)
        for cut in 1..<octets.count {
            var connection = Connection(serverPort: 443)
            connection.open()
            let seen = Self.send(octets, cutAt: [cut], order: [0, 1], over: &connection)
            #expect(seen[0].layers == ["ip", "tcp"])
            #expect(seen[1]["tls.handshake.extensions_server_name"] == "localhost", "\(cut)")
        }
    }

    @Test("HTTP's messages are put together by their headers, their length and their chunks (RFC 9112 6.3)")
    func http() {
        let plain = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"
        for answer in [plain, chunked].map({ Array($0.utf8) }) {
            for cut in 9..<answer.count {
                var connection = HTTPConnectionTests.asked()
                let first = connection.send(.server, 1, 41, Array(answer[..<cut]))
                #expect(first.layers == ["ip", "tcp"])
                let last = connection.send(.server, 1 + UInt32(cut), 41, Array(answer[cut...]))
                #expect(last["http.file_data"] == "hello", "\(cut)")
                #expect(last["tcp.reassembled.length"] == "\(answer.count)")
            }
        }
    }

    @Test("a million messages that never end take bounded memory, and the oldest go first")
    func bounds() {
        var table = StreamTable(limit: 1 << 20)
        var first: UInt64 = 0
        for number in 0..<1_000_000 {
            let kept = table.keep(
                .init(application: .data, from: 0, count: 100, takesSegment: false, pieces: PieceList()))
            if number == 0 { first = kept }
        }
        #expect(table.waitingOctets <= 1 << 20)
        #expect(table.waitingCount < 10_000)
        #expect(table.forgottenCount + table.waitingCount == 1_000_000)
        let oldest = table.take(first)
        #expect(oldest == nil)
    }

    @Test("segments of any place and content, in any order, end in nothing worse than data")
    func hostile() {
        var random = SystemRandomNumberGenerator()
        for port: UInt16 in [53, 80, 443] {
            var connection = Connection(serverPort: port)
            let chunked = Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n0\r\n\r\n".utf8)
            let sample = port == 53 ? Self.message : port == 80 ? chunked : FieldTexts.octets(TLSSample.clientHello)
            for _ in 0..<2000 {
                var octets = Array(sample.dropFirst(Int.random(in: 0...4, using: &random) * 3))
                octets = Array(octets.prefix(Int.random(in: 1...octets.count, using: &random)))
                if Bool.random(using: &random) { octets[Int.random(in: 0..<octets.count)] = .random(in: 0...255) }
                let side: Connection.Side = Bool.random(using: &random) ? .client : .server
                let seen = connection.send(
                    side, UInt32.random(in: 0...200, using: &random) &- 100, .random(in: 0...200, using: &random),
                    octets)
                #expect(seen.layers.starts(with: ["ip", "tcp"]))
            }
        }
    }
}
