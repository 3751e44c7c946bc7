#if os(Linux)
    import Packets
    import SystemCalls

    extension IPAddress {
        /// Lends the address and a port as the system's calls take them, a `sockaddr` with its length. ip(7), ipv6(7)
        func withSocketAddress<Result>(
            port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
        ) -> Result {
            var storage = sockaddr_storage()
            return unsafe withUnsafeMutableBytes(of: &storage) { octets in
                var size = MemoryLayout<sockaddr_in>.size
                switch self {
                case .v4(let address):
                    var socket = sockaddr_in()
                    socket.sin_family = sa_family_t(AF_INET)
                    socket.sin_port = port.bigEndian
                    socket.sin_addr.s_addr = address.rawValue.bigEndian
                    unsafe octets.storeBytes(of: socket, as: sockaddr_in.self)
                case .v6(let address):
                    size = MemoryLayout<sockaddr_in6>.size
                    var socket = sockaddr_in6()
                    socket.sin6_family = sa_family_t(AF_INET6)
                    socket.sin6_port = port.bigEndian
                    unsafe withUnsafeMutableBytes(of: &socket.sin6_addr) { octets in
                        for index in 0..<16 { unsafe octets[index] = address.octet(index) }
                    }
                    unsafe octets.storeBytes(of: socket, as: sockaddr_in6.self)
                }
                let start = unsafe octets.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: sockaddr.self)
                return unsafe body(start, socklen_t(size))
            }
        }
    }
#endif
