#if os(Linux)
    internal import SystemCalls
    internal import Packets

    /// The memory in which the kernel leaves received frames, block by block. packet_mmap.rst, `TPACKET_V3`.
    ///
    /// A block goes back to the kernel when its last frame was taken and none of its frames is lent any more.
    @safe final class PacketRing: FrameOwner {
        /// The octets of a block: the longest frame and a little. A frame lies in one block.
        static let blockSize = 256 << 10

        private let memory: UnsafeMutableRawPointer
        private let blockCount: Int
        private let rules: FrameRules

        /// Where frames are taken from. Behind pointers, because the checks that a class makes of each access to its
        /// properties cost more than all else that is done for a frame.
        private let cursor: UnsafeMutablePointer<Cursor>
        private let blocks: UnsafeMutablePointer<BlockState>

        private struct Cursor: BitwiseCopyable {
            /// The block that frames are taken from.
            var block = 0
            /// How many of its frames are still to be taken.
            var left = 0
            /// Where the next of them is, from the ring's start.
            var position = 0
            /// Whether the block is the program's.
            var isInBlock = false
        }

        private struct BlockState: BitwiseCopyable {
            /// How many of its frames are lent.
            var lent: Int32 = 0
            /// Whether all its frames were taken and some are still lent.
            var isSpent = false
        }

        /// Takes over a mapping of `blockCount` blocks.
        init(memory: UnsafeMutableRawPointer, blockCount: Int, rules: FrameRules) {
            unsafe self.memory = memory
            self.blockCount = blockCount
            self.rules = rules
            unsafe cursor = .allocate(capacity: 1)
            unsafe cursor.initialize(to: Cursor())
            unsafe blocks = .allocate(capacity: blockCount)
            unsafe blocks.initialize(repeating: BlockState(), count: blockCount)
        }

        private var block: Int {
            get { unsafe cursor.pointee.block }
            set { unsafe cursor.pointee.block = newValue }
        }
        private var left: Int {
            get { unsafe cursor.pointee.left }
            set { unsafe cursor.pointee.left = newValue }
        }
        private var position: Int {
            get { unsafe cursor.pointee.position }
            set { unsafe cursor.pointee.position = newValue }
        }
        private var isInBlock: Bool {
            get { unsafe cursor.pointee.isInBlock }
            set { unsafe cursor.pointee.isInBlock = newValue }
        }

        /// The octets of all blocks.
        var size: Int { blockCount * Self.blockSize }

        deinit {
            _ = unsafe munmap(memory, size)
            unsafe cursor.deallocate()
            unsafe blocks.deallocate()
        }

        /// When the next frame crossed the link, if the kernel has handed it over.
        var nextTimestamp: Timestamp? {
            while left > 0 || enterNextBlock() {
                guard left > 0 else { continue }
                let header = unsafe (memory + position).load(as: tpacket3_hdr.self)
                let address = unsafe (memory + position + Self.addressOffset).load(as: sockaddr_ll.self)
                if rules.wants(address) {
                    return Timestamp(seconds: Int64(header.tp_sec), nanoseconds: header.tp_nsec)
                }
                left &-= 1
                position = position &+ Int(header.tp_next_offset)
                let isWithin =
                    position &+ Self.addressOffset &+ MemoryLayout<sockaddr_ll>.stride <= (block &+ 1) &* Self.blockSize
                if !isWithin { left = 0 }
            }
            return nil
        }

        /// The next frame that the kernel has handed over.
        @_lifetime(borrow self)
        func next() -> ReceivedFrame? {
            while true {
                if left == 0 {
                    guard enterNextBlock() else { return nil }
                    continue
                }
                let at = position
                let blockEnd = (block &+ 1) &* Self.blockSize
                let header = unsafe (memory + at).load(as: tpacket3_hdr.self)
                let address = unsafe (memory + at + Self.addressOffset).load(as: sockaddr_ll.self)
                left &-= 1
                position = at &+ Int(header.tp_next_offset)
                var place = FramePlace(
                    start: at &+ Int(header.tp_mac), end: at &+ Int(header.tp_mac) &+ Int(header.tp_snaplen),
                    first: at &+ Self.addressOffset &+ MemoryLayout<sockaddr_ll>.stride,
                    originalLength: Int(header.tp_len))
                // The kernel is trusted, and checked all the same.
                guard place.start >= place.first, place.end <= blockEnd,
                    left == 0 || position &+ Self.addressOffset &+ MemoryLayout<sockaddr_ll>.stride <= blockEnd
                else {
                    left = 0
                    continue
                }
                guard rules.wants(address) else { continue }
                let tag = Self.tag(header)
                unsafe rules.complete(&place, address, tag, in: memory)
                var details = FrameDetails(
                    timestamp: Timestamp(seconds: Int64(header.tp_sec), nanoseconds: header.tp_nsec),
                    originalLength: place.originalLength,
                    direction: address.sll_pkttype == UInt8(PACKET_OUTGOING) ? .outbound : .inbound,
                    isChecksumPending: header.tp_status & UInt32(TP_STATUS_CSUMNOTREADY) != 0,
                    interfaceIndex: UInt32(bitPattern: address.sll_ifindex))
                details.strippedTag = tag
                unsafe blocks[block].lent &+= 1
                let octets = unsafe UnsafeRawBufferPointer(
                    start: memory + place.start, count: place.end &- place.start)
                return unsafe ReceivedFrame(
                    bytes: _overrideLifetime(RawSpan(_unsafeBytes: octets), borrowing: self), details: details,
                    owner: self, slot: block)
            }
        }

        /// The VLAN tag that was taken out of a frame.
        private static func tag(_ header: tpacket3_hdr) -> VLANTag? {
            let status = header.tp_status
            guard status & UInt32(TP_STATUS_VLAN_VALID) != 0 else { return nil }
            let hasType = status & UInt32(TP_STATUS_VLAN_TPID_VALID) != 0
            return VLANTag(
                protocolIdentifier: hasType ? header.hv1.tp_vlan_tpid : 0x8100,
                controlInformation: UInt16(truncatingIfNeeded: header.hv1.tp_vlan_tci))
        }

        func giveBack(_ slot: Int) {
            unsafe blocks[slot].lent &-= 1
            guard unsafe blocks[slot].lent == 0 else { return }
            if unsafe blocks[slot].isSpent {
                unsafe blocks[slot].isSpent = false
                returnToKernel(slot)
            } else if slot == block, isInBlock, left == 0 {
                leaveBlock()
            }
        }

        /// Goes on to the next block, if the kernel has handed it over.
        private func enterNextBlock() -> Bool {
            if isInBlock { leaveBlock() }
            // A block whose frames are still lent is the ring's end, though its status is the user's.
            guard unsafe !blocks[block].isSpent else { return false }
            let start = block &* Self.blockSize
            let status = unsafe CLinux_load_acquire(memory + start + Self.statusOffset)
            guard status & UInt32(TP_STATUS_USER) != 0 else { return false }
            let header = unsafe (memory + start).load(as: tpacket_block_desc.self).hdr.bh1
            left = Int(header.num_pkts)
            position = start &+ Int(header.offset_to_first_pkt)
            if position &+ Self.addressOffset &+ MemoryLayout<sockaddr_ll>.stride > start &+ Self.blockSize { left = 0 }
            isInBlock = true
            return true
        }

        private func leaveBlock() {
            isInBlock = false
            if unsafe blocks[block].lent == 0 {
                returnToKernel(block)
            } else {
                unsafe blocks[block].isSpent = true
            }
            block = block &+ 1 == blockCount ? 0 : block &+ 1
        }

        private func returnToKernel(_ index: Int) {
            unsafe CLinux_store_release(memory + index &* Self.blockSize + Self.statusOffset, UInt32(TP_STATUS_KERNEL))
        }

        /// Where a frame's link-level address is, from its header: `TPACKET_ALIGN(sizeof(struct tpacket3_hdr))`.
        private static let addressOffset = (MemoryLayout<tpacket3_hdr>.stride + 15) & ~15
        /// Where a block's status is, from its start.
        private static let statusOffset = 8
    }
#endif
