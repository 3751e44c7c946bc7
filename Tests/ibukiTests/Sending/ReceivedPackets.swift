#if os(Linux)
    import Captures
    import Foundation
    import Packets
    import PrivateNetwork

    /// tcpdump at the far end of a cable.
    struct Tcpdump {
        /// Why what the program sends cannot be captured here; `nil` where it can.
        static let refusal =
            CaptureCommand.refusal ?? (CaptureCommand.tcpdump == nil ? "tcpdump is not installed" : nil)

        private let program: RunningProgram
        private let path: String

        /// Begins to capture what a filter chooses.
        init(at far: FarEnd, _ filter: String, count: Int) throws {
            path = NSTemporaryDirectory() + "ibuki-send-\(UUID().uuidString).pcap"
            program = try far.start(
                "tcpdump",
                [
                    "-Z", "root", "--immediate-mode", "--time-stamp-precision=nano", "-B", "32768", "-Uni", "b0", "-w",
                    path, filter,
                ] + (count > 0 ? ["-c", "\(count)"] : []))
            try program.waitFor("listening on")
        }

        /// What it captured, as soon as there are as many packets as were awaited, or some time has gone.
        func finish(seconds: Double = 20) throws -> [(time: Timestamp, octets: [UInt8])] {
            let end = Date(timeIntervalSinceNow: seconds)
            while program.isRunning, Date() < end { usleep(2000) }
            if program.isRunning { program.signal(SIGINT) }
            _ = program.wait()
            defer { try? FileManager.default.removeItem(atPath: path) }
            var reader = try CaptureReader(path: path)
            var packets: [(Timestamp, [UInt8])] = []
            while let frame = try reader.next() {
                packets.append((frame.timestamp, frame.bytes.octets(0, frame.bytes.byteCount)))
            }
            return packets
        }
    }

    /// The program that was built, in the namespace of the calling thread.
    enum SendingProgram {
        /// What it printed and complained of, and its exit status.
        static func run(_ arguments: String...) throws -> (output: String, complaints: String, status: Int32) {
            let program = try start(arguments)
            let status = program.wait()
            return (program.printed, program.complaints, status)
        }

        static func start(_ arguments: [String]) throws -> RunningProgram {
            try RunningProgram(BuiltProgram.path ?? "ibuki", arguments)
        }
    }
#endif
