#if os(Linux)
    import SystemCalls

    /// A socket that a test opens, closed when it goes.
    final class TestSocket: @unchecked Sendable {
        // Never changed after it was made; the system guards a descriptor's calls.
        let descriptor: Int32

        struct Failed: Error { let number: Int32 }

        init(_ family: Int32, _ type: Int32, _ transport: Int32 = 0) throws {
            descriptor = socket(family, type | O_CLOEXEC, transport)
            guard descriptor >= 0 else { throw Failed(number: errno) }
        }

        private init(descriptor: Int32) { self.descriptor = descriptor }

        deinit { close(descriptor) }

        static let stream = Int32(SOCK_STREAM.rawValue)
        static let datagram = Int32(SOCK_DGRAM.rawValue)
        static let raw = Int32(SOCK_RAW.rawValue)

        @discardableResult
        func option(_ level: Int32, _ name: Int32, _ value: Int32) throws -> TestSocket {
            var value = value
            try check(unsafe setsockopt(descriptor, level, name, &value, socklen_t(MemoryLayout<Int32>.size)))
            return self
        }

        /// Binds to 127.0.0.1, or to ::1; port 0 is any.
        @discardableResult
        func bind(port: UInt16 = 0, v6: Bool = false, any: Bool = false) throws -> TestSocket {
            try unsafe withAddress(port, v6, any) { unsafe SystemCalls.bind(descriptor, $0, $1) }
            return self
        }

        @discardableResult
        func connect(port: UInt16, v6: Bool = false) throws -> TestSocket {
            try unsafe withAddress(port, v6, false) { unsafe SystemCalls.connect(descriptor, $0, $1) }
            return self
        }

        @discardableResult
        func listen(_ backlog: Int32 = 5) throws -> TestSocket {
            try check(SystemCalls.listen(descriptor, backlog))
            return self
        }

        func accept() throws -> TestSocket {
            let other = SystemCalls.accept(descriptor, nil, nil)
            try check(other)
            // Commands that run meanwhile are not to have it.
            _ = fcntl(other, F_SETFD, FD_CLOEXEC)
            return TestSocket(descriptor: other)
        }

        func send(_ text: String) throws {
            let octets = Array(text.utf8)
            try unsafe check(Int32(SystemCalls.send(descriptor, octets, octets.count, 0)))
        }

        /// Binds a Unix socket to a name that is no path.
        @discardableResult
        func bind(name: String) throws -> TestSocket {
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            let length = unsafe withUnsafeMutableBytes(of: &address) { octets in
                for (index, octet) in name.utf8.enumerated() { unsafe octets[3 + index] = octet }
                return 3 + name.utf8.count
            }
            try unsafe withUnsafePointer(to: &address) { pointer in
                try unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    try check(unsafe SystemCalls.bind(descriptor, $0, socklen_t(length)))
                }
            }
            return self
        }

        /// The port that it is bound to.
        func port() throws -> UInt16 {
            var address = sockaddr_in6()
            var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
            try unsafe withUnsafeMutablePointer(to: &address) { pointer in
                try unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    try check(unsafe getsockname(descriptor, $0, &length))
                }
            }
            return UInt16(bigEndian: address.sin6_port)
        }

        private func withAddress(
            _ port: UInt16, _ v6: Bool, _ any: Bool, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
        ) throws {
            if v6 {
                var address = sockaddr_in6()
                address.sin6_family = sa_family_t(AF_INET6)
                address.sin6_port = port.bigEndian
                if !any { unsafe withUnsafeMutableBytes(of: &address.sin6_addr) { unsafe $0[15] = 1 } }
                try unsafe withUnsafePointer(to: &address) { pointer in
                    try unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        try check(unsafe body($0, socklen_t(MemoryLayout<sockaddr_in6>.size)))
                    }
                }
            } else {
                var address = sockaddr_in()
                address.sin_family = sa_family_t(AF_INET)
                address.sin_port = port.bigEndian
                address.sin_addr.s_addr = any ? 0 : (0x7f00_0001 as UInt32).bigEndian
                try unsafe withUnsafePointer(to: &address) { pointer in
                    try unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        try check(unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size)))
                    }
                }
            }
        }

        private func check(_ result: Int32) throws {
            if result < 0 { throw Failed(number: errno) }
        }
    }
#endif
