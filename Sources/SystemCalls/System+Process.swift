extension System {
    /// A variable of the environment. getenv(3)
    package static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }

    /// Where the running program's file is; `nil` where there is no /proc. proc_pid_exe(5)
    package static func programPath() -> String? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = unsafe buffer.withUnsafeMutableBytes { buffer in
            guard let start = buffer.baseAddress else { return 0 }
            return unsafe readlink("/proc/self/exe", start.assumingMemoryBound(to: CChar.self), buffer.count)
        }
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }

    /// The number of this process. getpid(2)
    package static var processNumber: Int32 { getpid() }

    /// Whether a process runs, whoever's it is. kill(2)
    package static func isRunning(_ process: Int32) -> Bool { kill(process, 0) == 0 || errno == EPERM }

    /// Ends the process. exit(3)
    package static func exit(status: Int32) -> Never { SystemCalls.exit(status) }
}
