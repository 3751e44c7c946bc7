import ArgumentParser
import PacketProtocols
import Packets
import Streams
import SystemCalls

/// `ibuki follow`: what the two ends of a stream said.
struct FollowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "follow", abstract: "Show what the two ends of a TCP or UDP stream said, in order.",
        discussion: HelpText.fitted(
            """
              ibuki follow web.pcapng 0                     what was said in the first TCP connection
              ibuki follow --layer udp --as hex dns.pcapng 3

            The number is tcp.stream or udp.stream; 'ibuki conversations' lists it.
            """))

    @Argument(help: ArgumentHelp("A capture; - is standard input.", valueName: "file"), completion: .file())
    var file: String

    @Argument(help: ArgumentHelp("The stream's number, from 0.", valueName: "stream")) var stream: UInt32

    @Option(name: .long, help: "tcp or udp.") var layer = TrafficLayer.tcp

    @Option(name: .customLong("as"), help: "ascii, hex or raw (hexadecimal, a line for what was said at once).")
    var form = StreamFollower.Form.ascii

    @OptionGroup var json: JSONOutput

    func validate() throws {
        if !layer.hasPorts { throw ValidationError("--layer \(layer.rawValue) has no streams; tcp and udp have") }
    }

    func run() throws {
        var follower = StreamFollower(layer, stream: stream, as: form)
        let fault = try CountedFile.feed(&follower, from: file, in: .standard)
        follower.finish()
        guard follower.ends != nil else {
            if let fault { throw fault }
            throw CommandFailure(
                .noAnswer, "\(file) has no \(layer.rawValue) stream \(stream); 'ibuki conversations' lists them")
        }
        var text = TextBuffer()
        if json.isWanted { follower.writeJSON(into: &text) } else { follower.write(filter: nil, into: &text) }
        try StandardOutput().write(text.bytes)
        tell(follower)
        if let fault { throw fault }
    }

    /// What the text does not show.
    private func tell(_ follower: StreamFollower) {
        for (side, count) in follower.conflicts.enumerated() where count > 0 {
            StandardError.print(
                "ibuki: \(count) segments of node \(side) had other octets than those that came before at the same place"
            )
        }
        if follower.leftOut > 0 { StandardError.print("ibuki: \(follower.leftOut) pieces found no room") }
    }
}
