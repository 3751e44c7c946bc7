internal import CPcap
public import Packets

/// A network interface by libpcap: the link for systems other than Linux, and for what only libpcap knows how to open. Frames
/// are copied once. pcap(3PCAP)
@safe public final class PcapLink: Link {
    public let name: String
    public let linkType: LinkType
    /// What is not known to libpcap: as much as its snap length lets through.
    public let mtu: Int
    public let hardwareAddress: MACAddress? = nil
    public let pollDescriptor: Int32?

    private let handle: OpaquePointer
    private let queue: FrameQueue
    private var sentCount: UInt64 = 0

    /// How a `PcapLink` is opened.
    public struct Options: Sendable {
        /// The most octets of a frame that are kept.
        public var snapLength = 262_144
        /// Whether frames that are for others are received too.
        public var isPromiscuous = false
        /// Whether each frame is handed over at once.
        public var isImmediate = true
        /// Octets of the system's buffer; its default when `nil`.
        public var bufferSize: Int?
        /// An expression that chooses frames. pcap-filter(7)
        public var filter: String?

        public init() {}
    }

    /// Opens an interface.
    ///
    /// - Throws: `LinkError`: `notPermitted`, `noSuchInterface`, `interfaceDown`, `badFilter`, `systemFailed`.
    public init(_ name: String, options: Options = Options()) throws(LinkError) {
        self.name = name
        let handle = unsafe try Self.activate(name, options)
        unsafe self.handle = handle
        let number = unsafe pcap_datalink(handle)
        // In memory raw IP has the number that a BSD gave it.
        linkType = number == 12 || number == 14 ? .raw : LinkType(rawValue: UInt32(bitPattern: number))
        mtu = options.snapLength
        let descriptor = unsafe pcap_get_selectable_fd(handle)
        pollDescriptor = descriptor >= 0 ? descriptor : nil
        queue = FrameQueue(capacity: 16, frameLimit: max(64, options.snapLength))
    }

    deinit { unsafe pcap_close(handle) }

    private static func activate(_ name: String, _ options: Options) throws(LinkError) -> OpaquePointer {
        var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        guard let handle = unsafe pcap_create(name, &message) else {
            throw LinkError(.systemFailed, linkName: name, message: "libpcap cannot open it")
        }
        do throws(LinkError) {
            unsafe try set(up: handle, name, options)
            return unsafe handle
        } catch {
            unsafe pcap_close(handle)
            throw error
        }
    }

    private static func set(up handle: OpaquePointer, _ name: String, _ options: Options) throws(LinkError) {
        unsafe pcap_set_snaplen(handle, Int32(clamping: options.snapLength))
        unsafe pcap_set_promisc(handle, options.isPromiscuous ? 1 : 0)
        unsafe pcap_set_immediate_mode(handle, options.isImmediate ? 1 : 0)
        unsafe pcap_set_timeout(handle, 20)
        unsafe pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO)
        if let size = options.bufferSize { unsafe pcap_set_buffer_size(handle, Int32(clamping: size)) }
        let status = unsafe pcap_activate(handle)
        guard status >= 0 else { throw unsafe Self.error(status, handle, name) }
        var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        guard unsafe pcap_setnonblock(handle, 1, &message) == 0 else {
            throw LinkError(.systemFailed, linkName: name, message: unsafe Self.reason(handle))
        }
        if let expression = options.filter, !expression.isEmpty { unsafe try Self.filter(handle, expression, name) }
    }

    private static func filter(_ handle: OpaquePointer, _ expression: String, _ name: String) throws(LinkError) {
        var program = unsafe bpf_program()
        guard unsafe pcap_compile(handle, &program, expression, 1, CaptureFilter.unknownNetmask) == 0 else {
            let reason = unsafe Self.reason(handle)
            throw CaptureFilter.error(expression, reason, linkName: name) { prefix in
                unsafe CaptureFilter.compiles(prefix, handle, CaptureFilter.unknownNetmask)
            }
        }
        defer { unsafe pcap_freecode(&program) }
        guard unsafe pcap_setfilter(handle, &program) == 0 else {
            throw LinkError(.badFilter, linkName: name, message: unsafe Self.reason(handle))
        }
    }

    static func reason(_ handle: OpaquePointer) -> String { unsafe String(cString: pcap_geterr(handle)) }

    /// The error for a handle that could not be activated.
    static func error(_ status: Int32, _ handle: OpaquePointer, _ name: String) -> LinkError {
        switch status {
        case PCAP_ERROR_PERM_DENIED, PCAP_ERROR_PROMISC_PERM_DENIED:
            LinkError(.notPermitted, linkName: name, message: "not permitted to capture; it needs CAP_NET_RAW")
        case PCAP_ERROR_NO_SUCH_DEVICE: .noSuchInterface(name)
        case PCAP_ERROR_IFACE_NOT_UP:
            LinkError(.interfaceDown, linkName: name, message: "the interface is down")
        default:
            LinkError(
                .systemFailed, linkName: name,
                message: unsafe "libpcap: \(String(cString: pcap_statustostr(status))) \(reason(handle))")
        }
    }

    @_lifetime(borrow self)
    public func receive() throws(LinkError) -> ReceivedFrame? {
        let queue = queue
        let handle = unsafe handle
        let name = name
        let isThere = unsafe try queue.append { (place) throws(LinkError) in
            var header: UnsafeMutablePointer<pcap_pkthdr>?
            var octets: UnsafePointer<UInt8>?
            let status = unsafe pcap_next_ex(handle, &header, &octets)
            guard status >= 0 else {
                let isGone = status == PCAP_ERROR_IFACE_NOT_UP || InterfaceNames.index(of: name) == nil
                throw LinkError(
                    isGone ? .interfaceGone : .systemFailed, linkName: name, message: unsafe Self.reason(handle))
            }
            guard status == 1, let header = unsafe header, let octets = unsafe octets else { return nil }
            let length = min(unsafe Int(header.pointee.caplen), place.count)
            unsafe place.copyMemory(from: UnsafeRawBufferPointer(start: octets, count: length))
            // With nanosecond precision the microseconds are nanoseconds.
            let time = unsafe Timestamp(
                seconds: CPcap_seconds(header), nanoseconds: UInt32(truncatingIfNeeded: CPcap_fraction(header)))
            let originalLength = unsafe Int(header.pointee.len)
            return (0..<length, FrameDetails(timestamp: time, originalLength: originalLength))
        }
        guard isThere, let frame = queue.next() else { return nil }
        return unsafe _overrideLifetime(frame, borrowing: self)
    }

    public func send(_ frame: RawSpan, offload: FrameOffload?) throws(LinkError) {
        guard offload == nil else {
            throw LinkError(.unsupported, linkName: name, message: "this link does no work for its sender")
        }
        let count = unsafe frame.withUnsafeBytes { unsafe pcap_inject(handle, $0.baseAddress, $0.count) }
        guard count >= 0 else {
            throw LinkError(.systemFailed, linkName: name, message: unsafe Self.reason(handle))
        }
        sentCount += 1
    }

    public func statistics() throws(LinkError) -> LinkStatistics {
        var counts = pcap_stat()
        guard unsafe pcap_stats(handle, &counts) == 0 else {
            throw LinkError(.systemFailed, linkName: name, message: unsafe Self.reason(handle))
        }
        return LinkStatistics(received: UInt64(counts.ps_recv), dropped: UInt64(counts.ps_drop), sent: sentCount)
    }
}
