#if os(Linux)
    internal import SystemCalls
    internal import Packets

    /// The program's end of a TUN or TAP device. Documentation/networking/tuntap.rst
    final class TunnelDevice {
        let name: String
        let mtu: Int
        /// The index of the kernel's end.
        let interfaceIndex: UInt32
        /// The address of the kernel's end.
        let kernelAddress: MACAddress?
        let usesOffloads: Bool
        let descriptor: Int32

        private let isTap: Bool
        private let owned: Descriptor
        private let queue: FrameQueue
        private var counted = LinkStatistics()

        /// The longest frame with segmentation: 64 KiB of IP packet and Ethernet's header.
        private static let longest = 65_536 + 64

        /// Makes a device, or opens one that stays when its program is gone (`ip tuntap add`).
        ///
        /// - Parameter name: the device's; the kernel chooses one when it is empty or ends in `%d`.
        init(_ name: String, isTap: Bool, options: TunnelOptions) throws(LinkError) {
            guard name.utf8.count < Int(IFNAMSIZ) else {
                throw LinkError(
                    .noSuchInterface, linkName: name, message: "an interface's name has at most \(IFNAMSIZ - 1) bytes")
            }
            let number = unsafe open("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK)
            guard number >= 0 else {
                throw .system(errno, name, "open /dev/net/tun", capability: "CAP_NET_ADMIN")
            }
            owned = Descriptor(number)
            descriptor = number
            var buffer = Array(name.utf8) + [UInt8](repeating: 0, count: Int(IFNAMSIZ) - name.utf8.count)
            let kind = (isTap ? IFF_TAP : IFF_TUN) | IFF_NO_PI | (options.usesOffloads ? IFF_VNET_HDR : 0)
            let result = unsafe buffer.withUnsafeMutableBytes { buffer in
                unsafe CLinux_attach_tunnel(
                    number, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(kind),
                    options.usesOffloads ? Int32(VirtioHeader.length) : 0,
                    UInt32(TUN_F_CSUM | TUN_F_TSO4 | TUN_F_TSO6))
            }
            guard result == 0 else { throw .system(-result, name, "make the device", capability: "CAP_NET_ADMIN") }
            let given = String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
            self.name = given
            self.isTap = isTap
            usesOffloads = options.usesOffloads
            mtu = options.mtu
            queue = FrameQueue(
                capacity: max(2, options.capacity),
                frameLimit: options.usesOffloads ? Self.longest + VirtioHeader.length : options.mtu + 22)
            try Self.configure(given, options)
            let facts = try InterfaceFacts(given, mustBeUp: false)
            interfaceIndex = facts.index
            kernelAddress = facts.address
        }

        /// Gives the kernel's end what the options say.
        private static func configure(_ name: String, _ options: TunnelOptions) throws(LinkError) {
            func check(_ result: Int32, _ action: String) throws(LinkError) {
                guard result == 0 else { throw .system(-result, name, action, capability: "CAP_NET_ADMIN") }
            }
            // A device that is there may be another's to configure: what it has is left alone.
            let present = try InterfaceFacts(name, mustBeUp: false)
            if present.mtu != options.mtu {
                try check(unsafe CLinux_set_mtu(name, Int32(clamping: options.mtu)), "set the MTU to \(options.mtu)")
            }
            if let (address, length) = options.ipv4 {
                precondition((0...32).contains(length), "an IPv4 prefix has 0 to 32 bits")
                let mask: UInt32 = length == 0 ? 0 : ~0 << UInt32(32 - length)
                try check(
                    unsafe CLinux_set_ipv4_address(name, address.rawValue.bigEndian, mask.bigEndian),
                    "give it the address \(address)")
            }
            if options.isUp, !present.isUp { try check(unsafe CLinux_bring_up(name), "bring it up") }
            for (address, length) in options.ipv6 {
                precondition((0...128).contains(length), "an IPv6 prefix has 0 to 128 bits")
                var octets = [UInt8](repeating: 0, count: 16)
                for index in 0..<8 {
                    octets[index] = UInt8(truncatingIfNeeded: address.high >> UInt64(56 - 8 * index))
                    octets[index + 8] = UInt8(truncatingIfNeeded: address.low >> UInt64(56 - 8 * index))
                }
                let index = Int32(bitPattern: InterfaceNames.index(of: name) ?? 0)
                try check(
                    unsafe CLinux_add_ipv6_address(index, octets, UInt32(length)), "give it the address \(address)")
            }
        }

        /// The next frame that the kernel has sent.
        @_lifetime(borrow self)
        func receive() throws(LinkError) -> ReceivedFrame? {
            let queue = queue
            let (descriptor, name, usesOffloads) = (descriptor, name, usesOffloads)
            let isThere = try unsafe queue.append { (place) throws(LinkError) in
                let count = unsafe read(descriptor, place.baseAddress, place.count)
                guard count >= 0 else {
                    if errno == EAGAIN || errno == EINTR { return nil }
                    throw .system(errno == EBADFD ? ENODEV : errno, name, "receive")
                }
                let skipped = usesOffloads ? VirtioHeader.length : 0
                guard count >= skipped else { return nil }
                var details = FrameDetails(
                    timestamp: .now, originalLength: count - skipped, direction: .inbound)
                if usesOffloads { unsafe VirtioHeader(UnsafeRawBufferPointer(place)).complete(&details) }
                return (skipped..<count, details)
            }
            guard isThere, let frame = queue.next() else { return nil }
            counted.received += 1
            return unsafe _overrideLifetime(frame, borrowing: self)
        }

        /// Hands a frame to the kernel, which receives it. A long segment that the kernel finds fault with is cut here.
        func send(_ frame: borrowing FramePieces, offload: FrameOffload?) throws(LinkError) {
            guard offload == nil || usesOffloads else {
                throw LinkError(.unsupported, linkName: name, message: "the device was made without offloads")
            }
            let isSegmented = offload.map { $0.segmentation != .none } ?? false
            let limit = isSegmented ? Self.longest : mtu + (isTap ? 18 : 0)
            guard frame.byteCount <= limit else {
                throw LinkError(
                    .frameTooLong, linkName: name,
                    message: "a frame of \(frame.byteCount) bytes is too long: at most \(limit) with an MTU of \(mtu)")
            }
            let number = write(frame, usesOffloads ? VirtioHeader(offload) : nil)
            if number == 0 { return counted.sent += 1 }
            if number == EINVAL, isSegmented, let offload,
                var cutter = SegmentCutter(frame, offload, linkType: isTap ? .ethernet : .raw)
            {
                return try cutter.cut(frame) { (segment) throws(LinkError) in
                    try send(FramePieces(segment), offload: nil)
                }
            }
            throw .system(number == EIO ? ENETDOWN : number == EBADFD ? ENODEV : number, name, "send")
        }

        /// Writes a frame, waiting while there is no room.
        ///
        /// - Returns: the error's number; 0 when the kernel took it.
        private func write(_ frame: borrowing FramePieces, _ header: VirtioHeader?) -> Int32 {
            while true {
                guard frame.write(to: descriptor, behind: header) < 0 else { return 0 }
                let number = errno
                switch number {
                case EINTR: continue
                case EAGAIN:
                    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = unsafe poll(&request, 1, 100)
                default: return number
                }
            }
        }

        func statistics() -> LinkStatistics { counted }
    }
#endif
