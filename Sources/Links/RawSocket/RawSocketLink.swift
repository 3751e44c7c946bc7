#if os(Linux)
    internal import SystemCalls
    public import Packets

    /// IPv4 packets handed to the host's own stack for sending, with their headers. raw(7), `IP_HDRINCL`
    ///
    /// This is the way to what listens on loopback: the host drops frames of 127.0.0.0/8 that a packet socket puts on `lo`.
    /// The kernel fills in the header's checksum and total length whatever they were, and an identification of 0. Opening
    /// one needs `CAP_NET_RAW`. It only sends.
    public final class RawSocketLink: Link {
        public let name: String
        public var linkType: LinkType { .ipv4 }
        public let mtu: Int
        public var hardwareAddress: MACAddress? { nil }

        private let socket: Descriptor
        private var sentCount: UInt64 = 0

        /// Opens a socket whose packets leave by an interface.
        ///
        /// - Throws: `LinkError`: `notPermitted`, `noSuchInterface`, `interfaceDown`, `systemFailed`.
        public init(_ name: String) throws(LinkError) {
            self.name = name
            mtu = try InterfaceFacts(name).mtu
            let number = Glibc.socket(AF_INET, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), Int32(IPPROTO_RAW))
            guard number >= 0 else { throw .system(errno, name, "open a raw socket", capability: "CAP_NET_RAW") }
            socket = Descriptor(number)
            let device = Array(name.utf8)
            let size = socklen_t(device.count)
            let result = unsafe device.withUnsafeBytes { name in
                unsafe setsockopt(number, SOL_SOCKET, SO_BINDTODEVICE, name.baseAddress, size)
            }
            guard result == 0 else { throw .system(errno, name, "bind to the interface", capability: "CAP_NET_RAW") }
        }

        @_lifetime(borrow self)
        public func receive() throws(LinkError) -> ReceivedFrame? { nil }

        public func send(_ frame: RawSpan, offload: FrameOffload?) throws(LinkError) {
            guard offload == nil else {
                throw LinkError(.unsupported, linkName: name, message: "this link does no work for its sender")
            }
            guard frame.byteCount >= 20, frame.value(of: IPv4.version) == 4 else {
                throw LinkError(
                    .unsupported, linkName: name, message: "only IPv4 packets, with a whole header, are sent this way")
            }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = frame.value(of: IPv4.destination).rawValue.bigEndian
            let size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let destination = unsafe withUnsafeBytes(of: &address) { unsafe [UInt8]($0) }
            while true {
                let count = unsafe frame.withUnsafeBytes { octets in
                    unsafe destination.withUnsafeBytes { destination in
                        unsafe sendto(
                            socket.number, octets.baseAddress, octets.count, 0,
                            destination.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: sockaddr.self), size)
                    }
                }
                if count >= 0 { break }
                switch errno {
                case EINTR: continue
                case EMSGSIZE:
                    throw LinkError(
                        .frameTooLong, linkName: name,
                        message: "a packet of \(frame.byteCount) bytes is too long: the MTU is \(mtu)")
                default: throw .system(errno, name, "send")
                }
            }
            sentCount += 1
        }

        public func statistics() throws(LinkError) -> LinkStatistics {
            var counted = LinkStatistics()
            counted.sent = sentCount
            return counted
        }
    }
#endif
