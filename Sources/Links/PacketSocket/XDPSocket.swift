#if os(Linux)
    internal import SystemCalls
    internal import Packets

    /// An AF_XDP socket that only sends, in copy mode, and the memory that it shares with the kernel: the frames' own (UMEM),
    /// the ring of what is to be sent and the ring of what was. Documentation/networking/af_xdp.rst
    ///
    /// Only in copy mode (`XDP_COPY`): in the other one the driver takes the queue away from the host's own stack.
    @safe struct XDPSocket: ~Copyable {
        /// How many frames there is room for, in the memory and in each ring.
        static let frameCount = 512
        /// The octets that each frame has room for: the kernel takes 2048 or 4096.
        let frameSize: Int
        private let descriptor: Descriptor
        private let frames: SharedMemory
        private let toSend: SharedMemory
        private let done: SharedMemory
        private let offsets: xdp_mmap_offsets

        /// Opens one and binds it to a queue of the interface that nobody else has.
        ///
        /// - Parameter frameLength: the longest frame that is to be sent; longer ones than 4096 do not fit.
        /// - Throws: `LinkError`, of whatever the system refuses: the socket itself (`CAP_NET_RAW`), the memory
        ///   (`RLIMIT_MEMLOCK`), an interface or a kernel that does not know how.
        init(_ name: String, index: UInt32, frameLength: Int) throws(LinkError) {
            let number = socket(AF_XDP, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), 0)
            guard number >= 0 else { throw .system(errno, name, "open an AF_XDP socket", capability: "CAP_NET_RAW") }
            let descriptor = Descriptor(number)
            let frameSize = frameLength <= 2048 ? 2048 : 4096
            let frames = try SharedMemory(frameSize * Self.frameCount, of: nil, at: 0, name)
            let opening = XDPSocketOpening(descriptor: number, name: name)
            unsafe try opening.register(frames.start, size: frames.size, frameSize: frameSize)
            try opening.makeRings(of: UInt32(Self.frameCount))
            let offsets = try opening.offsets()
            let toSend = try SharedMemory(
                Int(offsets.tx.desc) + Self.frameCount * MemoryLayout<xdp_desc>.stride, of: number,
                at: Int(XDP_PGOFF_TX_RING), name)
            let done = try SharedMemory(
                Int(offsets.cr.desc) + Self.frameCount * MemoryLayout<UInt64>.stride, of: number,
                at: Int(XDP_UMEM_PGOFF_COMPLETION_RING), name)
            try opening.bind(index)
            self.descriptor = descriptor
            self.frameSize = frameSize
            self.frames = frames
            self.toSend = toSend
            self.done = done
            self.offsets = offsets
        }

        /// Where the octets of a frame are written that is then sent from `address`.
        func frame(at address: UInt64) -> UnsafeMutableRawPointer { unsafe frames.start + Int(address) }

        /// Writes what is to be sent at a place of the ring; the kernel sees it after `publish`.
        func describe(_ description: xdp_desc, at position: UInt32) {
            unsafe (toSend.start + Int(offsets.tx.desc)).storeBytes(
                of: description, toByteOffset: Self.slot(position) * MemoryLayout<xdp_desc>.stride, as: xdp_desc.self)
        }

        /// What was written at a place of the ring.
        func description(at position: UInt32) -> xdp_desc {
            unsafe (toSend.start + Int(offsets.tx.desc)).load(
                fromByteOffset: Self.slot(position) * MemoryLayout<xdp_desc>.stride, as: xdp_desc.self)
        }

        /// Shows the kernel everything before a place of the ring.
        func publish(_ position: UInt32) {
            unsafe CLinux_store_release(toSend.start + Int(offsets.tx.producer), position)
        }

        /// Up to where the kernel says that it has read the ring.
        var taken: UInt32 { unsafe CLinux_load_acquire(toSend.start + Int(offsets.tx.consumer)) }

        /// Has the kernel send what it was shown. sendto(2)
        ///
        /// - Returns: 0, or an error number.
        func kick() -> Int32 { -CLinux_send_ring(descriptor.number) }

        /// Up to where there are addresses of frames that have left.
        var completed: UInt32 { unsafe CLinux_load_acquire(done.start + Int(offsets.cr.producer)) }

        /// The address of a frame that has left.
        func completion(at position: UInt32) -> UInt64 {
            unsafe (done.start + Int(offsets.cr.desc)).load(
                fromByteOffset: Self.slot(position) * MemoryLayout<UInt64>.stride, as: UInt64.self)
        }

        /// Gives the kernel back the room of everything before a place of the ring of what has left.
        func release(_ position: UInt32) {
            unsafe CLinux_store_release(done.start + Int(offsets.cr.consumer), position)
        }

        private static func slot(_ position: UInt32) -> Int { Int(position) & (frameCount - 1) }
    }

    /// The steps by which an AF_XDP socket is made ready to send.
    private struct XDPSocketOpening {
        let descriptor: Int32
        let name: String

        private func set<Value: BitwiseCopyable>(
            _ option: Int32, _ value: Value, level: Int32 = SOL_XDP, _ action: String
        ) throws(LinkError) {
            var value = value
            guard unsafe setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Value>.size)) == 0 else {
                throw .system(errno, name, action)
            }
        }

        /// Names the frames' memory, which the kernel then keeps from being paged out.
        func register(_ memory: UnsafeMutableRawPointer, size: Int, frameSize: Int) throws(LinkError) {
            var area = xdp_umem_reg()
            area.addr = UInt64(UInt(bitPattern: memory))
            area.len = UInt64(size)
            area.chunk_size = UInt32(frameSize)
            try set(XDP_UMEM_REG, area, "register memory for an AF_XDP socket")
        }

        func makeRings(of count: UInt32) throws(LinkError) {
            // Nothing is received; the kernel wants the ring all the same.
            try set(XDP_UMEM_FILL_RING, UInt32(2), "make the rings of an AF_XDP socket")
            try set(XDP_UMEM_COMPLETION_RING, count, "make the rings of an AF_XDP socket")
            try set(XDP_TX_RING, count, "make the rings of an AF_XDP socket")
            // Kernels before 6.17 do not know it. They do not say either how far they came when a call fails halfway.
            do {
                try set(Int32(CLinux_xdp_budget), count, "send whole batches by an AF_XDP socket")
            } catch {
                throw LinkError(
                    .unsupported, linkName: name, message: "sending by an AF_XDP socket needs Linux 6.17 or newer")
            }
            // More than the system's limit needs CAP_NET_ADMIN; without it the limit has to do.
            do {
                try set(SO_SNDBUFFORCE, Int32(8 << 20), level: SOL_SOCKET, "send")
            } catch {
                try set(SO_SNDBUF, Int32(8 << 20), level: SOL_SOCKET, "send")
            }
        }

        /// Where what is in the rings' mappings.
        func offsets() throws(LinkError) -> xdp_mmap_offsets {
            var offsets = xdp_mmap_offsets()
            var size = socklen_t(MemoryLayout<xdp_mmap_offsets>.size)
            guard unsafe getsockopt(descriptor, SOL_XDP, XDP_MMAP_OFFSETS, &offsets, &size) == 0,
                size == MemoryLayout<xdp_mmap_offsets>.size
            else {
                throw .system(errno, name, "ask for the rings of an AF_XDP socket")
            }
            return offsets
        }

        /// Binds to the first queue that is free. A queue stays taken for a moment after its last socket was closed.
        func bind(_ index: UInt32) throws(LinkError) {
            var problem = EBUSY
            for _ in 0..<200 {
                for queue in 0..<UInt32(64) {
                    var address = sockaddr_xdp()
                    address.sxdp_family = UInt16(AF_XDP)
                    address.sxdp_flags = UInt16(XDP_COPY)
                    address.sxdp_ifindex = index
                    address.sxdp_queue_id = queue
                    let result = unsafe withUnsafePointer(to: &address) { address in
                        unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                            unsafe Glibc.bind(descriptor, address, socklen_t(MemoryLayout<sockaddr_xdp>.size))
                        }
                    }
                    if result == 0 { return }
                    // Beyond the last queue it says EINVAL.
                    if queue == 0 || errno != EINVAL { problem = errno }
                    if errno != EBUSY { break }
                }
                guard problem == EBUSY else { break }
                _ = usleep(1000)
            }
            throw .system(problem, name, "bind an AF_XDP socket")
        }
    }
#endif
