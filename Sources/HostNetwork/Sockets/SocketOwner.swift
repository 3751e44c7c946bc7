public import Packets

/// A process that has a socket open. `/proc/PID/fd` of proc(5)
public enum SocketOwner: Schema {
    public static var name: String { "sock.owner" }
    public static var prefix: String { "sock" }
    public static var title: String { "Owner" }
    public static var table: HostTable? { HostSocket.table }

    public static var process: Field<UInt32> { .init("pid", "Process number", bits: 0..<32) }
    public static var descriptor: Field<UInt32> { .init("fd", "File descriptor", bits: 32..<64) }
    static var nameLength: Field<UInt16> { .init("", "", bits: 64..<80) }
    static var commandLineLength: Field<UInt16> { .init("", "", bits: 80..<96) }
    public static var processName: Field<String> { .init("process", "Process", part: 1) }
    public static var commandLine: Field<String> { .init("cmdline", "Command line", part: 2) }

    public static var tree: [AnyField] {
        [
            .init(process), .init(descriptor), .init(nameLength), .init(commandLineLength), .init(processName),
            .init(commandLine),
        ]
    }

    /// The part that is the process's name.
    public static var processNamePart: Int { 1 }
    /// The part that is its command line.
    public static var commandLinePart: Int { 2 }

    /// The numbers | the process's name | its command line
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        guard to <= message.byteCount, to - from >= 12 else { return nil }
        let name = 12 + Int(message.word(from + 8))
        let commandLine = name + Int(message.word(from + 10))
        return commandLine <= to - from ? LayerParts(12, name, commandLine) : nil
    }
}
