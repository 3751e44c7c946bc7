#if os(Linux)
    internal import SystemCalls
    internal import Packets

    extension PacketSocketLink {
        public func send(_ frame: RawSpan, offload: FrameOffload?) throws(LinkError) {
            try checkSending()
            if offload == nil, sendExpress({ express in express.send(frame) }) != nil { return }
            try sendAlone(FramePieces(frame), offload: offload)
        }

        public func send(_ frame: borrowing FramePieces, offload: FrameOffload?) throws(LinkError) {
            guard express == nil else { return try unsafe send(frame.joined().span.bytes, offload: offload) }
            try checkSending()
            try sendAlone(frame, offload: offload)
        }

        /// Sends one frame by the packet socket. A long segment that the kernel finds fault with is cut here.
        private func sendAlone(_ frame: borrowing FramePieces, offload: FrameOffload?) throws(LinkError) {
            guard offload == nil || options.usesOffloads else {
                throw LinkError(.unsupported, linkName: name, message: "this link does no work for its sender")
            }
            let header = options.usesOffloads ? VirtioHeader(offload) : nil
            var waiting = Waiting(options.patience)
            while frame.write(to: socket.number, behind: header) < 0 {
                let number = errno
                if number == EINVAL, let offload, var cutter = SegmentCutter(frame, offload, linkType: linkType) {
                    return try cutter.cut(frame) { (segment) throws(LinkError) in
                        try sendAlone(FramePieces(segment), offload: nil)
                    }
                }
                try waitForRoom(after: number, length: frame.byteCount, &waiting)
            }
            sentCount += 1
        }

        public func send(_ batch: borrowing FrameBatch, from first: Int) throws(LinkError) -> Int {
            guard first < batch.count else { return 0 }
            try checkSending()
            if options.usesOffloads {
                try sendAlone(FramePieces(batch[first]), offload: nil)
                return 1
            }
            if batch.count - first >= Self.batchForRing { openRing() }
            if let count = sendExpress({ express in express.send(batch, from: first) }) { return count }
            if express != nil {
                // The others of the batch may go the faster way again.
                try send(batch[first], offload: nil)
                return 1
            }
            var waiting = Waiting(options.patience)
            while true {
                let count = batching.send(batch, from: first, by: socket.number)
                if count > 0 {
                    sentCount += UInt64(count)
                    return count
                }
                try waitForRoom(after: errno, length: batch[first].byteCount, &waiting)
            }
        }

        /// Opens an AF_XDP socket to send by.
        static func makeExpress(_ name: String, _ interface: InterfaceFacts) throws(LinkError) -> XDPSender {
            // Only an Ethernet driver finds everything in the frame; others ask what the packet socket writes beside it.
            guard name != any, interface.hardware == .ethernet else {
                throw LinkError(
                    .unsupported, linkName: name, message: "only Ethernet frames are sent by an AF_XDP socket")
            }
            let header = interface.hardware.headerLength
            return try XDPSender(name, index: interface.index, lengths: header...max(header, header + interface.mtu))
        }

        /// From how many frames at once on a ring is worth its memory.
        private static let batchForRing = 32

        /// Opens a ring to send by, unless there was a faster way or a try already. Where the system refuses, sendmmsg(2) does
        /// as well.
        private func openRing() {
            guard !hasTriedExpress else { return }
            hasTriedExpress = true
            guard let interface = try? InterfaceFacts(name), interface.index == interfaceIndex else { return }
            express = try? TransmitRing(name, interface, options)
        }

        /// Sends by the faster way; from the first fault on by the packet socket, which then tells of what is wrong.
        ///
        /// - Returns: how many frames were sent; `nil` when the packet socket shall send.
        private func sendExpress(_ body: (any ExpressSender) -> SendingOutcome) -> Int? {
            guard let express else { return nil }
            for _ in 0..<1000 {
                switch body(express) {
                case .sent(let count):
                    sentCount += UInt64(count)
                    return count
                case .unsuitable: return nil
                case .refused: _ = usleep(50)
                case .failed(let number):
                    leaveExpress(number)
                    return nil
                }
            }
            leaveExpress(ENOBUFS)
            return nil
        }

        private func leaveExpress(_ number: Int32) {
            if express is XDPSender {
                obstacleToXDP = .system(number, name, "go on sending by an AF_XDP socket")
            }
            express = nil
        }

        private func checkSending() throws(LinkError) {
            guard name != Self.any, linkType != .linuxSLL2 else {
                throw LinkError(
                    .unsupported, linkName: name,
                    message: name == Self.any
                        ? "'any' only receives; name the interface to send by"
                        : "frames of this kind of interface cannot be sent")
            }
        }

        /// How long a frame may still wait; the time begins with the first wait.
        private struct Waiting {
            private let patience: Duration?
            private var end: ContinuousClock.Instant?

            init(_ patience: Duration?) { self.patience = patience }

            /// Whether it has been too long.
            mutating func isOver() -> Bool {
                guard let patience else { return false }
                guard let end else {
                    end = .now + patience
                    return false
                }
                return .now >= end
            }

            /// How long to wait at once: no longer than there is patience for.
            func milliseconds(upTo limit: Int32) -> Int32 {
                guard let end else { return limit }
                let left = ContinuousClock.now.duration(to: end) / .milliseconds(1)
                return Int32(min(max(1, left.rounded(.up)), Double(limit)))
            }
        }

        /// Waits a little when the queue is full; anything else is an error.
        private func waitForRoom(after number: Int32, length: Int, _ waiting: inout Waiting) throws(LinkError) {
            switch number {
            case EINTR: return
            case EAGAIN where waiting.isOver(), ENOBUFS where waiting.isOver():
                throw LinkError(
                    .noRoom, linkName: name,
                    message: "the interface's queue has been full for \(options.patience ?? .zero): nothing leaves it")
            case EAGAIN:
                var request = pollfd(fd: socket.number, events: Int16(POLLOUT), revents: 0)
                _ = unsafe poll(&request, 1, waiting.milliseconds(upTo: 100))
            case ENOBUFS:
                // The interface's queue is full, which no descriptor tells of.
                _ = usleep(50)
            case EMSGSIZE:
                throw LinkError(
                    .frameTooLong, linkName: name,
                    message: "a frame of \(length) bytes is too long: the MTU is \(mtu), so that frames have at most "
                        + "\(mtu + hardware.headerLength)")
            case EINVAL where length < max(1, hardware.headerLength):
                throw LinkError(
                    .frameTooShort, linkName: name,
                    message:
                        "a frame of \(length) \(length == 1 ? "byte" : "bytes") is shorter than the link's header, "
                        + "\(hardware.headerLength)")
            default:
                throw .system(isGone ? ENODEV : number, name, "send")
            }
        }
    }

    /// What sendmmsg(2) is handed: kept, so that a batch allocates nothing.
    @safe struct SendingArea: ~Copyable {
        /// How many frames go with one call.
        ///
        /// Of 60-octet frames by a veth the kernel takes 600,000 in a second of the processor, within 2 % whether 64, 256
        /// or 1024 go with a call, and whether they go around the queueing discipline. What can be saved is what
        /// `TransmitRing` does without, and what `XDPSender` goes around.
        static let limit = 256
        private let messages: UnsafeMutablePointer<CLinux_message>
        private let pieces: UnsafeMutablePointer<iovec>

        init() {
            unsafe messages = .allocate(capacity: Self.limit)
            unsafe pieces = .allocate(capacity: Self.limit)
            unsafe messages.initialize(repeating: CLinux_message(), count: Self.limit)
            unsafe pieces.initialize(repeating: iovec(), count: Self.limit)
            for index in 0..<Self.limit {
                unsafe messages[index].header.msg_iov = pieces + index
                unsafe messages[index].header.msg_iovlen = 1
            }
        }

        deinit {
            unsafe messages.deallocate()
            unsafe pieces.deallocate()
        }

        /// Hands frames to the kernel.
        ///
        /// - Returns: how many it took; -1 with `errno` set when it took none.
        func send(_ batch: borrowing FrameBatch, from first: Int, by descriptor: Int32) -> Int {
            let count = min(Self.limit, batch.count - first)
            for index in 0..<count {
                let place = unsafe batch.pointer(to: first + index)
                unsafe pieces[index].iov_base = place.start
                unsafe pieces[index].iov_len = place.count
            }
            return Int(unsafe CLinux_send_messages(descriptor, messages, UInt32(count)))
        }
    }
#endif
