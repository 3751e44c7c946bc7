#if os(Linux)
    internal import CHostNetwork
    internal import Packets

    /// One message of the kernel's: a header of sixteen octets and what it says. netlink(7), `nlmsghdr`
    struct NetlinkMessage: ~Escapable {
        static var headerLength: Int { 16 }

        let type: Int
        let flags: Int
        let sequence: UInt32
        /// What follows the header.
        let payload: RawSpan

        /// The message that starts at `offset`; `nil` when the octets do not hold it.
        @_lifetime(copy octets)
        init?(_ octets: RawSpan, at offset: Int) {
            guard offset >= 0, offset + Self.headerLength <= octets.byteCount else { return nil }
            let length = Int(octets.hostLong(offset))
            guard length >= Self.headerLength, offset + length <= octets.byteCount else { return nil }
            type = Int(octets.hostWord(offset + 4))
            flags = Int(octets.hostWord(offset + 6))
            sequence = octets.hostLong(offset + 8)
            payload = octets.clamped(offset + Self.headerLength, offset + length)
        }

        /// How far the next message is, in octets.
        var stride: Int { (payload.byteCount + Self.headerLength + 3) & ~3 }

        /// The attributes behind a family's own header of `length` octets.
        @_lifetime(copy self)
        func attributes(behind length: Int) -> NetlinkAttributes {
            NetlinkAttributes(payload.clamped((length + 3) & ~3, payload.byteCount))
        }

        /// Whether the tables changed while they were read.
        var isInterrupted: Bool { flags & Int(NLM_F_DUMP_INTR) != 0 }

        /// The error number that an answer ends with, positive; 0 is success.
        var errorNumber: Int32 {
            let number = Int32(bitPattern: payload.hostLong(0))
            return number == .min ? .max : abs(number)
        }

        /// What the kernel says of an error in words; empty when it says nothing. `NLMSGERR_ATTR_MSG`
        var explanation: String {
            guard type == Int(NLMSG_ERROR), flags & Int(NLM_F_ACK_TLVS) != 0 else { return "" }
            // The request's header follows the number, and its body too unless it was left out.
            let isCapped = flags & Int(NLM_F_CAPPED) != 0
            let length = isCapped ? Self.headerLength : Int(payload.hostLong(4))
            var attributes = NetlinkAttributes(payload.clamped(4 + (length + 3) & ~3, payload.byteCount))
            while let attribute = attributes.next() {
                if attribute.type == Int(NLMSGERR_ATTR_MSG.rawValue) { return attribute.payload.text }
            }
            return ""
        }
    }
#endif
