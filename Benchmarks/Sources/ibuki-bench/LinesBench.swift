import Captures
import Glibc
import PacketPresenters
import PacketProtocols
import Packets

/// Reading, dissecting and printing a capture's packets as lines, as `ibuki read -nn` does.
enum LinesBench {
    /// - Parameter writes: whether the lines go to standard output; else they are thrown away.
    static func run(_ path: String, rounds: Int, writes: Bool) throws {
        let registry = Registry.standard
        var options = LineOptions()
        options.showsAbsoluteSequence = CommandLine.arguments.contains("-S")
        for _ in 0..<rounds {
            let start = IbukiBench.nanoseconds()
            var presenter = LinePresenter(options: options)
            var dissection = Dissection()
            var conversations = ConversationTable()
            var reader = try CaptureReader(path: path)
            var packets = 0
            var octets = 0
            while let frame = try reader.next() {
                packets += 1
                registry.dissect(frame.bytes, as: frame.linkType, into: &dissection)
                let info = FrameInfo(
                    number: packets, timestamp: frame.timestamp, capturedLength: frame.bytes.byteCount,
                    originalLength: frame.originalLength, linkType: frame.linkType, interface: frame.interface)
                let flows = conversations.follow(frame.bytes, &dissection, in: registry, at: frame.timestamp)
                var packet = PacketView(
                    bytes: frame.bytes, layers: dissection.layers, frame: info, conversations: flows)
                presenter.append(&packet)
                if presenter.text.count > 65_536 {
                    octets += presenter.text.count
                    if writes { put(presenter.text) }
                    presenter.removeAll()
                }
            }
            octets += presenter.text.count
            if writes { put(presenter.text) }
            let time = IbukiBench.nanoseconds() - start
            let line =
                "lines \(time / Double(packets)) ns, \(octets / max(packets, 1)) octets a packet, \(packets) packets\n"
            line.withCString { _ = Glibc.write(2, $0, strlen($0)) }
        }
    }

    static func put(_ text: borrowing TextBuffer) {
        text.bytes.withUnsafeBytes { _ = write(1, $0.baseAddress, $0.count) }
    }
}
