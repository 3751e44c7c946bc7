/// A process that has a socket open.
public struct OwningProcess: Hashable, Sendable {
    /// Its number.
    public var process: UInt32
    /// The socket's number in it.
    public var descriptor: UInt32
    /// At most fifteen octets: what the kernel calls it. `/proc/PID/comm`
    public var name: String
    /// Its arguments with spaces between them. `/proc/PID/cmdline`
    public var commandLine: String

    /// A process that has a socket open as `descriptor`.
    public init(process: UInt32, descriptor: UInt32, name: String, commandLine: String) {
        self.process = process
        self.descriptor = descriptor
        self.name = name
        self.commandLine = commandLine
    }
}
