import PacketProtocols
import PacketSamples
import Testing

@testable import Packets

/// Packets that come in pieces.
struct ReassemblyTests {
    /// A piece of a packet over IP.
    struct Fragment {
        var offset: Int
        var octets: [UInt8]
        var hasMore: Bool

        static func word(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xff), UInt8(value & 0xff)] }

        func ipv4(_ identification: Int = 7, number: UInt8 = 17, from host: UInt8 = 1, to other: UInt8 = 2)
            -> [UInt8]
        {
            [0x45, 0] + Self.word(20 + octets.count) + Self.word(identification)
                + Self.word((hasMore ? 0x2000 : 0) | offset / 8) + [64, number, 0, 0, 10, 0, 0, host, 10, 0, 0, other]
                + octets
        }

        func ipv6(_ identification: Int = 7) -> [UInt8] {
            let addresses: [UInt8] = [0x20, 1] + Array(repeating: 0, count: 13) + [1, 0x20, 1]
            return [0x60, 0, 0, 0] + Self.word(8 + octets.count) + [44, 64] + addresses
                + Array(repeating: 0, count: 13) + [2, 17, 0] + Self.word(offset | (hasMore ? 1 : 0)) + [0, 0]
                + Self.word(identification) + octets
        }
    }

    /// A datagram of UDP with so many octets of data, no two stretches of which are alike.
    static func datagram(_ count: Int) -> [UInt8] {
        [0x12, 0x34, 0x56, 0x78] + Fragment.word(count + 8) + [0, 0]
            + (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 >> 8) }
    }

    /// The pieces that end at these places.
    static func pieces(_ whole: [UInt8], at places: [Int]) -> [Fragment] {
        var start = 0
        return (places + [whole.count]).map { end in
            defer { start = end }
            return Fragment(offset: start, octets: Array(whole[start..<end]), hasMore: end < whole.count)
        }
    }

    /// What a capture's frames look like.
    struct Seen: Equatable {
        var layers: [String]
        var data: [UInt8] = []
        var pieces: [Int] = []
        var faults: PieceFaults = []
    }

    static func look(
        _ frames: [[UInt8]], as linkType: LinkType = .ipv4, every seconds: Int64 = 0,
        _ change: (inout PacketDissector) -> Void = { _ in }
    ) -> [Seen] {
        var dissector = PacketDissector(.standard)
        change(&dissector)
        var result: [Seen] = []
        for (number, frame) in frames.enumerated() {
            let time = Timestamp(seconds: 1000 + Int64(number) * seconds)
            let packet = dissector.packet(frame.octets, at: time, as: linkType)
            var seen = Seen(layers: packet.layerList.map(\.name))
            let last = packet.layers[packet.layers.count - 1]
            if last.id == .data { seen.data = packet.message(packet.layers.count - 1).octets(0, last.end - last.start) }
            for whole in packet.reassemblies {
                seen.pieces += whole.pieces.map(\.frame)
                seen.faults.formUnion(whole.faults)
            }
            result.append(seen)
            // Whatever was put together, the frame is its own octets.
            let written = try? Packet(opening: packet, in: .standard).octets(in: .standard)
            #expect(written == frame)
        }
        return result
    }

    @Test("the frame of the last piece shows the whole packet, whatever the order of the pieces")
    func orders() {
        let whole = Self.datagram(100)
        let pieces = Self.pieces(whole, at: [16, 64])
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let seen = Self.look(order.map { pieces[$0].ipv4() })
            #expect(seen[0].layers == ["ip", "data"] && seen[1].layers == ["ip", "data"])
            #expect(seen[0].data == pieces[order[0]].octets)
            #expect(seen[2].layers == ["ip", "udp", "data"], "\(order)")
            #expect(seen[2].data == Array(whole[8...]))
            #expect(seen[2].pieces == (0..<3).map { piece in order.firstIndex(of: piece)! + 1 })
            #expect(seen[2].faults == [])
            let seen6 = Self.look(order.map { pieces[$0].ipv6() }, as: .ipv6)
            #expect(seen6[0].layers == ["ipv6", "ipv6.fraghdr", "data"])
            #expect(seen6[2].layers == ["ipv6", "ipv6.fraghdr", "udp", "data"])
            #expect(seen6[2].data == Array(whole[8...]))
        }
    }

    @Test("datagrams cut at random places, their pieces shuffled among each other, come out whole")
    func shuffled() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<50 {
            var frames: [(packet: Int, octets: [UInt8])] = []
            var wholes: [[UInt8]] = []
            for packet in 0..<5 {
                let whole = Self.datagram(Int.random(in: 40...4000, using: &random))
                let places = Set((0..<6).map { _ in Int.random(in: 1..<whole.count / 8, using: &random) * 8 })
                frames += Self.pieces(whole, at: places.sorted()).map { (packet, $0.ipv4(packet)) }
                wholes.append(whole)
            }
            frames.shuffle(using: &random)
            let seen = Self.look(frames.map(\.octets))
            for packet in wholes.indices {
                let last = frames.lastIndex { $0.packet == packet }!
                #expect(seen[last].data == Array(wholes[packet][8...]))
                #expect(seen[last].pieces.count == frames.count { $0.packet == packet })
            }
            #expect(seen.count { !$0.pieces.isEmpty } == wholes.count)
        }
    }

    @Test("pieces of other packets, ends and protocols are not mixed")
    func keys() {
        let whole = Self.datagram(100)
        let pieces = Self.pieces(whole, at: [64])
        let first = pieces[0].ipv4()
        for other in [pieces[1].ipv4(8), pieces[1].ipv4(number: 6), pieces[1].ipv4(from: 3)] {
            #expect(Self.look([first, other])[1].pieces == [])
        }
        #expect(Self.look([first, pieces[1].ipv4()])[1].pieces == [1, 2])
        // Two minutes later the number is another packet's.
        #expect(Self.look([first, pieces[1].ipv4()], every: 120)[1].pieces == [1, 2])
        #expect(Self.look([first, pieces[1].ipv4()], every: 121)[1].pieces == [])
    }

    @Test(
        "pieces that overlap are marked, and so are those that conflict; the lower place stays, and of two what came first"
    )
    func overlaps() {
        let whole = Self.datagram(100)
        var pieces = Self.pieces(whole, at: [64])
        pieces.insert(Fragment(offset: 48, octets: Array(whole[48..<64]), hasMore: true), at: 1)
        var seen = Self.look(pieces.map { $0.ipv4() })
        #expect(seen[2].faults == .overlap && seen[2].data == Array(whole[8...]))
        pieces[1].octets[3] ^= 0xff
        seen = Self.look(pieces.map { $0.ipv4() })
        #expect(seen[2].faults == [.overlap, .conflict] && seen[2].data == Array(whole[8...]))
        seen = Self.look([pieces[1], pieces[0], pieces[2]].map { $0.ipv4() })
        #expect(seen[2].faults == [.overlap, .conflict] && seen[2].data == Array(whole[8...]))
        // At the same place.
        var twin = pieces[0]
        twin.octets[40] ^= 1
        seen = Self.look([twin, pieces[0], pieces[2]].map { $0.ipv4() })
        #expect(seen[2].faults == [.overlap, .conflict] && seen[2].data[32] == whole[40] ^ 1)
        // Captured twice.
        seen = Self.look([pieces[0], pieces[0], pieces[2], pieces[2]].map { $0.ipv4() })
        #expect(seen[2].faults == .overlap && seen[2].pieces == [1, 2, 3] && seen[3].layers == ["ip", "data"])
    }

    @Test("a second end, and what lies behind the end, are marked")
    func ends() {
        let whole = Self.datagram(100)
        let pieces = Self.pieces(whole, at: [64])
        let longer = Fragment(offset: 64, octets: Array(repeating: 1, count: 60), hasMore: false)
        let seen = Self.look([pieces[1], longer, pieces[0]].map { $0.ipv4() })
        #expect(seen[2].faults.isSuperset(of: [.secondTail, .tooLong]) && seen[2].data == Array(whole[8...]))
        let shorter = Fragment(offset: 64, octets: Array(whole[64..<72]), hasMore: false)
        #expect(Self.look([pieces[1], shorter, pieces[0]].map { $0.ipv4() })[2].faults == [.secondTail, .overlap])
        let beyond = Fragment(offset: 200, octets: [1, 2, 3, 4, 5, 6, 7, 8], hasMore: true)
        #expect(Self.look([beyond, pieces[1], pieces[0]].map { $0.ipv4() })[2].faults == .tooLong)
    }

    @Test(
        "what was not captured whole, and what an error quotes, is no piece; a first one is dissected as far as it goes"
    )
    func unfit() {
        let whole = Self.datagram(100)
        let pieces = Self.pieces(whole, at: [64])
        var dissector = PacketDissector(.standard)
        let first = pieces[0].ipv4()
        let cut = Array(first.dropLast(10))
        let packet = dissector.packet(cut.octets, at: Timestamp(seconds: 0), as: .ipv4, originalLength: first.count)
        let names = packet.layerList.map(\.name)
        #expect(names == ["ip", "udp", "data"])
        let last = pieces[1].ipv4()
        let lone = dissector.packet(last.octets, at: Timestamp(seconds: 0), as: .ipv4)
        let loneNames = lone.layerList.map(\.name)
        #expect(loneNames == ["ip", "data"])
        // ICMP time exceeded, with both pieces.
        let head: [UInt8] = [0x45, 0, 0, 0, 0, 1, 0, 0, 64, 1, 0, 0, 10, 0, 0, 9, 10, 0, 0, 1, 11, 1, 0, 0, 0, 0, 0, 0]
        let seen = Self.look([head + first, head + last])
        #expect(seen.allSatisfy { $0.pieces.isEmpty })
        #expect(seen[0].layers == ["ip", "icmp", "ip", "udp", "data"])
        #expect(
            Self.look([first, last]) { $0.reassembles = false }.map(\.layers) == [
                ["ip", "udp", "data"], ["ip", "data"],
            ])
    }

    @Test("a packet of which a tunnel's packets were cut too is put together twice")
    func nested() {
        let whole = Self.datagram(400)
        let inner = Self.pieces(whole, at: [200]).map { $0.ipv4(9) }
        var frames: [[UInt8]] = []
        for (number, packet) in inner.enumerated() {
            frames += Self.pieces(packet, at: [104]).map { $0.ipv4(20 + number, number: 4, from: 8) }
        }
        let seen = Self.look(frames)
        #expect(
            seen.map(\.layers) == [
                ["ip", "data"], ["ip", "ip", "data"], ["ip", "data"], ["ip", "ip", "udp", "data"],
            ])
        #expect(seen[3].pieces == [3, 4, 2, 4] && seen[3].data == Array(whole[8...]))
    }

    @Test("a second pass knows in which frame a piece's packet is complete")
    func twice() {
        let frames = Self.pieces(Self.datagram(100), at: [16, 64]).map { $0.ipv4() }
        var first = PacketDissector(.standard)
        first.completions = [:]
        for frame in frames { _ = first.packet(frame.octets, at: Timestamp(seconds: 0), as: .ipv4).layers.count }
        #expect(first.completions == [1: 3, 2: 3])
        var second = PacketDissector(.standard)
        second.completions = first.completions
        var texts: [String?] = []
        for frame in frames {
            var packet = second.packet(frame.octets, at: Timestamp(seconds: 0), as: .ipv4)
            texts.append(FieldTexts(&packet)["ip.reassembled_in"])
        }
        #expect(texts == ["3", "3", nil])
    }

    @Test("fields of the packet put together: frames, lengths, octets, the checksum over all of it, the flow")
    func fields() {
        let whole = Self.datagram(100)
        let frames = Self.pieces(whole, at: [64]).map { $0.ipv4() }
        var dissector = PacketDissector(.standard)
        dissector.verifiesChecksums = true
        let (first, last) = (frames[0], frames[1])
        _ = dissector.packet(first.octets, at: Timestamp(seconds: 0), as: .ipv4).layers.count
        var packet = dissector.packet(last.octets, at: Timestamp(seconds: 0), as: .ipv4)
        let fields = FieldTexts(&packet)
        #expect(fields["ip.fragment"] == "1,2")
        #expect(fields["ip.fragment.count"] == "2")
        #expect(fields["ip.reassembled.length"] == "108")
        #expect(fields["ip.fragment.overlap"] == nil)
        #expect(fields["udp.length"] == "108")
        #expect(fields["udp.stream"] == "0")
        #expect(fields["udp.checksum.status"] == "3")
        #expect(fields["frame.len"] == "\(last.count)")
        let data = fields["ip.reassembled.data"]?.filter { $0 != ":" }
        #expect(data == whole.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }
}

/// The table of pieces by itself.
struct PieceTableTests {
    private static func key(_ number: Int) -> PieceTable.Key {
        PieceTable.Key(source: 1, destination: 2, identification: UInt64(number), layer: 0)
    }

    @Test("what waits is bounded by its octets, and the packets that wait longest go first")
    func bound() {
        var table = PieceTable(limit: 100_000)
        let octets = [UInt8](repeating: 1, count: 1000)
        for number in 0..<10_000 {
            let piece = PacketPiece(of: 0, at: 0, isLast: false, begins: .none)
            let whole = table.add(piece, octets.octets, of: Self.key(number), frame: number, at: Timestamp(seconds: 0))
            #expect(whole == nil)
            #expect(table.waitingOctets <= 100_000)
        }
        #expect(table.waitingCount == 100_000 / 1320)
        let tail = PacketPiece(of: 0, at: 1000, isLast: true, begins: .none)
        let now = Timestamp(seconds: 0)
        let new = table.add(tail, octets.octets, of: Self.key(9_999), frame: 1, at: now)
        #expect(new?.octets.count == 2000)
        let old = table.add(tail, octets.octets, of: Self.key(9_000), frame: 1, at: now)
        #expect(old == nil)
    }

    @Test("packets that are complete leave nothing behind")
    func complete() {
        var table = PieceTable()
        let octets = [UInt8](repeating: 1, count: 8)
        for number in 0..<10_000 {
            for offset in [0, 8] {
                let piece = PacketPiece(of: 0, at: offset, isLast: offset > 0, begins: .none)
                let now = Timestamp(seconds: 0)
                _ = table.add(piece, octets.octets, of: Self.key(number), frame: number, at: now)
            }
            #expect(table.waitingCount == 0 && table.waitingOctets == 0 && table.queueCount <= 65)
        }
    }

    @Test("a packet of pieces without end is given up")
    func endless() {
        var table = PieceTable()
        let octets = [UInt8](repeating: 1, count: 8)
        for number in 0..<20_000 {
            let piece = PacketPiece(of: 0, at: 8, isLast: false, begins: .none)
            _ = table.add(piece, octets.octets, of: Self.key(1), frame: number, at: Timestamp(seconds: 0))
            #expect(table.waitingOctets < 8192 * 80)
        }
    }

    @Test("no time makes it trap")
    func times() {
        var table = PieceTable()
        let octets = [UInt8](repeating: 1, count: 8)
        for seconds in [Int64.min, 0, .max, -1, .min] {
            let piece = PacketPiece(of: 0, at: 0, isLast: false, begins: .none)
            _ = table.add(piece, octets.octets, of: Self.key(1), frame: 1, at: Timestamp(seconds: seconds))
        }
        #expect(table.waitingCount == 1)
    }
}
