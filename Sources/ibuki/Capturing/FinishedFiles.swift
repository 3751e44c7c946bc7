import Glibc

/// A helper process that runs the user's command on files that are finished.
///
/// What dissects hostile octets may then neither start programs nor open files. The helper gives up the same privileges,
/// but not the file system, which the command needs; it is told bare names in the one directory, and knows the command
/// before the first packet comes. It ends when nobody can tell it names any more and its commands are done.
struct FinishedFiles: ~Copyable {
    private let descriptor: Int32
    private let helper: pid_t
    private var isBroken = false

    /// Starts the helper; before privileges are given up, because it becomes the same user by itself. posix_spawn(3)
    ///
    /// - Parameters:
    ///   - command: the shell command that gets a file's path as its last argument.
    ///   - folder: what stands before the names in paths.
    ///   - user: what `--user` says.
    ///   - program: where this program is.
    init(
        command: String, folder: String, user: String?, program: String = "/proc/self/exe"
    ) throws(CommandFailure) {
        var ends: [Int32] = [-1, -1]
        guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0, &ends) == 0 else {
            throw Self.failure(errno)
        }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        // Standard input stays the commands'.
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], Self.helperDescriptor)
        var identifier: pid_t = 0
        let words = unsafe [strdup("ibuki"), strdup("_after-rotation"), nil]
        let result = unsafe posix_spawn(&identifier, program, &actions, nil, words, environ)
        unsafe words.forEach { unsafe free($0) }
        unsafe posix_spawn_file_actions_destroy(&actions)
        close(ends[1])
        guard result == 0 else {
            close(ends[0])
            throw Self.failure(result)
        }
        descriptor = ends[0]
        helper = identifier
        for text in [user ?? "", folder, command] { tell(text) }
    }

    /// The descriptor that the helper reads from.
    static let helperDescriptor: Int32 = 3
    /// No text is longer, in octets: the longest argument of a program.
    static let longestText = 128 << 10

    private static func failure(_ number: Int32) -> CommandFailure {
        CommandFailure(
            .failed, "cannot start what runs --after-rotation: \(unsafe String(cString: strerror(number)))")
    }

    deinit {
        close(descriptor)
        var status: Int32 = 0
        while unsafe waitpid(helper, &status, 0) < 0, errno == EINTR {}
    }

    /// Has the command run on a file of the directory, and does not wait for it.
    mutating func run(on name: String) { tell(name) }

    private mutating func tell(_ text: String) {
        guard !isBroken else { return }
        let octets = Array(text.utf8)
        let count = UInt32(clamping: octets.count)
        let length = stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: count >> $0) }
        guard !Descriptor.write(descriptor, length + octets) else { return }
        isBroken = true
        StandardError.print("ibuki: --after-rotation: what runs the command is gone")
    }

    /// The next text that was told; `nil` when there are no more.
    static func text(from descriptor: Int32) -> String? {
        guard let length = Descriptor.read(descriptor, 4) else { return nil }
        let count = length.reduce(0) { $0 << 8 | Int($1) }
        guard count <= longestText, let octets = Descriptor.read(descriptor, count) else { return nil }
        return String(validating: octets, as: UTF8.self)
    }
}
