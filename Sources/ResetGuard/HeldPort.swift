#if os(Linux)
    internal import SystemCalls

    /// A port of the host's that no other program gets, of all its addresses and both families, until this goes. bind(2)
    final class HeldPort {
        /// What the kernel does with what comes for the port.
        enum Behavior {
            /// As with any other port that nobody listens on: it sends a RST, or an ICMP error.
            case refusing
            /// Nothing: a socket takes it, and a filter throws it away.
            case silent
        }

        private let descriptor: Descriptor

        /// Takes a port.
        ///
        /// - Parameter isStream: whether it is TCP's, or UDP's.
        /// - Throws: `EADDRINUSE` where somebody else has it.
        init(_ port: UInt16, isStream: Bool, _ behavior: Behavior) throws(ErrorNumber) {
            // A host without IPv6 has sockets of IPv4 alone.
            let type = Int32((isStream ? SOCK_STREAM : SOCK_DGRAM).rawValue | SOCK_CLOEXEC.rawValue)
            var number = socket(AF_INET6, type, 0)
            let isIPv6 = number >= 0
            if !isIPv6 { number = socket(AF_INET, type, 0) }
            guard number >= 0 else { throw .last }
            descriptor = Descriptor(number)
            if behavior == .silent { try discardAll() }
            if isIPv6 {
                var both: Int32 = 0
                _ = unsafe setsockopt(number, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &both, 4)
                var address = sockaddr_in6()
                address.sin6_family = sa_family_t(AF_INET6)
                address.sin6_port = port.bigEndian
                try bind(to: address)
            } else {
                var address = sockaddr_in()
                address.sin_family = sa_family_t(AF_INET)
                address.sin_port = port.bigEndian
                try bind(to: address)
            }
            // A segment of no connection is the listener's, whose filter sees it before anybody answers.
            if isStream, behavior == .silent, listen(number, 1) != 0 { throw .last }
        }

        private func bind<Address>(to address: Address) throws(ErrorNumber) {
            let result = unsafe withUnsafePointer(to: address) { address in
                unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    unsafe SystemCalls.bind(descriptor.number, address, socklen_t(MemoryLayout<Address>.size))
                }
            }
            guard result == 0 else { throw .last }
        }

        /// Has the kernel throw away whatever comes. socket(7), `SO_ATTACH_FILTER`
        private func discardAll() throws(ErrorNumber) {
            var instruction = sock_filter(code: UInt16(BPF_RET | BPF_K), jt: 0, jf: 0, k: 0)
            let result = unsafe withUnsafeMutablePointer(to: &instruction) { instruction in
                var program = unsafe sock_fprog(len: 1, filter: instruction)
                return unsafe setsockopt(
                    descriptor.number, SOL_SOCKET, SO_ATTACH_FILTER, &program,
                    socklen_t(MemoryLayout<sock_fprog>.size))
            }
            guard result == 0 else { throw .last }
        }
    }
#endif
