#if os(Linux)
    import Captures
    import Foundation
    import Links
    import Packets
    import PrivateNetwork
    import Testing

    /// `ibuki capture -w` and `tcpdump -w`, on one interface at the same time.
    final class PairOfCaptures {
        struct FrameProtocol {
            var octets: [UInt8]
            var originalLength: Int
            var timestamp: Timestamp
            var isOutbound: Bool
        }
        typealias Frames = (ours: [FrameProtocol], theirs: [FrameProtocol])

        private let ours: RunningProgram
        private let theirs: RunningProgram
        private let folder: Folder
        private let sender: PacketSocketLink
        /// A frame that nobody answers: what is between two of them is compared, and not what the kernel says by itself while
        /// only one capture has begun. EtherType 0x88b5 is for experiments. IEEE 802 9.2.3
        private static let mark: [UInt8] =
            [2, 0, 0, 0, 0, 0x99, 2, 0, 0, 0, 0, 0x98, 0x88, 0xb5]
            + (0..<46).map { 0xff - $0 }
        /// A socket that asks for times, so that the kernel stamps frames before the first of the sockets gets them.
        private let asker: Int32

        init(_ network: borrowing PrivateNetwork, _ interface: String, _ folder: Folder) throws {
            self.folder = folder
            asker = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
            var isOn: Int32 = 1
            guard unsafe setsockopt(asker, SOL_SOCKET, SO_TIMESTAMPNS, &isOn, 4) == 0 else {
                throw Failure("SO_TIMESTAMPNS is not to be had")
            }
            ours = try network.start(
                CaptureCommand.path, ["capture", "-i", interface, "-w", folder.file("ours.pcapng")])
            theirs = try network.start(
                CaptureCommand.tcpdump ?? "tcpdump",
                [
                    "-Z", "root", "-U", "-B", "65536", "--time-stamp-precision=nano", "-i", interface, "-w",
                    folder.file("theirs.pcap"),
                ])
            try ours.waitFor("listening on")
            try theirs.waitFor("listening on")
            sender = try PacketSocketLink(interface == "any" ? "a0" : interface, options: .sending)
            try sender.send([Self.mark])
        }

        deinit { close(asker) }

        /// Ends both and gives what is in their files. The traffic is over.
        ///
        /// - Parameter opensInTshark: whether tshark, which must be there, is asked what it thinks of the file.
        func finish(opensInTshark: Bool = false) throws -> Frames {
            try sender.send([Self.mark])
            // tcpdump hears of frames up to a second after they came, and does not wait for them at its end.
            let end = Date(timeIntervalSinceNow: 10)
            while try !hasLastMark(folder.file("theirs.pcap")), Date() < end { usleep(50_000) }
            let counts = try CaptureCommand.stop(ours)
            theirs.signal(SIGINT)
            _ = try theirs.finish()
            guard theirs.complaints.contains("0 packets dropped by kernel") else {
                throw Failure("tcpdump lost frames: \(theirs.complaints)")
            }
            let (ours, theirs) = (
                try Self.frames(folder.file("ours.pcapng")), try Self.frames(folder.file("theirs.pcap"))
            )
            #expect(counts.count == 3 && counts[0] == ours.count && counts[2] == 0, "\(counts)")
            if opensInTshark { try openInTshark(ours.count) }
            return (try Self.betweenMarks(ours), try Self.betweenMarks(theirs))
        }

        /// Whether a file ends with the second mark.
        private func hasLastMark(_ path: String) throws -> Bool {
            let data = try Data(contentsOf: URL(filePath: path))
            let mark = Data(Self.mark.suffix(46))
            return data.suffix(4096).range(of: mark) != nil
                && data.range(of: mark) != data.range(of: mark, options: .backwards)
        }

        private static func betweenMarks(_ frames: [FrameProtocol]) throws -> [FrameProtocol] {
            // On `any` a cooked header stands in the place of Ethernet's.
            let marks = frames.indices.filter { frames[$0].octets.suffix(46) == mark.suffix(46) }
            guard marks.count == 2 else { throw Failure("\(marks.count) marks in \(frames.count) frames") }
            return Array(frames[marks[0] + 1..<marks[1]])
        }

        private static func frames(_ path: String) throws -> [FrameProtocol] {
            var reader = try CaptureReader(path: path)
            var frames: [FrameProtocol] = []
            while let frame = try reader.next() {
                frames.append(
                    FrameProtocol(
                        octets: frame.bytes.octets(0, frame.bytes.byteCount), originalLength: frame.originalLength,
                        timestamp: frame.timestamp, isOutbound: frame.flags?.direction == .outbound))
            }
            return frames
        }

        /// tshark finds every frame and nothing to complain of.
        private func openInTshark(_ count: Int) throws {
            let tshark = try RunningProgram(
                "tshark", ["-n", "-r", folder.file("ours.pcapng"), "-T", "fields", "-e", "frame.number"])
            let numbers = try tshark.finish().split(separator: "\n")
            #expect(numbers.count == count && numbers.last.map { "\($0)" } == "\(count)")
            let complaints = tshark.complaints.split(separator: "\n").filter { !$0.hasPrefix("Running as user") }
            #expect(complaints.isEmpty, "\(complaints)")
        }
    }
#endif
