#if os(Linux)
    internal import SystemCalls

    /// Which processes have which sockets open, found by going through `/proc/PID/fd` once. proc(5)
    struct OpenSockets {
        /// One descriptor of one process.
        struct Entry: BitwiseCopyable {
            var inode: UInt32
            var process: UInt32
            var descriptor: UInt32
        }

        /// Sorted by inode.
        private(set) var entries: [Entry] = []
        /// How many processes may not be looked at: they are another user's.
        private(set) var hiddenProcesses = 0

        /// Goes through all processes. What comes and goes meanwhile may be seen or not.
        init() {
            let root = unsafe open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard root >= 0 else { return }
            defer { close(root) }
            var processes: [UInt32] = []
            var directory = DirectoryEntries()
            _ = unsafe directory.forEachNumber(in: root) { number, _ in processes.append(number) }
            for process in processes {
                let descriptors = unsafe openat(root, "\(process)/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                guard descriptors >= 0 else {
                    if errno == EACCES || errno == EPERM { hiddenProcesses += 1 }
                    continue
                }
                let isWhole = unsafe directory.forEachNumber(in: descriptors) { number, name in
                    guard let inode = unsafe Self.inode(of: name, in: descriptors) else { return }
                    entries.append(Entry(inode: inode, process: process, descriptor: number))
                }
                if !isWhole, errno == EACCES || errno == EPERM { hiddenProcesses += 1 }
                close(descriptors)
            }
            entries.sort { $0.inode < $1.inode }
        }

        /// The entries of one socket.
        subscript(inode: UInt32) -> ArraySlice<Entry> {
            var low = 0
            var high = entries.count
            while low < high {
                let middle = (low + high) / 2
                if entries[middle].inode < inode { low = middle + 1 } else { high = middle }
            }
            var end = low
            while end < entries.count, entries[end].inode == inode { end += 1 }
            return entries[low..<end]
        }

        /// The socket that a descriptor is: its link says `socket:[12345]`. readlinkat(2)
        private static func inode(of name: UnsafePointer<CChar>, in directory: Int32) -> UInt32? {
            unsafe withUnsafeTemporaryAllocation(byteCount: 40, alignment: 8) { buffer -> UInt32? in
                guard let start = buffer.baseAddress else { return nil }
                let count = unsafe readlinkat(
                    directory, name, start.assumingMemoryBound(to: CChar.self), buffer.count)
                // A longer link is a file's path.
                guard count > 9, count < buffer.count, unsafe start.load(as: UInt64.self) == socketPrefix,
                    unsafe buffer[count - 1] == UInt8(ascii: "]")
                else { return nil }
                var inode: UInt32 = 0
                for index in 8..<(count - 1) {
                    let digit = unsafe buffer[index] &- 0x30
                    guard digit < 10 else { return nil }
                    inode = inode &* 10 &+ UInt32(digit)
                }
                return inode
            }
        }

        /// `socket:[` as it lies in memory.
        private static var socketPrefix: UInt64 { (0x736f_636b_6574_3a5b as UInt64).bigEndian }
    }
#endif
