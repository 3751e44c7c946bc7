#if os(Linux)
    internal import SystemCalls

    /// Memory that is shared with the kernel: a descriptor's, or the process's own, which it is told of. mmap(2)
    @safe struct SharedMemory: ~Copyable {
        let start: UnsafeMutableRawPointer
        let size: Int

        /// Maps `size` octets, all of them at once.
        ///
        /// - Throws: `LinkError`, of the link called `name`.
        init(_ size: Int, of descriptor: Int32?, at offset: Int, _ name: String) throws(LinkError) {
            let kind = descriptor == nil ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED
            let memory = unsafe mmap(
                nil, size, PROT_READ | PROT_WRITE, kind | MAP_POPULATE, descriptor ?? -1, offset)
            guard unsafe memory != MAP_FAILED, let memory = unsafe memory else {
                throw .system(errno, name, "map memory for frames to send")
            }
            unsafe start = memory
            self.size = size
        }

        deinit { _ = unsafe munmap(start, size) }
    }
#endif
