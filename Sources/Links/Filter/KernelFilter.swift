#if os(Linux)
    internal import CPcap
    internal import SystemCalls
    internal import Packets

    /// A program that the kernel runs on every frame before it is kept: classic BPF. bpf(4), socket(7) `SO_ATTACH_FILTER`
    struct KernelFilter {
        private(set) var instructions: [sock_filter]

        /// Keeps the first `snapLength` octets of every frame.
        init(keeping snapLength: Int) {
            // ret #snapLength
            instructions = [sock_filter(code: 0x06, jt: 0, jf: 0, k: UInt32(clamping: snapLength))]
        }

        /// Compiles an expression for one interface.
        ///
        /// libpcap compiles it on an activated handle of that very interface, because only then does it know where the
        /// kernel keeps VLAN tags, and attaches it to that handle's socket, because only then does it rewrite the offsets
        /// for sockets without a link header. There the program is read back.
        init(
            _ expression: String, interface name: String, linkType: LinkType, snapLength: Int
        ) throws(LinkError) {
            var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
            guard let handle = unsafe pcap_create(name, &message) else {
                throw LinkError(.systemFailed, linkName: name, message: Self.text(message))
            }
            defer { unsafe pcap_close(handle) }
            unsafe pcap_set_snaplen(handle, Int32(clamping: snapLength))
            // This handle's frames are never read.
            unsafe pcap_set_buffer_size(handle, 1 << 16)
            let status = unsafe pcap_activate(handle)
            guard status >= 0 else { throw unsafe PcapLink.error(status, handle, name) }
            if linkType == .linuxSLL2 { unsafe pcap_set_datalink(handle, DLT_LINUX_SLL2) }
            var netmask: bpf_u_int32 = 0
            var network: bpf_u_int32 = 0
            if unsafe pcap_lookupnet(name, &network, &netmask, &message) < 0 { netmask = CaptureFilter.unknownNetmask }
            var program = unsafe bpf_program()
            guard unsafe pcap_compile(handle, &program, expression, 1, netmask) == 0 else {
                let reason = unsafe PcapLink.reason(handle)
                throw CaptureFilter.error(expression, reason, linkName: name) { prefix in
                    unsafe CaptureFilter.compiles(prefix, handle, netmask)
                }
            }
            defer { unsafe pcap_freecode(&program) }
            guard unsafe pcap_setfilter(handle, &program) == 0 else {
                throw LinkError(.badFilter, linkName: name, message: unsafe PcapLink.reason(handle))
            }
            instructions = try Self.attached(to: unsafe pcap_fileno(handle), name)
            // libpcap filters by itself what the kernel cannot; then it attaches nothing.
            if instructions.isEmpty {
                throw LinkError(
                    .badFilter, linkName: name,
                    message: "the kernel cannot filter by '\(expression)'; use a display filter (-Y) for it")
            }
        }

        /// The program that is attached to a socket. socket(7), `SO_GET_FILTER`
        private static func attached(to descriptor: Int32, _ name: String) throws(LinkError) -> [sock_filter] {
            var count = socklen_t(0)
            guard unsafe getsockopt(descriptor, SOL_SOCKET, Self.getFilter, nil, &count) == 0 else {
                throw .system(errno, name, "read the filter back")
            }
            var instructions = [sock_filter](repeating: sock_filter(), count: Int(count))
            guard unsafe getsockopt(descriptor, SOL_SOCKET, Self.getFilter, &instructions, &count) == 0 else {
                throw .system(errno, name, "read the filter back")
            }
            return Array(instructions.prefix(Int(count)))
        }

        /// Attaches the program to a socket.
        func attach(to descriptor: Int32, _ name: String) throws(LinkError) {
            var instructions = instructions
            let result = unsafe instructions.withUnsafeMutableBufferPointer { instructions in
                var program = unsafe sock_fprog(len: UInt16(instructions.count), filter: instructions.baseAddress)
                return unsafe setsockopt(
                    descriptor, SOL_SOCKET, SO_ATTACH_FILTER, &program, socklen_t(MemoryLayout<sock_fprog>.size))
            }
            guard result == 0 else {
                throw .system(errno, name, "attach a filter of \(instructions.count) instructions")
            }
        }

        private static func text(_ message: [CChar]) -> String {
            String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }

        /// `SO_GET_FILTER`, which has the number of `SO_ATTACH_FILTER`.
        private static let getFilter = SO_ATTACH_FILTER
    }
#endif
