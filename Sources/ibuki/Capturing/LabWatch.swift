#if os(Linux)
    import Lab
    import Links
    import Packets

    /// The lab as a capture sees it: a link by which comes what crosses the switch of the lab that is served; where none is, of one of
    /// its own, in which somebody speaks with everybody.
    final class LabWatch: Link {
        private let cable: any Link
        /// The switch's end of the cable, in a lab of its own.
        private let mirror: CableLink?
        private let filter: CaptureFilter?

        /// - Parameter filter: in libpcap's language.
        init(filter: String?) throws(LinkError) {
            if let shared = try Lab.hearShared() {
                (cable, mirror) = (shared, nil)
            } else {
                let (near, far) = try CableLink.pair(Lab.interfaceName, "mirror", capacity: 4096)
                (cable, mirror) = (near, far)
            }
            guard let filter else {
                self.filter = nil
                return
            }
            self.filter = try CaptureFilter(filter, linkType: .ethernet)
        }

        /// Begins the lab: when signals are taken care of, for its threads would take them too.
        func begin() throws {
            guard let mirror else { return }
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
