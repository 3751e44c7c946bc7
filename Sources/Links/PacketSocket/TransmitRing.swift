#if os(Linux)
    internal import SystemCalls

    /// Sends batches of frames by a packet socket of its own whose ring of frames the kernel reads: the same way as
    /// sendmmsg(2), through netfilter, the queueing discipline and the taps, but without a message header and a list of pieces
    /// for each frame. packet(7), `PACKET_TX_RING`
    ///
    /// The kernel copies only a frame's first octets out of such a ring and hangs the pages of the others on, which costs more
    /// than it saves: 0.83 to 0.92 of sendmmsg's frames in a second of the processor. A virtio header (`PACKET_VNET_HDR`) tells
    /// it how much to copy; told to copy all of a frame, it takes 1.12 to 1.25 times as many as by sendmmsg, of 60 octets as of
    /// 1514, by a veth.
    @safe final class TransmitRing: ExpressSender {
        /// How many frames there is room for, and how many go with one call: 64 and 64 take 3 % fewer, 2048 as many.
        private static let leastSlots = 512
        private static let limit = 256
        /// Longer frames would need more than a page each of the kernel's memory in one piece.
        private static let longest = 4096
        /// Where the frame begins in a slot, behind the header that is shared with the kernel and the virtio header.
        private static let frameOffset = MemoryLayout<tpacket2_hdr>.stride + MemoryLayout<virtio_net_hdr>.stride

        private let descriptor: Descriptor
        private let memory: SharedMemory
        private let slots: UnsafeMutablePointer<UnsafeMutableRawPointer>
        private let slotCount: Int
        /// The octets that a frame may have, and has to have: with a virtio header the kernel does not hold frames against the
        /// MTU, so this does, against what it was when the ring was opened.
        private let lengths: ClosedRange<Int>
        /// The slot that the kernel reads next. Nothing is in the ring between two calls that it has yet to read.
        private var next = 0

        /// - Throws: `LinkError`, of whatever the system refuses.
        init(_ name: String, _ interface: InterfaceFacts, _ options: PacketSocketOptions) throws(LinkError) {
            let number = socket(
                AF_PACKET, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
            guard number >= 0 else { throw .system(errno, name, "open a packet socket", capability: "CAP_NET_RAW") }
            let descriptor = Descriptor(number)
            let opening = PacketSocketOpening(descriptor: number, name: name, interface: interface, options: options)
            let shortest = max(1, interface.hardware.headerLength)
            lengths = shortest...max(shortest, min(interface.hardware.headerLength + interface.mtu, Self.longest))
            // An odd number of cache lines, so that slots do not all fall into the same few sets of the cache.
            let slotSize = (Self.frameOffset + lengths.upperBound + 63) / 64 * 64 | 64
            let blockSize = 1 << 16
            let slotsPerBlock = blockSize / slotSize
            let blockCount = (Self.leastSlots + slotsPerBlock - 1) / slotsPerBlock
            slotCount = blockCount * slotsPerBlock
            try opening.makeTransmitRing(slotSize: slotSize, slotCount: slotCount, blockSize: blockSize)
            let memory = try SharedMemory(blockCount * blockSize, of: number, at: 0, name)
            unsafe slots = .allocate(capacity: slotCount)
            for index in 0..<slotCount {
                let place = index / slotsPerBlock * blockSize + index % slotsPerBlock * slotSize
                unsafe (slots + index).initialize(to: memory.start + place)
            }
            self.descriptor = descriptor
            self.memory = memory
            try opening.prepareSending()
            try opening.bind(etherType: 0)
        }

        deinit { unsafe slots.deallocate() }

        /// A frame alone gains nothing by a ring.
        func send(_ frame: RawSpan) -> SendingOutcome { .unsuitable }

        func send(_ batch: borrowing FrameBatch, from first: Int) -> SendingOutcome {
            let most = min(Self.limit, batch.count - first)
            var count = 0
            while count < most {
                let place = unsafe batch.pointer(to: first + count)
                guard unsafe lengths.contains(place.count) else { break }
                let slot = unsafe slots[index(next + count)]
                guard unsafe CLinux_load_acquire(slot) == TP_STATUS_AVAILABLE else {
                    // What was there has not left the driver yet.
                    if count == 0 { return .refused }
                    break
                }
                unsafe write(place.start, place.count, to: slot)
                count += 1
            }
            return count == 0 ? .unsuitable : hand(over: count)
        }

        private func index(_ position: Int) -> Int { position < slotCount ? position : position - slotCount }

        private func write(_ octets: UnsafeRawPointer, _ count: Int, to slot: UnsafeMutableRawPointer) {
            var wish = virtio_net_hdr()
            wish.hdr_len = UInt16(count)
            let header = unsafe slot.assumingMemoryBound(to: tpacket2_hdr.self)
            unsafe header.pointee.tp_len = UInt32(MemoryLayout<virtio_net_hdr>.stride + count)
            unsafe slot.storeBytes(of: wish, toByteOffset: MemoryLayout<tpacket2_hdr>.stride, as: virtio_net_hdr.self)
            unsafe (slot + Self.frameOffset).copyMemory(from: octets, byteCount: count)
            unsafe CLinux_store_release(slot, UInt32(TP_STATUS_SEND_REQUEST))
        }

        /// Has the kernel send the next `count` frames of the ring.
        private func hand(over count: Int) -> SendingOutcome {
            let problem = CLinux_send_ring(descriptor.number)
            var taken = count
            // Mostly all were taken, in their order.
            if unsafe !isTaken(slots[index(next + count - 1)]) {
                taken = 0
                while unsafe isTaken(slots[index(next + taken)]) { taken += 1 }
                // The kernel stays where it stopped, and so do we.
                for left in taken..<count {
                    unsafe CLinux_store_release(slots[index(next + left)], UInt32(TP_STATUS_AVAILABLE))
                }
            }
            next = index(next + taken)
            if taken > 0 { return .sent(taken) }
            switch -problem {
            case EINTR, EAGAIN, ENOBUFS: return .refused
            default: return .failed(-problem)
            }
        }

        /// Whether a frame is the kernel's, or has left already.
        private func isTaken(_ slot: UnsafeMutableRawPointer) -> Bool {
            let status = unsafe CLinux_load_acquire(slot)
            return status & UInt32(TP_STATUS_SEND_REQUEST | TP_STATUS_WRONG_FORMAT) == 0
        }
    }
#endif
