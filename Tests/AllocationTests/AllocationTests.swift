import PacketPresenters
import PacketProtocols
import CAllocationCounter
import Captures
import Testing

@testable import Packets

private let skipReason: Comment = "counted in optimised builds on glibc: make test-release"

private var isOptimized: Bool {
    var result = true
    // Evaluated in builds without optimisation alone.
    assert(
        {
            result = false; return true
        }())
    return result
}

/// What is done for every packet of a capture asks for no memory once the buffers have their sizes.
///
/// Counted for the thread of the test alone, so that tests beside it do not matter. Optimised builds only: without
/// optimisation generics and closures are boxed that the product does not have.
@Suite("Allocations", .enabled(if: isOptimized && allocation_counter_works(), skipReason))
struct AllocationTests {
    /// A conversation of every plain kind: a handshake with options, data, a question and its answer.
    static let packets: [[UInt8]] = [
        try! Packet {
            Ethernet.with { $0.source = MACAddress(2, 0, 0, 0, 0, 1) }
            IPv4.with { $0.destination = IPv4Address(10, 0, 0, 2) }
            TCP.with {
                $0.sourcePort = 54321
                $0.destinationPort = 8000
                $0.synchronize = true
                $0.options = [.init(TCP.MaximumSegmentSize.with { $0.size = 1460 })]
            }
        }.octets(),
        try! Packet {
            Ethernet.with { $0.destination = .broadcast }
            IPv4.with { $0.destination = IPv4Address(10, 0, 0, 2) }
            TCP.with {
                $0.sourcePort = 54321
                $0.destinationPort = 8000
                $0.sequenceNumber = 1
                $0.acknowledgment = true
            }
            "data that nobody reads"
        }.octets(),
        try! Packet {
            Ethernet.with { $0.destination = .broadcast }
            IPv4.with { $0.destination = IPv4Address(10, 0, 0, 3) }
            UDP.with { $0.sourcePort = 40000 }
            DNS.with { $0.questions = [DNS.Question.with { $0.owner = DNSName("a.test") }] }
        }.octets(),
    ]

    /// The length of a DNS name is that of its text, which is written to be counted: once a round.
    private static let nameLengths: UInt64 = 100
    /// Whole details hold the text of `frame.protocols` besides, one for each packet of each round: longer than what a
    /// `String` keeps in itself.
    private static let textsOfDetails = nameLengths + UInt64(packets.count) * 100

    /// How often `body` asks for memory after it has run a few times.
    static func allocations(_ body: () throws -> Void) rethrows -> UInt64 {
        for _ in 0..<3 { try body() }
        let before = allocation_counter_value()
        for _ in 0..<100 { try body() }
        return allocation_counter_value() - before
    }

    /// Lends each packet dissected, its flow followed.
    private static func forEach(_ dissector: inout PacketDissector, _ body: (inout PacketView) -> Void) {
        for octets in packets {
            var packet = dissector.packet(
                unsafe octets.span.bytes, at: Timestamp(seconds: 1_800_000_000, nanoseconds: 5), as: .ethernet)
            body(&packet)
        }
    }

    @Test("the counter counts what Swift allocates")
    func counts() {
        var array: [UInt8] = []
        #expect(Self.allocations { array = [UInt8](repeating: 7, count: .random(in: 100...200)) } == 100)
        #expect(array.count >= 100)
    }

    @Test("dissecting a packet and following its flow")
    func dissecting() {
        var dissector = PacketDissector()
        var layers = 0
        #expect(Self.allocations { Self.forEach(&dissector) { layers += $0.layers.count } } == 0)
        #expect(layers > 0)
    }

    @Test("walking a packet's detail")
    func detail() {
        var dissector = PacketDissector()
        var detail = PacketDetail()
        #expect(
            Self.allocations { Self.forEach(&dissector) { Registry.standard.detail(of: &$0, into: &detail) } }
                <= Self.textsOfDetails)
        #expect(detail.nodes.count > 20)
    }

    @Test("printing a packet's line")
    func lines() {
        var dissector = PacketDissector()
        var lines = LinePresenter()
        let count = Self.allocations {
            lines.removeAll()
            Self.forEach(&dissector) { lines.append(&$0) }
        }
        #expect(count == 0)
        #expect(lines.text.count > 100)
    }

    @Test("writing a packet's tree")
    func tree() {
        var dissector = PacketDissector()
        var detail = PacketDetail()
        var tree = DetailTree(.standard)
        var text = TextBuffer()
        let count = Self.allocations {
            text.removeAll()
            Self.forEach(&dissector) {
                Registry.standard.detail(of: &$0, into: &detail)
                tree.write(&$0, detail, into: &text)
            }
        }
        #expect(count <= Self.textsOfDetails)
        #expect(text.count > 1000)
    }

    @Test("writing a packet as JSON")
    func json() {
        var dissector = PacketDissector()
        var detail = PacketDetail()
        var json = JSONPresenter(.standard)
        var text = TextBuffer()
        let count = Self.allocations {
            text.removeAll()
            Self.forEach(&dissector) {
                Registry.standard.detail(of: &$0, into: &detail)
                json.write(&$0, detail, into: &text)
            }
        }
        #expect(count <= Self.textsOfDetails)
        #expect(text.count > 1000)
    }

    @Test("finding and writing the values of chosen fields")
    func fields() throws {
        var dissector = PacketDissector()
        let selection = try FieldSelection(["ip.src", "tcp.seq", "tcp.options.mss_val", "dns.qry.name"], in: .standard)
        var values = FieldValues(selection)
        var text = TextBuffer()
        let count = Self.allocations {
            text.removeAll()
            Self.forEach(&dissector) { packet in
                values.collect(selection, of: &packet, in: .standard)
                for column in 0..<values.columnCount {
                    values.forEach(in: column) {
                        Registry.standard.write(values.detail.nodes[$0], of: packet, values.detail, into: &text)
                    }
                }
            }
        }
        #expect(count <= Self.nameLengths)
        #expect(text.count > 20)
    }

    @Test("writing a packet that was laid out once")
    func preparedPackets() throws {
        let prepared = try PreparedPacket(
            Packet {
                Ethernet.with { $0.destination = .broadcast }
                IPv4.with { $0.destination = IPv4Address(10, 0, 0, 2) }
                TCP.with { $0.synchronize = true }
                "payload"
            })
        var octets: [UInt8] = []
        #expect(Self.allocations { prepared.write(into: &octets) } == 0)
        #expect(octets.count == 14 + 20 + 20 + 7)
    }

    @Test("reading a capture's packets", arguments: [false, true])
    func reading(isPcapng: Bool) throws {
        let sink = MemorySink()
        if isPcapng {
            var writer = PcapngWriter(sink)
            _ = try writer.addInterface(CaptureInterface(linkType: .ethernet))
            for index in 0..<3000 {
                let packet = Self.packets[index % Self.packets.count]
                try writer.write(unsafe packet.span.bytes, timestamp: Timestamp(seconds: Int64(index)))
            }
            try writer.close()
        } else {
            var writer = PcapWriter(sink, linkType: .ethernet, precision: .nanoseconds)
            for index in 0..<3000 {
                let packet = Self.packets[index % Self.packets.count]
                try writer.write(unsafe packet.span.bytes, timestamp: Timestamp(seconds: Int64(index)))
            }
            try writer.close()
        }
        var reader = try CaptureReader(MemorySource(sink.bytes))
        for _ in 0..<1000 { try #require(try reader.next() != nil) }
        let before = allocation_counter_value()
        var octets = 0
        for _ in 0..<1000 {
            guard let frame = try reader.next() else { break }
            octets += frame.bytes.byteCount
        }
        let after = allocation_counter_value()
        #expect(after - before == 0)
        #expect(octets > 50_000)

        // The same, each frame made a packet.
        var packets = PacketReader(try CaptureReader(MemorySource(sink.bytes)))
        for _ in 0..<1000 { try #require(try packets.next()?.layers.count ?? 0 > 1) }
        let start = allocation_counter_value()
        var layers = 0
        for _ in 0..<1000 {
            guard let packet = try packets.next() else { break }
            layers += packet.layers.count
        }
        #expect(allocation_counter_value() - start == 0)
        #expect(layers > 3000)
    }
}
