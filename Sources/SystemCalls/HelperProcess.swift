#if os(Linux)
    /// This program once more, at the other end of a socket, where it does one thing.
    ///
    /// Start it before privileges are given up: it has those that the process has at that moment. It ends when it reads the
    /// end of what it is told; then it is waited for.
    package struct HelperProcess: ~Copyable {
        /// What is written there the helper reads, and what it writes is read there.
        package let descriptor: Int32
        private let identifier: pid_t

        /// posix_spawn(3), socketpair(2)
        /// - Parameters:
        ///   - command: the hidden command that it is.
        ///   - descriptors: where it finds its end of the socket.
        ///   - program: where this program is.
        package init(
            _ command: String, descriptors: [Int32], program: String = "/proc/self/exe"
        ) throws(ErrorNumber) {
            var ends: [Int32] = [-1, -1]
            guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0, &ends) == 0 else {
                throw .last
            }
            var actions = unsafe posix_spawn_file_actions_t()
            unsafe posix_spawn_file_actions_init(&actions)
            for descriptor in descriptors { unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], descriptor) }
            var identifier: pid_t = 0
            let words = unsafe [strdup("ibuki"), strdup(command), nil]
            let result = unsafe posix_spawn(&identifier, program, &actions, nil, words, environ)
            unsafe words.forEach { unsafe free($0) }
            unsafe posix_spawn_file_actions_destroy(&actions)
            _ = close(ends[1])
            guard result == 0 else {
                _ = close(ends[0])
                throw ErrorNumber(rawValue: result)
            }
            descriptor = ends[0]
            self.identifier = identifier
        }

        deinit {
            _ = close(descriptor)
            var status: Int32 = 0
            while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        }
    }
#endif
