import SystemCalls

/// A helper process that runs the user's command on files that are finished.
///
/// What dissects hostile octets may then neither start programs nor open files. The helper gives up the same privileges,
/// but not the file system, which the command needs; it is told bare names in the one directory, and knows the command
/// before the first packet comes. It ends when nobody can tell it names any more and its commands are done.
struct FinishedFiles: ~Copyable {
    private let helper: HelperProcess
    private var isBroken = false

    /// Starts the helper; before privileges are given up, because it becomes the same user by itself.
    ///
    /// - Parameters:
    ///   - command: the shell command that gets a file's path as its last argument.
    ///   - folder: what stands before the names in paths.
    ///   - user: what `--user` says.
    ///   - program: where this program is.
    init(
        command: String, folder: String, user: String?, program: String = "/proc/self/exe"
    ) throws(CommandFailure) {
        // Standard input stays the commands'.
        helper = try HelperProcess(
            "_after-rotation", purpose: "what runs --after-rotation", descriptors: [Self.helperDescriptor],
            program: program)
        for text in [user ?? "", folder, command] { tell(text) }
    }

    /// The descriptor that the helper reads from.
    static let helperDescriptor: Int32 = 3
    /// No text is longer, in octets: the longest argument of a program.
    static let longestText = 128 << 10

    /// Has the command run on a file of the directory, and does not wait for it.
    mutating func run(on name: String) { tell(name) }

    private mutating func tell(_ text: String) {
        guard !isBroken else { return }
        let octets = Array(text.utf8)
        let count = UInt32(clamping: octets.count)
        let length = stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: count >> $0) }
        do {
            try System.write(helper.descriptor, all: length + octets)
        } catch {
            isBroken = true
            StandardError.print("ibuki: --after-rotation: what runs the command is gone")
        }
    }

    /// The next text that was told; `nil` when there are no more.
    static func text(from descriptor: Int32) -> String? {
        guard let length = System.read(descriptor, exactly: 4) else { return nil }
        let count = length.reduce(0) { $0 << 8 | Int($1) }
        guard count <= longestText, let octets = System.read(descriptor, exactly: count) else { return nil }
        return String(validating: octets, as: UTF8.self)
    }
}
