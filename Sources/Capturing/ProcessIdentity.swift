#if os(Linux)
    internal import Packets
    internal import SystemCalls

    /// The user that a capture goes on as once its sockets and files are open: what follows is the parsing of hostile octets.
    package struct ProcessIdentity {
        /// The user to become; `nil` when the process stays who it is.
        private var user: uid_t?
        private var group: gid_t?
        private var name: String?
        /// Who that is, in words.
        package let explanation: String

        /// The user of that name, or root's caller behind sudo(8).
        package init(user requested: String?) throws(CapturingError) {
            explanation = requested.map { "the user '\($0)'" } ?? "the user behind sudo"
            if let requested {
                guard let entry = unsafe getpwnam(requested) else {
                    throw CapturingError(.wrongRequest, "\(requested.withVisibleControls): no such user")
                }
                (user, group, name) = (unsafe entry.pointee.pw_uid, unsafe entry.pointee.pw_gid, requested)
                guard geteuid() == 0 || user == geteuid() else {
                    throw CapturingError(.notPermitted, "\(requested): only root can become another user")
                }
                return
            }
            guard geteuid() == 0, let user = System.environment("SUDO_UID").flatMap({ uid_t($0) }),
                let group = System.environment("SUDO_GID").flatMap({ gid_t($0) })
            else { return }
            self.user = user
            self.group = group
            name = System.environment("SUDO_USER")
        }

        /// Gives a file that root made to that user. fchown(2)
        package func own(_ descriptor: Int32) {
            guard let user, let group, geteuid() == 0 else { return }
            var status = stat()
            guard unsafe fstat(descriptor, &status) == 0, status.st_uid == 0, status.st_mode & S_IFMT == S_IFREG else {
                return
            }
            _ = fchown(descriptor, user, group)
        }

        /// Whether that user may make files in a directory. As root, before `assume`.
        package func mayWrite(in directory: Int32) -> Bool {
            guard let user, geteuid() == 0, user != 0 else { return true }
            var status = stat()
            guard unsafe fstat(directory, &status) == 0 else { return false }
            // Supplementary groups and access lists may allow more; then --user root is the way.
            if status.st_uid == user { return status.st_mode & S_IWUSR != 0 }
            if status.st_gid == group ?? 0 { return status.st_mode & S_IWGRP != 0 }
            return status.st_mode & S_IWOTH != 0
        }

        /// Becomes that user, and gives up every capability and the way to new ones.
        package func assume() throws(CapturingError) {
            func check(_ result: Int32, _ action: String) throws(CapturingError) {
                guard result == 0 else {
                    throw CapturingError(.failed, "\(action): \(ErrorNumber.last)")
                }
            }
            if let user, let group, geteuid() == 0, user != 0 {
                if let name {
                    try check(unsafe initgroups(name, group), "initgroups")
                } else {
                    try check(setgroups(0, nil), "setgroups")
                }
                try check(setgid(group), "setgid")
                try check(setuid(user), "setuid")
            }
            _ = CLinux_drop_capabilities()
            _ = CLinux_no_new_privileges()
        }
    }
#endif
