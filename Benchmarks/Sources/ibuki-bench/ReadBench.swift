import Captures
import Glibc
import PacketProtocols
import Packets

/// What it costs to read a file's packets and to dissect each, from the opening of the file on.
enum ReadBench {
    static func run(_ path: String, rounds: Int = 5) throws {
        let registry = Registry.standard
        var dissection = Dissection()
        for _ in 0..<rounds {
            let start = IbukiBench.nanoseconds()
            var reader = try CaptureReader(path: path)
            var packets = 0
            var layers = 0
            while let frame = try reader.next() {
                registry.dissect(frame.bytes, as: frame.linkType, into: &dissection, findingBodies: false)
                packets += 1
                layers += dissection.count
            }
            print("read", (IbukiBench.nanoseconds() - start) / Double(max(packets, 1)), "ns", packets, layers)
        }
    }
}
