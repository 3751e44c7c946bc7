#if os(Linux)
    import Lab
    import Links
    import Packets

    /// The lab as a capture sees it: a link by which comes what crosses its switch, while somebody in it speaks with everybody.
    final class LabWatch: Link {
        private let cable: CableLink
        private let mirror: CableLink
        private let filter: CaptureFilter?

        /// - Parameter filter: in libpcap's language.
        init(filter: String?) throws(LinkError) {
            (cable, mirror) = try CableLink.pair(Lab.interfaceName, "mirror", capacity: 4096)
            guard let filter else {
                self.filter = nil
                return
            }
            self.filter = try CaptureFilter(filter, linkType: .ethernet)
        }

        /// Begins the lab: when signals are taken care of, for its threads would take them too.
        func begin() throws {
            let lab = try Lab()
            lab.mirror(to: mirror)
            Task {
                try await lab.start()
                try await lab.visit()
            }
        }

        var name: String { cable.name }
        var linkType: LinkType { cable.linkType }
        var mtu: Int { cable.mtu }
        var hardwareAddress: MACAddress? { nil }
        var pollDescriptor: Int32? { cable.pollDescriptor }

        @_lifetime(borrow self)
        func receive() throws(LinkError) -> ReceivedFrame? {
            let cable = cable
            while let frame = try cable.receive() {
                if filter?.matches(frame.bytes, originalLength: frame.originalLength) ?? true {
                    return unsafe _overrideLifetime(frame, borrowing: self)
                }
            }
            return nil
        }

        func send(_ frame: RawSpan, offload: FrameOffload?) throws(LinkError) {
            try cable.send(frame, offload: offload)
        }
        func statistics() throws(LinkError) -> LinkStatistics { try cable.statistics() }
    }
#endif
