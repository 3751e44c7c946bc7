#if os(Linux)
    package import SystemCalls

    /// A command of the user's that runs beside the program.
    package enum ShellCommand {
        /// Starts `command argument` in a shell and does not wait for it. posix_spawn(3)
        ///
        /// - Throws: the error number, when the shell cannot be started.
        package static func start(_ command: String, argument: String) throws(ErrorNumber) {
            var attributes = posix_spawnattr_t()
            unsafe posix_spawnattr_init(&attributes)
            defer { unsafe posix_spawnattr_destroy(&attributes) }
            // The command gets its signals as they were before this program took them.
            var all = sigset_t()
            var none = sigset_t()
            unsafe sigfillset(&all)
            unsafe sigemptyset(&none)
            unsafe posix_spawnattr_setsigdefault(&attributes, &all)
            unsafe posix_spawnattr_setsigmask(&attributes, &none)
            unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
            let arguments = ["/bin/sh", "-c", command + " \"$1\"", "sh", argument]
            var words = unsafe arguments.map { unsafe strdup($0) } + [nil]
            defer { unsafe words.indices.forEach { unsafe free(words[$0]) } }
            var identifier: pid_t = 0
            let result = unsafe posix_spawn(&identifier, "/bin/sh", nil, &attributes, &words, environ)
            // Those that have ended meanwhile are collected.
            while waitpid(-1, nil, WNOHANG) > 0 {}
            guard result == 0 else { throw ErrorNumber(rawValue: result) }
        }

        /// Waits for all that were started. waitpid(2)
        package static func waitForAll() { while waitpid(-1, nil, 0) > 0 || errno == EINTR {} }
    }
#endif
