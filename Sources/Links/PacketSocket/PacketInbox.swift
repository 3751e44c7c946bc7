#if os(Linux)
    internal import SystemCalls
    internal import Packets

    /// Receives a packet socket's frames one by one, as soon as they come. recvmsg(2), packet(7) `PACKET_AUXDATA`
    final class PacketInbox {
        private let descriptor: Int32
        private let name: String
        private let rules: FrameRules
        /// The octets of virtio's header before each frame.
        private let skipped: Int
        private let queue: FrameQueue

        /// Room before each frame for what is put before or into it.
        private static let headroom = 32

        init(descriptor: Int32, name: String, rules: FrameRules, usesOffloads: Bool) {
            self.descriptor = descriptor
            self.name = name
            self.rules = rules
            skipped = usesOffloads ? VirtioHeader.length : 0
            queue = FrameQueue(capacity: 64, frameLimit: rules.snapLength + Self.headroom)
        }

        /// The next frame, if one has come.
        @_lifetime(borrow self)
        func next() throws(LinkError) -> ReceivedFrame? {
            let (descriptor, name, rules, queue, skipped) = (descriptor, name, rules, queue, skipped)
            var isUnwanted = false
            repeat {
                isUnwanted = false
                let isThere = try unsafe queue.append { (place) throws(LinkError) in
                    guard let memory = place.baseAddress else { return nil }
                    var frame = CLinux_frame()
                    let count = unsafe CLinux_receive(
                        descriptor, memory + Self.headroom, place.count - Self.headroom, &frame)
                    if count < 0 {
                        let number = Int32(-count)
                        if number == EAGAIN || number == EINTR { return nil }
                        throw .system(number, name, "receive")
                    }
                    guard rules.wants(frame.address), count >= skipped else {
                        isUnwanted = true
                        return nil
                    }
                    var position = FramePlace(
                        start: Self.headroom + skipped, end: Self.headroom + count, first: 0,
                        originalLength: Int(frame.auxiliary.tp_len))
                    // What is put before the frame is written where virtio's header lies.
                    let virtio = unsafe VirtioHeader(
                        UnsafeRawBufferPointer(start: memory + Self.headroom, count: count))
                    let tag = Self.tag(frame.auxiliary)
                    unsafe rules.complete(&position, frame.address, tag, in: memory)
                    var details = FrameDetails(
                        timestamp: Timestamp(seconds: frame.seconds, nanoseconds: UInt32(frame.nanoseconds)),
                        originalLength: position.originalLength,
                        direction: frame.address.sll_pkttype == UInt8(PACKET_OUTGOING) ? .outbound : .inbound,
                        isChecksumPending: frame.auxiliary.tp_status & UInt32(TP_STATUS_CSUMNOTREADY) != 0,
                        interfaceIndex: UInt32(bitPattern: frame.address.sll_ifindex))
                    if skipped > 0 { virtio.complete(&details) }
                    details.strippedTag = tag
                    return (position.start..<position.end, details)
                }
                if isThere { break }
            } while isUnwanted
            guard let frame = queue.next() else { return nil }
            return unsafe _overrideLifetime(frame, borrowing: self)
        }

        /// The VLAN tag that was taken out of a frame.
        private static func tag(_ auxiliary: tpacket_auxdata) -> VLANTag? {
            guard auxiliary.tp_status & UInt32(TP_STATUS_VLAN_VALID) != 0 else { return nil }
            let hasType = auxiliary.tp_status & UInt32(TP_STATUS_VLAN_TPID_VALID) != 0
            return VLANTag(
                protocolIdentifier: hasType ? auxiliary.tp_vlan_tpid : 0x8100,
                controlInformation: auxiliary.tp_vlan_tci)
        }
    }
#endif
