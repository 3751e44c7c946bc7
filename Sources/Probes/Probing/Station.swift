#if os(Linux)
    internal import HostNetwork
    public import Links
    public import NetStack
    public import NetStackSockets
    public import Packets
    public import Sending
    internal import SystemCalls

    /// A host of the program's own at a link: a stack answers whoever asks for its addresses, as a kernel does, and others hear what
    /// comes and send what they like beside it, as packet sockets do beside a kernel.
    ///
    /// It works while one of those who hear is asked for frames. One thread owns it, and all of them.
    public final class Station {
        private let base: any Link
        private var stack: Stack
        private let interface: InterfaceID
        private let addresses: [Interface.Address]
        private let gateways: [IPAddress]
        private var ears: [WeakEar] = []

        private struct WeakEar { weak var ear: StationEar? }

        /// - Parameter link: of Ethernet frames; the station's own from here on.
        public init(
            _ link: any Link, addresses: [Interface.Address], gateways: [IPAddress], secrets: StackSecrets = .random()
        ) {
            base = link
            self.addresses = addresses
            self.gateways = gateways
            var configuration = StackConfiguration(secrets: secrets)
            configuration.connectionLimit = 1
            configuration.socketLimit = 1
            stack = Stack(configuration)
            interface = stack.add(
                Interface(
                    hardwareAddress: link.hardwareAddress, mtu: link.mtu, addresses: addresses, gateways: gateways))
        }

        /// The host as senders see it.
        public var host: OwnHost {
            OwnHost(
                hear(), addresses: addresses.map { ($0.address, $0.prefixLength) }, gateways: gateways
            ) { () throws(LinkError) in self.hear() }
        }

        /// A link by which all is heard that comes, from now on.
        public func hear() -> any Link {
            let ear = StationEar(self, base)
            ears.removeAll { $0.ear == nil }
            ears.append(WeakEar(ear: ear))
            return ear
        }

        /// Hands what has come to the stack and to who listens, and sends what the stack answers.
        fileprivate func work() throws(LinkError) {
            let base = base
            let now = System.nanoseconds()
            while let frame = try base.receive() {
                let octets = unsafe frame.bytes.withUnsafeBytes { unsafe [UInt8]($0) }
                for ear in ears { ear.ear?.append(octets, frame.details) }
                stack.receive(frame.bytes, on: interface, now: now)
            }
            try Self.send(&stack, by: base, now: now)
        }

        private static func send(_ stack: inout Stack, by link: any Link, now: UInt64) throws(LinkError) {
            while let frame = stack.next(now: now) { try link.send(frame) }
        }
    }

    /// One who hears what comes to a station.
    private final class StationEar: Link {
        private let station: Station
        private let base: any Link
        private var frames: [(octets: [UInt8], details: FrameDetails)] = []
        private var head = 0
        private var lent: [UInt8] = []
        private var dropped: UInt64 = 0

        /// How many frames may wait to be taken.
        private static let limit = 4096

        init(_ station: Station, _ base: any Link) {
            self.station = station
            self.base = base
        }

        func append(_ octets: [UInt8], _ details: FrameDetails) {
            guard frames.count - head < Self.limit else { return dropped += 1 }
            frames.append((octets, details))
        }

        var name: String { base.name }
        var linkType: LinkType { base.linkType }
        var mtu: Int { base.mtu }
        var hardwareAddress: MACAddress? { base.hardwareAddress }
        var pollDescriptor: Int32? { base.pollDescriptor }

        @_lifetime(borrow self)
        func receive() throws(LinkError) -> ReceivedFrame? {
            if head == frames.count { try station.work() }
            guard head < frames.count else { return nil }
            let details = frames[head].details
            lent = frames[head].octets
            head += 1
            if head == frames.count {
                frames.removeAll(keepingCapacity: true)
                head = 0
            }
            return unsafe ReceivedFrame(
                bytes: _overrideLifetime(lent.span.bytes, borrowing: self), details: details, owner: nil)
        }

        func send(_ frame: RawSpan, offload: FrameOffload?) throws(LinkError) { try base.send(frame, offload: offload) }

        func statistics() throws(LinkError) -> LinkStatistics {
            var statistics = try base.statistics()
            statistics.dropped += dropped
            return statistics
        }
    }
#endif
