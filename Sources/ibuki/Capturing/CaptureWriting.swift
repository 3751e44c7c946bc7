import ArgumentParser
import Capturing
import Packets

/// Where a live capture's packets go, and how long it lasts.
struct CaptureWriting: ParsableArguments {
    @Option(
        name: .customShort("w"),
        help: ArgumentHelp("Write the packets to a file; - is standard output.", valueName: "file"), completion: .file()
    )
    var path: String?

    @Option(name: .customShort("F"), help: ArgumentHelp("What -w writes: pcapng or pcap.", valueName: "format"))
    var format: FileFormat = .pcapng

    @Option(
        name: .customShort("C", allowingJoined: true),
        help: ArgumentHelp("Go on in a new file after this many million bytes.", valueName: "size"))
    var size: Double?

    @Option(
        name: .customShort("G", allowingJoined: true),
        help: ArgumentHelp(
            "Go on in a new file after this many seconds; -w is a format of strftime(3).", valueName: "seconds"))
    var seconds: Int64?

    @Option(
        name: .customShort("W", allowingJoined: true),
        help: ArgumentHelp(
            "With -C keep this many files and write the oldest anew; with -G end after as many.", valueName: "count"))
    var count: Int?

    @Option(
        name: .customLong("after-rotation"),
        help: ArgumentHelp("Run a shell command on each file when it is finished.", valueName: "command"))
    var command: String?

    @Flag(name: .customLong("print"), help: "Show the packets too that -w writes.")
    var prints = false

    @Flag(name: .customShort("U"), help: "Hand each packet to the file at once.")
    var flushesEachPacket = false

    @Option(name: .customLong("duration"), help: ArgumentHelp("Stop after this long.", valueName: "seconds"))
    var duration: Double?

    @Option(
        name: .customLong("user"),
        help: ArgumentHelp("Go on as this user once everything is open; the one behind sudo.", valueName: "user"))
    var user: String?

    func validate() throws {
        if path == nil, size != nil || seconds != nil || command != nil || count != nil {
            throw ValidationError("-C, -G, -W and --after-rotation are about files: add -w")
        }
        if path == "-", size != nil || seconds != nil {
            throw ValidationError("standard output is one file: -C and -G need others")
        }
        if path == "-", command != nil {
            throw ValidationError("standard output is no file that --after-rotation could be run on")
        }
        if seconds != nil, let path, let slash = path.lastIndex(of: "/"), path[..<slash].contains("%") {
            throw ValidationError(
                "-w \(path.withVisibleControls): all files of a rotation lie in one directory; only the name behind it may change with the time"
            )
        }
        if let size, !(size > 0 && size <= 1e9) { throw ValidationError("-C takes a number of million bytes above 0") }
        if let seconds, seconds < 1 { throw ValidationError("-G takes 1 second or more") }
        if let count, count < 1 { throw ValidationError("-W takes 1 or more files") }
        if count != nil, size == nil, seconds == nil {
            throw ValidationError("-W counts the files of -C or -G: add one")
        }
        if let duration, !(duration > 0 && duration <= 1e9) {
            throw ValidationError("--duration takes seconds above 0")
        }
    }

    var rotation: RotationRules {
        var rotation = RotationRules()
        rotation.size = size.map { UInt64($0 * 1_000_000) }
        rotation.seconds = seconds
        rotation.count = count
        return rotation
    }
}
