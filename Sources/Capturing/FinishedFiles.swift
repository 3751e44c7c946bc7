#if os(Linux)
    package import SystemCalls

    /// A helper process that runs the user's command on files that are finished.
    ///
    /// What dissects hostile octets may then neither start programs nor open files. The helper gives up the same privileges,
    /// but not the file system, which the command needs; it is told bare names in the one directory, and knows the command
    /// before the first packet comes. It ends when nobody can tell it names any more and its commands are done.
    package struct FinishedFiles: ~Copyable {
        private let helper: HelperProcess
        private let whenGone: () -> Void
        private var isBroken = false

        /// Starts the helper; before privileges are given up, because it becomes the same user by itself.
        ///
        /// - Parameters:
        ///   - command: the shell command that gets a file's path as its last argument.
        ///   - folder: what stands before the names in paths.
        ///   - user: what `--user` says.
        ///   - program: where this program is.
        ///   - whenGone: called once, when the helper is found to be gone.
        package init(
            command: String, folder: String, user: String?, program: String = "/proc/self/exe",
            whenGone: @escaping () -> Void = {}
        ) throws(ErrorNumber) {
            self.whenGone = whenGone
            // Standard input stays the commands'.
            helper = try HelperProcess("_after-rotation", descriptors: [Self.helperDescriptor], program: program)
            for text in [user ?? "", folder, command] { tell(text) }
        }

        /// The descriptor that the helper reads from.
        package static let helperDescriptor: Int32 = 3
        /// No text is longer, in octets: the longest argument of a program.
        package static let longestText = 128 << 10

        /// Has the command run on a file of the directory, and does not wait for it.
        package mutating func run(on name: String) { tell(name) }

        private mutating func tell(_ text: String) {
            guard !isBroken else { return }
            let octets = Array(text.utf8)
            let count = UInt32(clamping: octets.count)
            let length = stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: count >> $0) }
            do {
                try System.write(helper.descriptor, all: length + octets)
            } catch {
                isBroken = true
                whenGone()
            }
        }

        /// The next text that was told; `nil` when there are no more.
        package static func text(from descriptor: Int32) -> String? {
            guard let length = System.read(descriptor, exactly: 4) else { return nil }
            let count = length.reduce(0) { $0 << 8 | Int($1) }
            guard count <= longestText, let octets = System.read(descriptor, exactly: count) else { return nil }
            return String(validating: octets, as: UTF8.self)
        }

        /// Whether a text names a file in a directory, and nothing outside of it.
        package static func isName(_ text: String) -> Bool {
            !text.isEmpty && text != "." && text != ".." && !text.utf8.contains { $0 == 0x2f || $0 == 0 }
        }
    }
#endif
