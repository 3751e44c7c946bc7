#if os(Linux)
    internal import SystemCalls

    /// What stands before each frame of a TUN or TAP device with `IFF_VNET_HDR`, and of a packet socket with
    /// `PACKET_VNET_HDR`: `struct virtio_net_hdr`, with numbers in the host's order. Virtual I/O Device 1.2, section 5.1.6.
    struct VirtioHeader {
        /// In octets.
        static let length = 10
        private var header = virtio_net_hdr()

        /// The header of a frame that is sent.
        init(_ offload: FrameOffload?) {
            guard let offload else { return }
            if let checksum = offload.checksum {
                header.flags = UInt8(VIRTIO_NET_HDR_F_NEEDS_CSUM)
                header.csum_start = checksum.start
                header.csum_offset = checksum.offset
            }
            header.gso_type = offload.segmentation.rawValue
            header.gso_size = offload.segmentSize
            header.hdr_len = offload.headerLength
        }

        /// The header at the start of what was received.
        @unsafe init(_ octets: UnsafeRawBufferPointer) {
            header = unsafe octets.loadUnaligned(as: virtio_net_hdr.self)
        }

        /// What the link would still have done to the frame.
        func complete(_ details: inout FrameDetails) {
            let needsChecksum = Int32(header.flags) & VIRTIO_NET_HDR_F_NEEDS_CSUM != 0
            let kind = header.gso_type & ~UInt8(VIRTIO_NET_HDR_GSO_ECN)
            let segmentation = FrameOffload.Segmentation(rawValue: kind) ?? .none
            details.isChecksumPending = needsChecksum
            guard needsChecksum || segmentation != .none else { return }
            details.offload = FrameOffload(
                checksum: needsChecksum ? (start: header.csum_start, offset: header.csum_offset) : nil,
                segmentation: segmentation, segmentSize: header.gso_size, headerLength: header.hdr_len)
        }
    }

    extension FramePieces {
        /// Hands the frame to the kernel with one call, virtio's header before it where there is one. writev(2)
        ///
        /// - Returns: how many octets it took; -1 with `errno` set when it took none.
        func write(to descriptor: Int32, behind virtio: VirtioHeader?) -> Int {
            // Of nothing at all writev(2) says that it is written, whatever is behind the descriptor.
            guard byteCount > 0 else {
                errno = EINVAL
                return -1
            }
            var before = virtio ?? VirtioHeader(nil)
            let skipped = virtio == nil ? 1 : 0
            let count = second.isEmpty ? first.isEmpty ? 2 : 3 : 4
            return unsafe withUnsafeMutableBytes(of: &before) { before in
                unsafe header.withUnsafeBytes { header in
                    unsafe first.withUnsafeBytes { first in
                        unsafe second.withUnsafeBytes { second in
                            var pieces = unsafe (
                                iovec(iov_base: before.baseAddress, iov_len: VirtioHeader.length),
                                Self.piece(header), Self.piece(first), Self.piece(second)
                            )
                            return unsafe withUnsafeBytes(of: &pieces) { pieces in
                                let start = unsafe pieces.baseAddress.unsafelyUnwrapped
                                    .assumingMemoryBound(to: iovec.self)
                                return unsafe writev(descriptor, start + skipped, Int32(count - skipped))
                            }
                        }
                    }
                }
            }
        }

        private static func piece(_ octets: UnsafeRawBufferPointer) -> iovec {
            unsafe iovec(iov_base: UnsafeMutableRawPointer(mutating: octets.baseAddress), iov_len: octets.count)
        }
    }
#endif
