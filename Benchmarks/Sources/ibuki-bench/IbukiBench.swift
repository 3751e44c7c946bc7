import Glibc
import PacketPresenters
import PacketProtocols
import Packets

/// What the benchmarks time inside one process; `Benchmarks/run` sets it beside the rivals.
@main
enum IbukiBench {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count >= 2 else {
            print(
                "usage: ibuki-bench stack-pair | stack-handshake | stack-tap NAME 0|1 | dissect FILE | read FILE | fields | build | stack-pair | stack-handshake | stack-tap NAME 0|1 | lines|json|ek|pdml|tree FILE [ROUNDS]"
            )
            exit(2)
        }
        switch arguments[1] {
        case "dissect": dissect(arguments[2])
        case "fields": fields()
        case "read" where arguments.count >= 3:
            do {
                try ReadBench.run(arguments[2])
            } catch {
                print(error)
                exit(4)
            }
        case "explain" where arguments.count >= 3: explain(arguments[2])
        case "lines":
            do {
                try LinesBench.run(
                    arguments[2], rounds: arguments.count > 3 ? Int(arguments[3]) ?? 1 : 5,
                    writes: arguments.count > 4)
            } catch {
                print(error)
                exit(4)
            }
        case "filter" where arguments.count > 3:
            do {
                try FilterBench.run(arguments[2], arguments[3])
            } catch {
                print(error)
                exit(4)
            }
        case "build": build()
        #if os(Linux)
            case "stack-tap" where arguments.count >= 4:
                do {
                    try StackTap.serve(arguments[2], offloads: arguments[3] == "1", seconds: 2)
                } catch {
                    print(error)
                    exit(4)
                }
        #endif
        case "stack-pair", "stack-handshake":
            do {
                if arguments[1] == "stack-pair" {
                    try StackBench.pair(seconds: 2, block: 1 << 16)
                } else {
                    try StackBench.handshakes(100_000)
                }
            } catch {
                print(error)
                exit(4)
            }
        case let name where Presenters.names.contains(name) && arguments.count >= 3:
            Presenters.run(name, arguments[2], repeats: arguments.count > 3 ? Int(arguments[3]) ?? 1 : 0)
        default: exit(2)
        }
    }

    static func nanoseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }

    static func explain(_ name: String) {
        var text = TextBuffer()
        HeaderDiagram(named: name, in: .standard)?.write(into: &text)
        FieldTable(named: name, in: .standard)?.write(into: &text, includesValues: true)
        print(String(decoding: text))
    }

    static func load(_ path: String) -> [UInt8] {
        let file = fopen(path, "rb")!
        fseek(file, 0, SEEK_END)
        var octets = [UInt8](repeating: 0, count: ftell(file))
        fseek(file, 0, SEEK_SET)
        fread(&octets, 1, octets.count, file)
        return octets
    }

    static func dissect(_ path: String) {
        let arguments = CommandLine.arguments
        let octets = load(path)
        let registry = Registry.standard
        var dissection = Dissection()
        let span = octets.span.bytes
        let packets = packets(of: span)
        for _ in 0..<(arguments.count > 3 ? 60 : 5) {
            var layers = 0
            let start = nanoseconds()
            for packet in packets {
                registry.dissect(span.extracting(packet), as: .ethernet, into: &dissection, findingBodies: false)
                layers += dissection.count
            }
            print("dissect", (nanoseconds() - start) / Double(packets.count), "ns", packets.count, layers)
        }
        for _ in 0..<3 {
            var sum = 0
            let start = nanoseconds()
            for packet in packets {
                sum += Int(span.unsafeLoad(fromByteOffset: packet.lowerBound + 12, as: UInt8.self))
                sum += Int(span.unsafeLoad(fromByteOffset: packet.lowerBound + 36, as: UInt8.self))
            }
            print("touch", (nanoseconds() - start) / Double(packets.count), "ns", sum)
        }
        var detail = PacketDetail()
        var nodes = 0
        let start = nanoseconds()
        for packet in packets {
            let bytes = span.extracting(packet)
            registry.dissect(bytes, as: .ethernet, into: &dissection)
            var view = PacketView(bytes: bytes, layers: dissection.layers, frame: FrameInfo())
            registry.detail(of: &view, into: &detail)
            nodes += detail.nodes.count
        }
        print("detail", (nanoseconds() - start) / Double(packets.count), "ns", nodes / packets.count, "nodes")
    }

    /// Where the packets of a pcap lie, found before the clock starts: the rival, too, is handed packets that were read.
    static func packets(of file: RawSpan) -> [Range<Int>] {
        var packets: [Range<Int>] = []
        var at = 24
        while at + 16 <= file.byteCount {
            let length = Int(file.unsafeLoadUnaligned(fromByteOffset: at + 8, as: UInt32.self))
            packets.append(at + 16..<at + 16 + length)
            at += 16 + length
        }
        return packets
    }

    static func fields() {
        var octets: [UInt8] = []
        for _ in 0..<2048 {
            octets += [
                0xc3, 0x50, 0, 80, 0, 0, 0, 1, 0, 0, 0, 2, 0x80, 0x10, 1, 0xf6, 0xab, 0xcd, 0, 0, 1, 1, 8, 10, 0, 0, 0,
                100, 0, 0, 0, 50,
            ]
        }
        let count = 20_000_000
        for _ in 0..<3 {
            var start = nanoseconds()
            var sum = declared(octets.span.bytes, count)
            print("declared", (nanoseconds() - start) / Double(count), "ns", sum)
            start = nanoseconds()
            sum = byHand(octets.span.bytes, count)
            print("by-hand", (nanoseconds() - start) / Double(count), "ns", sum)
            start = nanoseconds()
            sum = options(octets.span.bytes, count / 10)
            print("options", (nanoseconds() - start) / Double(count / 10), "ns", sum)
        }
    }

    @inline(never) static func declared(_ message: RawSpan, _ count: Int) -> UInt64 {
        var sum: UInt64 = 0
        for index in 0..<count {
            let offset = (index &* 32) & 0xffe0
            if let tcp = Layer<TCP>(message, from: offset, to: offset &+ 32) {
                sum &+=
                    tcp.destinationPort.raw &+ UInt64(tcp.window) &+ UInt64(tcp.sequenceNumber) &+ tcp.flags.raw
                    &+ (tcp.synchronize ? 1 : 0)
            }
        }
        return sum
    }

    @inline(never) static func byHand(_ message: RawSpan, _ count: Int) -> UInt64 {
        var sum: UInt64 = 0
        for index in 0..<count {
            let offset = (index &* 32) & 0xffe0
            guard offset &+ 20 <= message.byteCount else { continue }
            let length = Int(message.unsafeLoad(fromByteOffset: offset &+ 12, as: UInt8.self) >> 4) &* 4
            guard length >= 20, length <= 32, offset &+ length <= message.byteCount else { continue }
            sum &+= UInt64(UInt16(bigEndian: message.unsafeLoadUnaligned(fromByteOffset: offset &+ 2, as: UInt16.self)))
            sum &+= UInt64(
                UInt16(bigEndian: message.unsafeLoadUnaligned(fromByteOffset: offset &+ 14, as: UInt16.self)))
            sum &+= UInt64(UInt32(bigEndian: message.unsafeLoadUnaligned(fromByteOffset: offset &+ 4, as: UInt32.self)))
            let flags =
                UInt16(bigEndian: message.unsafeLoadUnaligned(fromByteOffset: offset &+ 12, as: UInt16.self)) & 0xfff
            sum &+= UInt64(flags) &+ UInt64(flags >> 1 & 1)
        }
        return sum
    }

    @inline(never) static func options(_ message: RawSpan, _ count: Int) -> UInt64 {
        var sum: UInt64 = 0
        for index in 0..<count {
            let offset = (index &* 32) & 0xffe0
            guard let tcp = Layer<TCP>(message, from: offset, to: offset &+ 32) else { continue }
            var options = tcp.options
            while let option = options.next() {
                if option.kind == 8, let timestamps = option.as(TCP.Timestamps.self, part: 2) {
                    sum &+= UInt64(timestamps.value)
                }
            }
        }
        return sum
    }
}

extension IbukiBench {
    static func build() {
        let packet = Packet {
            Ethernet.with {
                $0.source = MACAddress(2, 0, 0, 0, 0, 1)
                $0.destination = MACAddress(2, 0, 0, 0, 0, 2)
            }
            IPv4.with {
                $0.source = IPv4Address(10, 9, 0, 1)
                $0.destination = IPv4Address(10, 9, 0, 2)
            }
            TCP.with {
                $0.sourcePort = 1
                $0.destinationPort = 2
                $0.acknowledgment = true
                $0.window = 1000
            }
            [UInt8](repeating: 0, count: 64)
        }
        guard let prepared = try? PreparedPacket(packet) else { return }
        var octets: [UInt8] = []
        let count = 3_000_000
        for _ in 0..<3 {
            let start = nanoseconds()
            var sum = 0
            for _ in 0..<count {
                prepared.write(into: &octets)
                sum += octets.count
            }
            print("build", (nanoseconds() - start) / Double(count), "ns", sum)
        }
        print(octets)
    }
}
