#if os(Linux)
    internal import CHostNetwork

    /// A message to the kernel, made piece by piece. netlink(7)
    struct NetlinkRequest {
        /// The whole message; length, flags and sequence number are written when it is sent.
        private(set) var octets: [UInt8]
        let type: Int

        /// - Parameter type: such as `RTM_GETLINK`.
        init(_ type: Int) {
            self.type = type
            octets = [UInt8](repeating: 0, count: NetlinkMessage.headerLength)
        }

        /// Appends a number in the host's order.
        mutating func append<T: FixedWidthInteger & BitwiseCopyable>(_ number: T) {
            octets.append(contentsOf: repeatElement(0, count: MemoryLayout<T>.size))
            set(number, at: octets.count - MemoryLayout<T>.size)
        }

        mutating func append(octets more: [UInt8]) { octets += more }

        /// Appends an attribute and what fills it up to four octets.
        mutating func append(_ type: Int, octets value: [UInt8]) {
            append(UInt16(truncatingIfNeeded: value.count + 4))
            append(UInt16(truncatingIfNeeded: type))
            octets += value
            while octets.count % 4 != 0 { octets.append(0) }
        }

        /// Appends an attribute that is a number in the host's order.
        mutating func append<T: FixedWidthInteger & BitwiseCopyable>(_ type: Int, _ number: T) {
            append(UInt16(truncatingIfNeeded: MemoryLayout<T>.size + 4))
            append(UInt16(truncatingIfNeeded: type))
            append(number)
            while octets.count % 4 != 0 { octets.append(0) }
        }

        /// Writes what is known when the message is sent.
        mutating func finish(flags: Int, sequence: UInt32) {
            var header = nlmsghdr()
            header.nlmsg_len = UInt32(truncatingIfNeeded: octets.count)
            header.nlmsg_type = UInt16(truncatingIfNeeded: type)
            header.nlmsg_flags = UInt16(truncatingIfNeeded: flags)
            header.nlmsg_seq = sequence
            set(header, at: 0)
        }

        private mutating func set<T: BitwiseCopyable>(_ value: T, at offset: Int) {
            unsafe withUnsafeBytes(of: value) { source in
                for index in source.indices { unsafe octets[offset + index] = source[index] }
            }
        }
    }
#endif
