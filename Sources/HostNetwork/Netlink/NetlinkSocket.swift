#if os(Linux)
    internal import CHostNetwork
    internal import SystemCalls
    internal import Packets

    /// A conversation with the kernel over netlink: a question, and the messages that answer it. netlink(7)
    struct NetlinkSocket: ~Copyable {
        /// How often a dump is asked for again when the tables changed in the middle of it.
        static var attempts: Int { 16 }
        /// The largest answer that is waited for, in octets.
        static var largestAnswer: Int { 1 << 22 }

        private let descriptor: Int32
        private var sequence: UInt32 = 0
        private var buffer: [UInt8]
        /// Whether the tables changed during every attempt at the last dump, so that what it gave may not fit together.
        private(set) var isInconsistent = false

        /// Opens a socket. socket(2)
        /// - Parameter family: such as `NETLINK_ROUTE`.
        init(_ family: Int32, for subject: String) throws(HostNetworkError) {
            let descriptor = socket(AF_NETLINK, Int32(SOCK_RAW.rawValue) | O_CLOEXEC, family)
            guard descriptor >= 0 else {
                throw .system(errno, subject, action: "open a netlink socket")
            }
            self.descriptor = descriptor
            // The kernel fills an answer's messages up to 32 KiB where the reader has room for them.
            buffer = [UInt8](repeating: 0, count: 1 << 16)
            // Errors in words, and filters that the kernel heeds: from 4.12 and 4.20 on. Without them all else holds.
            enable(NETLINK_EXT_ACK)
            enable(NETLINK_GET_STRICT_CHK)
            // A reader that falls behind is not to lose anything.
            var size: Int32 = 1 << 20
            unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }

        private func enable(_ option: some BinaryInteger) {
            var one: Int32 = 1
            unsafe setsockopt(descriptor, 270, Int32(option), &one, socklen_t(MemoryLayout<Int32>.size))
        }

        deinit { close(descriptor) }

        /// Asks for a whole table: hands each message to `read`, and gathers what it makes of them.
        ///
        /// When the table changed meanwhile, all is asked for again, so that what comes back was there at one moment.
        mutating func dump<Value>(
            _ request: NetlinkRequest, for subject: String, _ read: (borrowing NetlinkMessage) -> Value?
        ) throws(HostNetworkError) -> [Value] {
            var values: [Value] = []
            for _ in 0..<Self.attempts {
                values.removeAll(keepingCapacity: true)
                let isWhole = try dumpOnce(request, subject) { message in
                    if let value = read(message) { values.append(value) }
                }
                if isWhole {
                    isInconsistent = false
                    return values
                }
            }
            isInconsistent = true
            return values
        }

        /// Asks once; says whether nothing changed meanwhile.
        mutating func dumpOnce(
            _ request: NetlinkRequest, _ subject: String, _ body: (borrowing NetlinkMessage) -> Void
        ) throws(HostNetworkError) -> Bool {
            try send(request, flags: Int(NLM_F_REQUEST) | Int(NLM_F_DUMP), subject)
            var isWhole = true
            while true {
                guard let count = try receive(subject) else {
                    isWhole = false
                    continue
                }
                let end = try firstResult(in: count, subject) { (message) throws(HostNetworkError) -> Bool? in
                    if message.isInterrupted { isWhole = false }
                    switch message.type {
                    case Int(NLMSG_DONE), Int(NLMSG_ERROR):
                        try Self.check(message, subject)
                        return true
                    case Int(NLMSG_NOOP): break
                    case Int(NLMSG_OVERRUN): isWhole = false
                    default: body(message)
                    }
                    return nil
                }
                if end != nil { return isWhole }
            }
        }

        /// Asks for one thing; `nil` when the kernel answered with what `read` makes nothing of.
        mutating func get<Value>(
            _ request: NetlinkRequest, for subject: String, _ read: (borrowing NetlinkMessage) -> Value?
        ) throws(HostNetworkError) -> Value? {
            try send(request, flags: Int(NLM_F_REQUEST), subject)
            var attempts = 1
            while true {
                guard let count = try receive(subject) else {
                    guard attempts < Self.attempts else {
                        throw HostNetworkError(.interrupted, subject: subject, message: "the answer was lost each time")
                    }
                    attempts += 1
                    try send(request, flags: Int(NLM_F_REQUEST), subject)
                    continue
                }
                let answer = try firstResult(in: count, subject) { (message) throws(HostNetworkError) -> Value?? in
                    guard message.type == Int(NLMSG_ERROR) else { return .some(read(message)) }
                    try Self.check(message, subject)
                    return .some(nil)
                }
                if let answer { return answer }
            }
        }

        /// Hands each message of a datagram that answers the latest request to `body`, until that makes something of one.
        private func firstResult<Result>(
            in count: Int, _ subject: String,
            _ body: (borrowing NetlinkMessage) throws(HostNetworkError) -> Result?
        ) throws(HostNetworkError) -> Result? {
            var offset = 0
            while offset < count {
                let octets = unsafe buffer.span.bytes.clamped(0, count)
                guard let message = NetlinkMessage(octets, at: offset) else {
                    throw HostNetworkError(
                        .malformed, subject: subject, offset: offset, message: "a message ends before its length")
                }
                offset += message.stride
                // What is left of an answer that was given up.
                guard message.sequence == sequence else { continue }
                if let result = try body(message) { return result }
            }
            return nil
        }

        /// Throws what a message that ends an answer says of a failure.
        private static func check(
            _ message: borrowing NetlinkMessage, _ subject: String
        ) throws(HostNetworkError) {
            let number = message.payload.byteCount >= 4 ? message.errorNumber : 0
            guard number != 0 else { return }
            throw .system(number, subject, action: "ask the kernel", explanation: message.explanation)
        }

        /// Sends a request under a number of its own. sendto(2)
        private mutating func send(
            _ request: NetlinkRequest, flags: Int, _ subject: String
        ) throws(HostNetworkError) {
            sequence &+= 1
            if sequence == 0 { sequence = 1 }
            var request = request
            request.finish(flags: flags, sequence: sequence)
            var kernel = sockaddr_nl()
            kernel.nl_family = sa_family_t(AF_NETLINK)
            while true {
                let sent = unsafe request.octets.withUnsafeBytes { octets in
                    unsafe withUnsafePointer(to: &kernel) { address in
                        unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                            unsafe sendto(
                                descriptor, octets.baseAddress, octets.count, 0, address,
                                socklen_t(MemoryLayout<sockaddr_nl>.size))
                        }
                    }
                }
                if sent == request.octets.count { return }
                if sent < 0, errno == EINTR { continue }
                throw .system(sent < 0 ? errno : EMSGSIZE, subject, action: "ask the kernel")
            }
        }

        /// Waits for the next datagram of the kernel's; gives how many octets it has. recvfrom(2)
        ///
        /// `nil` when something was lost or did not fit, so that the question must be put again; the buffer has grown.
        private mutating func receive(_ subject: String) throws(HostNetworkError) -> Int? {
            while true {
                var sender = sockaddr_nl()
                var senderLength = socklen_t(MemoryLayout<sockaddr_nl>.size)
                let count = unsafe buffer.withUnsafeMutableBytes { octets in
                    unsafe withUnsafeMutablePointer(to: &sender) { address in
                        unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                            unsafe recvfrom(
                                descriptor, octets.baseAddress, octets.count, Int32(MSG_TRUNC), address,
                                &senderLength)
                        }
                    }
                }
                if count < 0 {
                    switch errno {
                    case EINTR: continue
                    case ENOBUFS: return nil
                    default: throw .system(errno, subject, action: "read the kernel's answer")
                    }
                }
                // Only the kernel has number 0; any process may send here.
                guard sender.nl_pid == 0 else { continue }
                guard count > buffer.count else { return count }
                guard count <= Self.largestAnswer else {
                    throw HostNetworkError(
                        .malformed, subject: subject, message: "an answer of \(count) octets is too large")
                }
                buffer = [UInt8](repeating: 0, count: count)
                return nil
            }
        }
    }
#endif
