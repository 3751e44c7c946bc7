#if os(Linux)
    internal import CHostNetwork
    internal import Packets

    /// One message of the kernel's: a header of sixteen octets and what it says. netlink(7), `nlmsghdr`
    struct NetlinkMessage: ~Escapable {
        static var headerLength: Int { MemoryLayout<nlmsghdr>.size }

        /// A length filled up to four octets, where what follows starts. `NLMSG_ALIGN`, `NLA_ALIGN`
        static func aligned(_ length: Int) -> Int { (length + 3) & ~3 }

        let type: Int
        let flags: Int
        let sequence: UInt32
        /// What follows the header.
        let payload: RawSpan

        /// The message that starts at `offset`; `nil` when the octets do not hold it.
        @_lifetime(copy octets)
        init?(_ octets: RawSpan, at offset: Int) {
            guard let header = octets.structure(nlmsghdr.self, at: offset) else { return nil }
            let length = Int(header.nlmsg_len)
            guard length >= Self.headerLength, offset + length <= octets.byteCount else { return nil }
            type = Int(header.nlmsg_type)
            flags = Int(header.nlmsg_flags)
            sequence = header.nlmsg_seq
            payload = octets.clamped(offset + Self.headerLength, offset + length)
        }

        /// How far the next message is, in octets.
        var stride: Int { Self.aligned(payload.byteCount + Self.headerLength) }

        /// The family's own header, which the payload begins with; `nil` when it does not hold one.
        func header<T: BitwiseCopyable>(_: T.Type) -> T? { payload.structure(T.self) }

        /// The attributes behind a family's own header.
        @_lifetime(copy self)
        func attributes<T>(behind _: T.Type) -> NetlinkAttributes {
            NetlinkAttributes(payload.clamped(Self.aligned(MemoryLayout<T>.size), payload.byteCount))
        }

        /// Whether the tables changed while they were read.
        var isInterrupted: Bool { flags & Int(NLM_F_DUMP_INTR) != 0 }

        /// The error number that an answer ends with, positive; 0 is success.
        var errorNumber: Int32 {
            let number = payload.number(Int32.self)
            return number == .min ? .max : abs(number)
        }

        /// What the kernel says of an error in words; empty when it says nothing. `NLMSGERR_ATTR_MSG`
        var explanation: String {
            guard type == Int(NLMSG_ERROR), flags & Int(NLM_F_ACK_TLVS) != 0 else { return "" }
            // The request's header follows the number, and its body too unless it was left out.
            let isCapped = flags & Int(NLM_F_CAPPED) != 0
            let request = payload.structure(over: nlmsgerr()).msg
            let length = isCapped ? Self.headerLength : Int(request.nlmsg_len)
            let start = MemoryLayout<Int32>.size + Self.aligned(length)
            var attributes = NetlinkAttributes(payload.clamped(start, payload.byteCount))
            while let attribute = attributes.next() {
                if attribute.type == Int(NLMSGERR_ATTR_MSG.rawValue) { return attribute.payload.text }
            }
            return ""
        }
    }
#endif
