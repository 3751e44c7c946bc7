import Captures
import Glibc
import PacketPresenters
import PacketProtocols
import Packets

/// Reading, dissecting and printing a capture's packets as lines, as `ibuki read -nn` does.
enum LinesBench {
    /// - Parameter writes: whether the lines go to standard output; else they are thrown away.
    static func run(_ path: String, rounds: Int, writes: Bool) throws {
        var options = LineOptions()
        options.showsAbsoluteSequence = CommandLine.arguments.contains("-S")
        for _ in 0..<rounds {
            let start = IbukiBench.nanoseconds()
            var presenter = LinePresenter(options: options)
            var reader = try PacketReader(path: path)
            var packets = 0
            var octets = 0
            while var packet = try reader.next() {
                packets += 1
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
