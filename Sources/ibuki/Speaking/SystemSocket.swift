#if os(Linux)
    import Packets
    import SystemCalls

    /// A socket of the host's that is connected to one peer: it never blocks, and waits in small steps, so that who is cancelled ends
    /// soon. socket(2)
    final class SystemSocket {
        private let descriptor: Descriptor
        private let isCancelled: @Sendable () -> Bool
        /// When whoever waits has waited long enough.
        private let end: ContinuousClock.Instant

        /// Opens a socket and connects it.
        init(
            to address: IPAddress, port: UInt16, isStream: Bool, within limit: Duration,
            isCancelled: @escaping @Sendable () -> Bool
        ) throws(ErrorNumber) {
            let kind = (isStream ? SOCK_STREAM : SOCK_DGRAM).rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
            let family = if case .v4 = address { AF_INET } else { AF_INET6 }
            let number = SystemCalls.socket(family, Int32(kind), 0)
            guard number >= 0 else { throw .last }
            descriptor = Descriptor(number)
            self.isCancelled = isCancelled
            end = .now + limit
            guard Self.connect(number, to: address, port) != 0 else { return }
            let failure = ErrorNumber.last
            guard failure.rawValue == EINPROGRESS else { throw failure }
            guard wait(for: POLLOUT) else { throw ErrorNumber(rawValue: ETIMEDOUT) }
            var code: Int32 = 0
            var size = socklen_t(MemoryLayout<Int32>.size)
            _ = unsafe getsockopt(number, SOL_SOCKET, SO_ERROR, &code, &size)
            guard code == 0 else { throw ErrorNumber(rawValue: code) }
        }

        private static func connect(_ number: Int32, to address: IPAddress, _ port: UInt16) -> Int32 {
            unsafe address.withSocketAddress(port: port) { unsafe SystemCalls.connect(number, $0, $1) }
        }

        /// Waits until the socket is ready.
        ///
        /// - Returns: `false` when the time is up, or nobody wants it any more.
        private func wait(for events: Int32) -> Bool {
            while !isCancelled(), ContinuousClock.now < end {
                var request = pollfd(fd: descriptor.number, events: Int16(events), revents: 0)
                if unsafe poll(&request, 1, 20) > 0 { return true }
            }
            return false
        }

        /// Sends octets: of a stream all of them, otherwise a datagram.
        func send(_ octets: [UInt8]) throws(ErrorNumber) {
            var done = 0
            while done < octets.count {
                let count = unsafe octets.withUnsafeBytes { octets in
                    let rest = unsafe UnsafeRawBufferPointer(rebasing: octets[done...])
                    return unsafe SystemCalls.send(descriptor.number, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
                }
                if count >= 0 {
                    done += count
                } else if errno == EAGAIN {
                    guard wait(for: POLLOUT) else { throw ErrorNumber(rawValue: ETIMEDOUT) }
                } else if errno != EINTR {
                    throw .last
                }
            }
        }

        /// What has come: a datagram, or some of the stream, whose end is empty.
        ///
        /// - Returns: `nil` when nothing came in time.
        func receive() throws(ErrorNumber) -> [UInt8]? {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while wait(for: POLLIN) {
                let count = unsafe buffer.withUnsafeMutableBytes { buffer in
                    unsafe recv(descriptor.number, buffer.baseAddress, buffer.count, 0)
                }
                if count >= 0 { return Array(buffer[..<count]) }
                guard errno == EAGAIN || errno == EINTR else { throw .last }
            }
            return nil
        }
    }
#endif
