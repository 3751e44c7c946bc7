internal import Links
internal import SystemCalls

/// Sockets of the host's files, on which messages keep their bounds. unix(7), `SOCK_SEQPACKET`
enum UnixSocket {
    #if os(Linux)
        private static let kind = Int32(SOCK_SEQPACKET.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    #else
        private static let kind = SOCK_SEQPACKET
    #endif

    /// How many programs may wait to be taken in.
    private static let backlog: Int32 = 16

    private static func socket() throws(ErrorNumber) -> Descriptor {
        let number = SystemCalls.socket(AF_UNIX, kind, 0)
        guard number >= 0 else { throw .last }
        return Descriptor(number)
    }

    /// Lends a path as the system's calls take it.
    private static func withAddress(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(ErrorNumber) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let octets = Array(path.utf8)
        guard octets.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw ErrorNumber(rawValue: ENAMETOOLONG)
        }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: octets) }
        let result = unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe body(address, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else { throw .last }
    }

    /// Connects to who listens at a path.
    ///
    /// - Throws: the system's error: `ENOENT` where nothing is there, `ECONNREFUSED` where nobody listens any more.
    static func connect(to path: String) throws(ErrorNumber) -> Descriptor {
        let descriptor = try socket()
        try unsafe withAddress(path) { unsafe SystemCalls.connect(descriptor.number, $0, $1) }
        return descriptor
    }

    /// Listens at a path, for programs of the same user alone.
    static func listen(at path: String) throws(ErrorNumber) -> Descriptor {
        let descriptor = try socket()
        // What is made of it has these permissions from the beginning.
        guard fchmod(descriptor.number, 0o600) == 0 else { throw .last }
        try unsafe withAddress(path) { unsafe bind(descriptor.number, $0, $1) }
        guard unsafe chmod(path, 0o600) == 0, SystemCalls.listen(descriptor.number, backlog) == 0 else { throw .last }
        return descriptor
    }

    /// The next that has connected; `nil` when there is none.
    static func accept(_ descriptor: Int32) -> Descriptor? {
        let number = SystemCalls.accept(descriptor, nil, nil)
        guard number >= 0 else { return nil }
        _ = fcntl(number, F_SETFL, O_NONBLOCK)
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        return Descriptor(number)
    }

    /// Whether the other end's process is of the same user, or root's. unix(7), `SO_PEERCRED`
    static func isTrusted(_ descriptor: Int32) -> Bool {
        #if os(Linux)
            // struct ucred, which Swift does not see.
            var credentials: (process: Int32, user: UInt32, group: UInt32) = (0, 0, 0)
            var size = socklen_t(12)
            guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 else { return false }
            return credentials.user == geteuid() || credentials.user == 0
        #else
            return true
        #endif
    }

    /// What becomes of a message.
    enum Delivery { case sent, noRoom, gone }

    static func send(_ message: UnsafeRawBufferPointer, by descriptor: Int32) -> Delivery {
        while true {
            #if os(Linux)
                let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
            #else
                let flags = Int32(MSG_DONTWAIT)
            #endif
            if unsafe SystemCalls.send(descriptor, message.baseAddress, message.count, flags) >= 0 { return .sent }
            switch errno {
            case EINTR: continue
            case EAGAIN, ENOBUFS: return .noRoom
            default: return .gone
            }
        }
    }

    /// What has come.
    enum Arrival: Equatable { case message(Int), nothing, gone }

    /// - Parameter buffer: gets the message; the rest of one that is longer is lost.
    static func receive(into buffer: UnsafeMutableRawBufferPointer, from descriptor: Int32) -> Arrival {
        while true {
            let count = unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count > 0 { return .message(count) }
            if count == 0 { return .gone }
            switch errno {
            case EINTR: continue
            case EAGAIN: return .nothing
            default: return .gone
            }
        }
    }
}
