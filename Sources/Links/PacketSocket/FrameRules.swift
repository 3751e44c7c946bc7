#if os(Linux)
    internal import SystemCalls

    /// Where a frame lies in the ring. All positions count from the ring's start.
    struct FramePlace {
        var start: Int
        var end: Int
        /// The first octet before the frame that may be written to.
        var first: Int
        var originalLength: Int
    }

    /// Which frames of a ring are wanted, and what is put before or into them.
    struct FrameRules: Sendable {
        /// Whether the kernel gives frames without a link header, so that one is put before them.
        var isCooked = false
        /// Whether frames have Ethernet's header.
        var isEthernet = false
        /// The only direction that is wanted; both when `nil`.
        var direction: FrameDirection?
        /// The loopback interface, which shows each frame going out and coming in.
        var loopbackIndex: Int32 = 0
        /// The most octets of a frame that are shown, with what was put before it.
        var snapLength = 262_144
        /// The octets of a cooked header.
        static let cookedHeaderLength = 20

        /// Whether a frame is wanted. Of the two that loopback shows the one that comes in is, unless only those that go
        /// out are wanted.
        @inline(__always)
        func wants(_ address: sockaddr_ll) -> Bool {
            let isOutbound = address.sll_pkttype == UInt8(PACKET_OUTGOING)
            switch direction {
            case nil: return !isOutbound || address.sll_ifindex != loopbackIndex
            case .inbound: return !isOutbound
            case .outbound: return isOutbound
            }
        }

        /// Puts the VLAN tag back that was taken out, and the cooked header before the packet. The room is that which the
        /// kernel leaves before each frame.
        @inline(__always)
        func complete(
            _ place: inout FramePlace, _ address: sockaddr_ll, _ tag: VLANTag?, in memory: UnsafeMutableRawPointer
        ) {
            if isCooked {
                unsafe cook(&place, address, tag, in: memory)
            } else if let tag, isEthernet {
                unsafe insert(tag, &place, in: memory)
            }
            place.end = min(place.end, place.start &+ snapLength)
        }

        /// Moves the two MAC addresses to the front and puts the tag after them. IEEE 802.1Q 9.3
        private func insert(_ tag: VLANTag, _ place: inout FramePlace, in memory: UnsafeMutableRawPointer) {
            guard place.start &- 4 >= place.first, place.end &- place.start >= 12 else { return }
            let start = unsafe memory + place.start
            unsafe memmove(start - 4, start, 12)
            unsafe Self.store(tag, at: start + 8)
            place.start &-= 4
            place.originalLength &+= 4
        }

        /// Puts a Linux cooked header, version 2, before the packet, and the tag between them.
        /// https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2.html
        private func cook(
            _ place: inout FramePlace, _ address: sockaddr_ll, _ tag: VLANTag?, in memory: UnsafeMutableRawPointer
        ) {
            let added = Self.cookedHeaderLength &+ (tag == nil ? 0 : 4)
            guard place.start &- added >= place.first else { return }
            place.start &-= added
            place.originalLength &+= added
            let header = unsafe memory + place.start
            var type = address.sll_protocol
            if let tag {
                // The tag's own type moves into the header, and the packet's comes after the tag.
                unsafe (header + 20).storeBytes(of: tag.controlInformation.bigEndian, as: UInt16.self)
                unsafe (header + 22).storeBytes(of: type, as: UInt16.self)
                type = tag.protocolIdentifier.bigEndian
            }
            unsafe header.storeBytes(of: type, as: UInt16.self)
            unsafe (header + 2).storeBytes(of: 0, as: UInt16.self)
            unsafe (header + 4).storeBytes(of: address.sll_ifindex.bigEndian, as: Int32.self)
            unsafe (header + 8).storeBytes(of: address.sll_hatype.bigEndian, as: UInt16.self)
            unsafe (header + 10).storeBytes(of: address.sll_pkttype, as: UInt8.self)
            unsafe (header + 11).storeBytes(of: address.sll_halen, as: UInt8.self)
            unsafe withUnsafeBytes(of: address.sll_addr) { octets in
                unsafe (header + 12).copyMemory(from: octets.baseAddress.unsafelyUnwrapped, byteCount: 8)
            }
        }

        private static func store(_ tag: VLANTag, at place: UnsafeMutableRawPointer) {
            unsafe place.storeBytes(of: tag.protocolIdentifier.bigEndian, as: UInt16.self)
            unsafe (place + 2).storeBytes(of: tag.controlInformation.bigEndian, as: UInt16.self)
        }
    }
#endif
