#if os(Linux)
    internal import SystemCalls
    internal import Packets

    /// The steps by which a packet socket becomes a link. packet(7)
    struct PacketSocketOpening {
        let descriptor: Int32
        let name: String
        let interface: InterfaceFacts
        let options: PacketSocketOptions

        /// Sets an option of the socket.
        private func set<Value: BitwiseCopyable>(
            _ option: Int32, _ value: Value, level: Int32 = SOL_PACKET, _ action: String, capability: String? = nil
        ) throws(LinkError) {
            var value = value
            let size = socklen_t(MemoryLayout<Value>.size)
            guard unsafe setsockopt(descriptor, level, option, &value, size) == 0 else {
                throw .system(errno, name, action, capability: capability)
            }
        }

        /// Makes the ring and maps it, as large as was asked for or as the system has memory for.
        func makeRing(_ rules: FrameRules) throws(LinkError) -> PacketRing {
            try set(PACKET_VERSION, Int32(TPACKET_V3.rawValue), "receive into shared memory")
            let blockSize = PacketRing.blockSize
            var blockCount = min(max(2, (options.ringSize + blockSize - 1) / blockSize), Int(Int32.max) / blockSize)
            let (seconds, attoseconds) = options.handoverDelay.components
            let delay = min(seconds, 1000) * 1000 + attoseconds / 1_000_000_000_000_000
            while true {
                var request = tpacket_req3()
                request.tp_block_size = UInt32(blockSize)
                request.tp_block_nr = UInt32(blockCount)
                request.tp_frame_size = UInt32(blockSize)
                request.tp_frame_nr = UInt32(blockCount)
                request.tp_retire_blk_tov = UInt32(clamping: max(1, delay))
                do {
                    try set(PACKET_RX_RING, request, "make a ring of \(blockCount * blockSize) bytes")
                    break
                } catch {
                    guard error.code == .noMemory, blockCount > 2 else { throw error }
                    blockCount /= 2
                }
            }
            let size = blockCount * blockSize
            let memory = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
            guard unsafe memory != MAP_FAILED, let memory = unsafe memory else {
                throw .system(errno, name, "map the ring")
            }
            return unsafe PacketRing(memory: memory, blockCount: blockCount, rules: rules)
        }

        /// Makes a ring of frames to send, each behind a virtio header.
        func makeTransmitRing(slotSize: Int, slotCount: Int, blockSize: Int) throws(LinkError) {
            try set(PACKET_VERSION, Int32(TPACKET_V2.rawValue), "send from shared memory")
            try set(PACKET_VNET_HDR, Int32(1), "send from shared memory")
            var request = tpacket_req()
            request.tp_block_size = UInt32(blockSize)
            request.tp_block_nr = UInt32(slotCount / (blockSize / slotSize))
            request.tp_frame_size = UInt32(slotSize)
            request.tp_frame_nr = UInt32(slotCount)
            try set(PACKET_TX_RING, request, "make a ring of \(slotCount) frames to send")
        }

        /// Has a virtio header stand before each frame.
        func useOffloads(_ linkType: LinkType) throws(LinkError) {
            let isFrameByFrame = options.isImmediate || options.ringSize == 0
            guard linkType == .ethernet, isFrameByFrame, !options.sendsByXDP else {
                throw LinkError(
                    .unsupported, linkName: name,
                    message: "offloads are for Ethernet links that hand over each frame at once or only send")
            }
            try set(PACKET_VNET_HDR, Int32(1), "send and receive long segments")
        }

        /// Prepares to receive frame by frame.
        func makeInbox(_ rules: FrameRules) throws(LinkError) -> PacketInbox {
            try set(PACKET_AUXDATA, Int32(1), "receive what the kernel takes out of frames")
            try set(SO_TIMESTAMPNS, Int32(1), level: SOL_SOCKET, "receive frames' times")
            let size = Int32(clamping: options.ringSize)
            do {
                try set(SO_RCVBUFFORCE, size, level: SOL_SOCKET, "receive")
            } catch {
                try set(SO_RCVBUF, size, level: SOL_SOCKET, "receive")
            }
            return PacketInbox(descriptor: descriptor, name: name, rules: rules, usesOffloads: options.usesOffloads)
        }

        /// Has the card say when frames cross the interface, where that is asked for.
        private func setTimestamps() throws(LinkError) {
            let type = options.timestampType
            guard type != .host else { return }
            let available = try TimestampType.available(on: name)
            guard available.contains(type) else {
                let names = available.map(\.rawValue).joined(separator: ", ")
                throw LinkError(
                    .unsupported, linkName: name,
                    message: "the interface has no timestamps of type \(type.rawValue); it has: \(names)")
            }
            guard !options.isImmediate else {
                throw LinkError(
                    .unsupported, linkName: name, message: "frames that are handed over one by one have host timestamps"
                )
            }
            let result = unsafe CLinux_stamp_in_hardware(descriptor, name)
            guard result == 0 else {
                throw .system(-result, name, "have the card stamp every frame", capability: "CAP_NET_ADMIN")
            }
            try set(PACKET_TIMESTAMP, type.socketFlag, "receive the card's timestamps")
        }

        /// What only matters to one that receives.
        func setOptions() throws(LinkError) {
            try setTimestamps()
            // On loopback each frame is seen going out and coming in; one of them is enough.
            let isLoopback = interface.hardware == .loopback && options.direction != .outbound
            if isLoopback || options.direction == .inbound {
                // Kernels before 4.20 do not know it; then the ring's reader drops them.
                try? set(PACKET_IGNORE_OUTGOING, Int32(1), "ignore frames that go out")
            }
            if options.isPromiscuous, interface.index != 0, interface.hardware != .loopback {
                var membership = packet_mreq()
                membership.mr_ifindex = Int32(bitPattern: interface.index)
                membership.mr_type = UInt16(PACKET_MR_PROMISC)
                try set(
                    PACKET_ADD_MEMBERSHIP, membership, "receive frames that are for others", capability: "CAP_NET_RAW")
            }
        }

        /// What only matters to one that sends.
        func prepareSending() throws(LinkError) {
            if options.bypassesQueueing { try set(PACKET_QDISC_BYPASS, Int32(1), "go around the queueing discipline") }
            if let mark = options.mark {
                try set(
                    SO_MARK, mark, level: SOL_SOCKET, "mark what is sent", capability: "CAP_NET_ADMIN or CAP_NET_RAW")
            }
            // More than the system's limit needs CAP_NET_ADMIN; without it the limit has to do.
            let size = Int32(8 << 20)
            do {
                try set(SO_SNDBUFFORCE, size, level: SOL_SOCKET, "send")
            } catch {
                try set(SO_SNDBUF, size, level: SOL_SOCKET, "send")
            }
        }

        /// Names the interface and what is received; from then on frames come.
        func bind(etherType: UInt16) throws(LinkError) {
            var address = sockaddr_ll()
            address.sll_family = UInt16(AF_PACKET)
            address.sll_protocol = etherType.bigEndian
            address.sll_ifindex = Int32(bitPattern: interface.index)
            let result = unsafe withUnsafePointer(to: &address) { address in
                unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    unsafe Glibc.bind(descriptor, address, socklen_t(MemoryLayout<sockaddr_ll>.size))
                }
            }
            guard result == 0 else { throw .system(errno, name, "bind to the interface") }
        }

        /// Joins the group that shares the interface's frames.
        func joinFanout() throws(LinkError) {
            guard let fanout = options.fanout else { return }
            let defragment: UInt32 = fanout.defragments ? 0x8000 : 0
            let value = UInt32(fanout.group) | (UInt32(fanout.mode.rawValue) | defragment) << 16
            try set(PACKET_FANOUT, value, "join fanout group \(fanout.group)")
        }
    }
#endif
