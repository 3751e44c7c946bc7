import ArgumentParser
import Capturing
import Packets

/// Where a live capture's packets go, and how long it lasts.
struct CaptureWriting: ParsableArguments {
    @OptionGroup var file: FileOptions

    @Option(
        name: .customShort("C", allowingJoined: true),
        help: ArgumentHelp("Go on in a new file after this many million bytes.", valueName: "size"))
    var size: PositiveNumber?

    @Option(
        name: .customShort("G", allowingJoined: true),
        help: ArgumentHelp(
            "Go on in a new file after this many seconds; -w is a format of strftime(3).", valueName: "seconds"))
    var seconds: Count?

    @Option(
        name: .customShort("W", allowingJoined: true),
        help: ArgumentHelp(
            "With -C keep this many files and write the oldest anew; with -G end after as many.", valueName: "count"))
    var count: Count?

    @Option(
        name: .customLong("after-rotation"),
        help: ArgumentHelp("Run a shell command on each file when it is finished.", valueName: "command"))
    var command: String?

    @Flag(name: .customLong("print"), help: "Show the packets too that -w writes.")
    var prints = false

    @Option(
        name: .customLong("duration"),
        help: ArgumentHelp("Stop after this long: 10s, 5m; seconds by default.", valueName: "time"))
    var duration: LengthOfTime?

    @Option(
        name: .customLong("user"),
        help: ArgumentHelp("Go on as this user once everything is open; the one behind sudo.", valueName: "user"))
    var user: String?

    var path: String? { file.path }

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
        if let size, size.value > 1e9 { throw ValidationError("-C takes a thousand million million bytes at the most") }
        if count != nil, size == nil, seconds == nil {
            throw ValidationError("-W counts the files of -C or -G: add one")
        }
    }

    var rotation: RotationRules {
        var rotation = RotationRules()
        rotation.size = size.map { UInt64($0.value * 1_000_000) }
        rotation.seconds = seconds.map { Int64($0.value) }
        rotation.count = count?.value
        return rotation
    }
}
