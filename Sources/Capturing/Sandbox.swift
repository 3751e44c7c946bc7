#if os(Linux)
    internal import SystemCalls

    /// Takes from the process what it could still do to files and the network. landlock(7)
    package enum Sandbox {
        /// Accesses to files by the version of Landlock that knows them first: linux/landlock.h.
        private static func files(_ version: Int32) -> UInt64 {
            // Execute, write, read, list, remove, make; refer in 2, truncate in 3, ioctl in 5.
            var accesses: UInt64 = 0x1fff
            if version >= 2 { accesses |= 1 << 13 }
            if version >= 3 { accesses |= 1 << 14 }
            if version >= 5 { accesses |= 1 << 15 }
            return accesses
        }

        private static let write: UInt64 = 1 << 1
        private static let makeRegular: UInt64 = 1 << 8
        private static let truncate: UInt64 = 1 << 14

        /// From now on nothing can be opened but files to write in one directory. Where the kernel has no Landlock nothing changes.
        package static func enter(writable: Int32?) {
            let version = CLinux_landlock_version()
            guard version >= 1 else { return }
            let handled = files(version)
            // TCP bind and connect in 4; abstract sockets and signals to others in 6.
            let ruleset = CLinux_landlock_ruleset(version, handled, version >= 4 ? 3 : 0, version >= 6 ? 3 : 0)
            guard ruleset >= 0 else { return }
            defer { _ = close(ruleset) }
            if let writable {
                let accesses = (write | makeRegular | truncate) & handled
                guard CLinux_landlock_allow(ruleset, writable, accesses) == 0 else { return }
            }
            _ = CLinux_landlock_restrict(ruleset)
        }
    }
#endif
