#if os(Linux)
    internal import CHostNetwork
    internal import Packets

    /// One attribute of a netlink message: a number for what it is, and its octets. netlink(7)
    struct NetlinkAttribute: ~Escapable {
        /// What it is, without the flags that mark nesting and byte order (`NLA_TYPE_MASK`).
        let type: Int
        let payload: RawSpan

        @_lifetime(copy payload)
        init(type: Int, payload: RawSpan) {
            self.type = type
            self.payload = payload
        }

        /// The attributes that it holds.
        var attributes: NetlinkAttributes {
            @_lifetime(copy self) get { NetlinkAttributes(payload) }
        }
    }

    /// The attributes of a message, or of an attribute that nests others: `while let attribute = attributes.next()`.
    ///
    /// Ends at the first whose length cannot be right.
    struct NetlinkAttributes: ~Escapable {
        private let octets: RawSpan
        private var offset = 0

        @_lifetime(copy octets)
        init(_ octets: RawSpan) { self.octets = octets }

        @_lifetime(copy self)
        mutating func next() -> NetlinkAttribute? {
            guard let header = octets.structure(nlattr.self, at: offset) else { return nil }
            let length = Int(header.nla_len)
            let fixed = MemoryLayout<nlattr>.size
            guard length >= fixed, offset + length <= octets.byteCount else { return nil }
            let attribute = NetlinkAttribute(
                type: Int(header.nla_type & 0x3fff), payload: octets.clamped(offset + fixed, offset + length))
            offset += NetlinkMessage.aligned(length)
            return attribute
        }

        /// The first that is left of this type.
        @_lifetime(copy self)
        func first(_ type: Int) -> NetlinkAttribute? {
            var rest = self
            while let attribute = rest.next() {
                if attribute.type == type { return attribute }
            }
            return nil
        }
    }
#endif
