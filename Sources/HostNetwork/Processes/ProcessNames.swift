#if os(Linux)
    internal import SystemCalls

    /// What processes and users are called, asked for once each.
    struct ProcessNames {
        /// How much of a command line is kept, in octets: the record of every socket of the process repeats it.
        static let longestCommandLine = 4096

        struct Process {
            /// At most fifteen octets: what the kernel calls the process. `/proc/PID/comm`
            var name: [UInt8]
            /// The arguments with spaces between them. `/proc/PID/cmdline`
            var commandLine: [UInt8]
        }

        private var processes: [UInt32: Process] = [:]
        private var users: [UInt32: [UInt8]] = [:]
        private var interfaces: [UInt32: [UInt8]] = [:]

        /// What a process is called; empty texts when it is gone.
        mutating func process(_ number: UInt32) -> Process {
            if let known = processes[number] { return known }
            var name = ProcFile.contents(of: "/proc/\(number)/comm", upTo: 64)
            if name.last == 0x0a { name.removeLast() }
            var commandLine = ProcFile.contents(of: "/proc/\(number)/cmdline", upTo: Self.longestCommandLine)
            while commandLine.last == 0 { commandLine.removeLast() }
            for index in commandLine.indices where commandLine[index] == 0 { commandLine[index] = 0x20 }
            let process = Process(name: name, commandLine: commandLine)
            processes[number] = process
            return process
        }

        /// What a user is called; empty when nobody has the number. getpwuid_r(3)
        mutating func user(_ number: UInt32) -> [UInt8] {
            if let known = users[number] { return known }
            let name = Self.user(number)
            users[number] = name
            return name
        }

        /// What an interface is called; empty when there is none of the number. if_indextoname(3)
        mutating func interface(_ index: UInt32) -> [UInt8] {
            if index == 0 { return [] }
            if let known = interfaces[index] { return known }
            var buffer = [CChar](repeating: 0, count: Int(IF_NAMESIZE))
            let name = unsafe if_indextoname(index, &buffer) == nil ? [] : Self.octets(buffer)
            interfaces[index] = name
            return name
        }

        private static func octets(_ text: [CChar]) -> [UInt8] {
            text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        }

        private static func user(_ number: UInt32) -> [UInt8] {
            var entry = unsafe passwd()
            var found: UnsafeMutablePointer<passwd>?
            var buffer = [CChar](repeating: 0, count: 16384)
            return unsafe buffer.withUnsafeMutableBufferPointer { buffer in
                guard let start = buffer.baseAddress,
                    unsafe getpwuid_r(number, &entry, start, buffer.count, &found) == 0,
                    unsafe found != nil, let name = unsafe entry.pw_name
                else { return [] }
                return Array(unsafe String(cString: name).utf8)
            }
        }
    }
#endif
