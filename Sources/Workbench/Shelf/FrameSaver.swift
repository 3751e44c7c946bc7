import Captures
import Packets
import SystemCalls
import Terminal

/// Writes frames to a capture file, on a thread of its own.
struct FrameSaver: Sendable {
    let path: String
    /// Which; all where there are none.
    let numbers: [Int]?
    let index: FrameIndex
    let file: FrameFile

    func begin(_ mailbox: Mailbox<BenchMessage>) {
        System.startThread(named: "ibuki-save") {
            do {
                mailbox.post(.saved(path: path, count: try write()))
            } catch {
                mailbox.post(.failed("\(error)"))
            }
        }
    }

    /// A pcap file where the path ends so, else pcapng, with the interfaces and comments.
    private func write() throws -> Int {
        guard path != file.path else {
            throw CaptureError(
                .writeFailed, fileName: path, message: "the packets are read from this file; write another")
        }
        let chosen = numbers ?? Array(1..<index.count + 1)
        if path.lowercased().hasSuffix(".pcap") {
            var writer = try CaptureWriter(path: path)
            try forEach(chosen) { bytes, info in
                try writer.write(bytes, at: info.timestamp, as: info.linkType, originalLength: info.originalLength)
            }
            try writer.close()
        } else {
            var writer = PcapngWriter(try FileSink(path: path))
            try writer.beginSection()
            for interface in index.interfaces {
                try writer.addInterface(CaptureInterface(linkType: interface.linkType, name: interface.name))
            }
            try forEach(chosen) { bytes, info in
                try writer.write(
                    bytes, timestamp: info.timestamp, originalLength: info.originalLength, interface: info.interface,
                    comments: info.notes?.comments ?? [])
            }
            try writer.close()
        }
        return chosen.count
    }

    private func forEach(_ numbers: [Int], _ body: (RawSpan, FrameInfo) throws -> Void) throws {
        var octets: [UInt8] = []
        for number in numbers {
            file.read(index[number], into: &octets)
            unsafe try body(octets.span.bytes, index.info(number))
        }
    }
}
