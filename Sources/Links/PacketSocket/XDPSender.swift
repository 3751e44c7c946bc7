#if os(Linux)
    internal import SystemCalls

    /// Sends frames by an AF_XDP socket: straight to the driver, around the queueing discipline, netfilter's and tc's egress
    /// hooks, and the taps, so that no packet socket on the same interface sees them.
    ///
    /// Of 60-octet frames by a veth the kernel takes a third more in a second of the processor than by sendmmsg(2), whose
    /// message headers, pieces and dissection of each frame fall away; the rest is the driver's and the other end's.
    ///
    /// A frame counts as sent when the kernel has taken it from the ring and the driver did not refuse it: it is the kernel's
    /// then, and leaves even when the socket is closed. What the kernel did not take, it never will: where it stops, the
    /// places that are left in the ring are made void, so that who sends those frames in another way sends none twice.
    @safe final class XDPSender: ExpressSender {
        private let socket: XDPSocket
        /// The octets that a frame may have, and has to have.
        private let lengths: ClosedRange<Int>
        /// Addresses of frames that nothing lies in.
        private let free: UnsafeMutablePointer<UInt64>
        private var freeCount = XDPSocket.frameCount
        /// Up to where the ring was written, and up to where what has left was seen.
        private var written: UInt32 = 0
        private var released: UInt32 = 0

        /// - Parameter lengths: the octets that the interface's frames have.
        /// - Throws: `LinkError`, as `XDPSocket` does.
        init(_ name: String, index: UInt32, lengths: ClosedRange<Int>) throws(LinkError) {
            socket = try XDPSocket(name, index: index, frameLength: lengths.upperBound)
            self.lengths = lengths.lowerBound...min(lengths.upperBound, socket.frameSize)
            unsafe free = .allocate(capacity: XDPSocket.frameCount)
            for index in 0..<XDPSocket.frameCount {
                unsafe (free + index).initialize(to: UInt64(index * socket.frameSize))
            }
        }

        deinit { unsafe free.deallocate() }

        func send(_ frame: RawSpan) -> SendingOutcome {
            guard lengths.contains(frame.byteCount) else { return .unsuitable }
            guard makeRoom() else { return .failed(EAGAIN) }
            unsafe frame.withUnsafeBytes { octets in
                unsafe add(octets.baseAddress.unsafelyUnwrapped, octets.count)
            }
            return hand(over: 1)
        }

        func send(_ batch: borrowing FrameBatch, from first: Int) -> SendingOutcome {
            guard first < batch.count, unsafe lengths.contains(batch.pointer(to: first).count) else {
                return .unsuitable
            }
            guard makeRoom() else { return .failed(EAGAIN) }
            let most = min(freeCount, batch.count - first)
            var count = 0
            while count < most {
                let place = unsafe batch.pointer(to: first + count)
                guard unsafe lengths.contains(place.count) else { break }
                unsafe add(place.start, place.count)
                count += 1
            }
            return hand(over: UInt32(count))
        }

        /// Copies a frame into the shared memory and describes it in the ring.
        private func add(_ octets: UnsafeRawPointer, _ count: Int) {
            freeCount -= 1
            let address = unsafe free[freeCount]
            unsafe socket.frame(at: address).copyMemory(from: octets, byteCount: count)
            socket.describe(xdp_desc(addr: address, len: UInt32(count), options: 0), at: written)
            written &+= 1
        }

        /// Has the kernel send the last `count` frames of the ring.
        private func hand(over count: UInt32) -> SendingOutcome {
            let start = written &- count
            socket.publish(written)
            var (taken, patience) = (UInt32(0), Self.patience)
            while true {
                let problem = socket.kick()
                // The kernel tells how far it came at the end of a call that sent something.
                let seen = Int32(bitPattern: socket.taken &- start)
                let isFurther = seen > Int32(taken)
                if isFurther { taken = UInt32(seen) }
                if problem == EBUSY {
                    // The driver refused the last frame that was taken, which is gone; whoever gets told sends it again.
                    let refused = isFurther ? taken - 1 : taken
                    makeVoid(from: start &+ refused &+ 1)
                    return refused > 0 ? .sent(Int(refused)) : .refused
                }
                if taken == count { return .sent(Int(count)) }
                if isFurther {
                    patience = Self.patience
                    continue
                }
                patience -= 1
                switch problem {
                case EINTR where patience > 0: continue
                case EAGAIN where patience > 0, ENOBUFS where patience > 0:
                    // The driver's queue is full, or there is no memory.
                    collect()
                    _ = usleep(50)
                default:
                    makeVoid(from: start &+ taken)
                    return taken > 0 ? .sent(Int(taken)) : .failed(problem)
                }
            }
        }

        /// How often in succession the kernel may take nothing: for about a second.
        private static let patience = 10_000

        /// An address outside of the memory, where no frame is.
        private static let nowhere = UInt64.max

        /// Has the kernel pass over what it has not read of the ring: it skips what lies outside of the memory, one with each
        /// call, and tells so when there is no more.
        private func makeVoid(from position: UInt32) {
            var position = position
            let calls = written &- position &+ 2
            while position != written {
                let description = socket.description(at: position)
                unsafe free[freeCount] = description.addr
                freeCount += 1
                socket.describe(xdp_desc(addr: Self.nowhere, len: 0, options: 0), at: position)
                position &+= 1
            }
            for _ in 0..<calls where socket.taken != written { _ = socket.kick() }
        }

        /// Takes back the memory of frames that have left.
        private func collect() {
            let completed = socket.completed
            guard completed != released else { return }
            while released != completed {
                let address = socket.completion(at: released)
                released &+= 1
                // Some kernels give back void places too.
                guard address != Self.nowhere else { continue }
                unsafe free[freeCount] = address
                freeCount += 1
            }
            socket.release(released)
        }

        /// Waits until there is room for a frame.
        ///
        /// - Returns: whether there is.
        private func makeRoom() -> Bool {
            // Nothing is in the ring between two calls.
            guard socket.taken == written else { return false }
            for _ in 0..<Self.patience {
                collect()
                if freeCount > 0 { return true }
                _ = usleep(50)
            }
            return false
        }
    }
#endif
