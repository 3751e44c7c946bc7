#if os(Linux)
    import Captures
    import Foundation
    import Links
    import Packets
    import PrivateNetwork
    import Testing

    /// What the tests of `ibuki capture` share.
    enum CaptureCommand {
        /// The program that was built with these tests.
        static let path: String = {
            let test = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            return test.deletingLastPathComponent().appending(path: "ibuki").path()
        }()

        static let tcpdump = ["/usr/bin/tcpdump", "/usr/sbin/tcpdump"].first {
            FileManager.default.isExecutableFile(atPath: $0)
        }

        /// Why these tests cannot run here; `nil` where they can.
        static let refusal =
            PrivateNetwork.refusal
            ?? (FileManager.default.isExecutableFile(atPath: path) ? nil : "\(path) is not there")

        /// Starts a capture and waits until it has begun.
        static func start(_ network: borrowing PrivateNetwork, _ arguments: String...) throws -> RunningProgram {
            let program = try network.start(path, ["capture"] + arguments)
            try program.waitFor("listening on")
            return program
        }

        /// Ends a capture as Ctrl-C does and gives the counts that it prints: captured, received, dropped.
        static func stop(_ program: RunningProgram, signal: Int32 = SIGINT) throws -> [Int] {
            program.signal(signal)
            _ = try program.finish()
            return counts(program.complaints)
        }

        /// The numbers at the starts of lines.
        static func counts(_ text: String) -> [Int] {
            text.split(separator: "\n").compactMap { line in line.split(separator: " ").first.flatMap { Int($0) } }
        }
    }

    /// A frame of a file, kept.
    struct FileFrame: Equatable {
        var octets: [UInt8]
        var originalLength: Int

        static func all(_ path: String) throws -> [FileFrame] {
            var reader = try CaptureReader(path: path)
            var frames: [FileFrame] = []
            while let frame = try reader.next() {
                let octets = unsafe frame.bytes.withUnsafeBytes { unsafe Array($0) }
                frames.append(FileFrame(octets: octets, originalLength: frame.originalLength))
            }
            return frames
        }

        /// How two files differ, in few words; `nil` when their frames are the same.
        static func difference(_ a: String, _ b: String) throws -> String? {
            let (first, second) = (try all(a), try all(b))
            if let index = zip(first, second).enumerated().first(where: { $1.0 != $1.1 })?.offset {
                return "frame \(index) of \(first.count) and \(second.count): \(first[index]), \(second[index])"
            }
            return first.count == second.count ? nil : "\(first.count) and \(second.count) frames"
        }
    }

    /// An Ethernet frame with a TCP segment over IPv4, told from others by its identification.
    func tcpFrame(_ number: UInt16, port: UInt16 = 80, payload: Int = 0, tag: UInt16? = nil) -> [UInt8] {
        func word(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 255), UInt8(value & 255)] }
        var octets: [UInt8] = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1]
        if let tag { octets += [0x81, 0] + word(Int(tag)) }
        octets +=
            [8, 0, 0x45, 0] + word(40 + payload) + word(Int(number)) + [0, 0, 64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]
        octets += word(1025) + word(Int(port)) + [0, 0, 0, 1, 0, 0, 0, 0, 0x50, 2, 0x20, 0, 0, 0, 0, 0]
        return octets + (0..<payload).map { UInt8(truncatingIfNeeded: $0) }
    }

    extension PacketSocketLink {
        func send(_ frames: [[UInt8]]) throws {
            var batch = FrameBatch()
            for frame in frames { unsafe batch.append(frame.span.bytes) }
            try send(batch)
        }
    }
#endif
