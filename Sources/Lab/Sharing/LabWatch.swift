package import Links
package import NetStack
package import Packets
import Synchronization

/// The lab as a capture sees it: a link by which comes what crosses the switch of the lab that is served; where none is, of one of
/// its own.
package final class LabWatch: Link {
    private let cable: any Link
    /// The lab, where it is this program's own, and the switch's end of the cable.
    private let own: (lab: Lab, mirror: CableLink)?
    private let filter: CaptureFilter?
    /// Whether its lab runs already.
    private let isBegun: Bool
    /// How many cables were plugged in.
    private let seats = Atomic<UInt8>(0)

    /// - Parameters:
    ///   - filter: in libpcap's language.
    ///   - other: one that watches already: what its own lab is, is this one's too.
    /// - Throws: `LinkError`, for a wrong filter too.
    package init(filter: String? = nil, beside other: LabWatch? = nil) throws(LinkError) {
        isBegun = other?.own != nil
        if let lab = other?.own?.lab {
            let (near, far) = try CableLink.pair(Lab.interfaceName, "mirror", capacity: 4096)
            (cable, own) = (near, (lab, far))
        } else if let shared = try Lab.hearShared() {
            (cable, own) = (shared, nil)
        } else {
            let (near, far) = try CableLink.pair(Lab.interfaceName, "mirror", capacity: 4096)
            (cable, own) = (near, (try Lab(), far))
        }
        guard let filter else {
            self.filter = nil
            return
        }
        self.filter = try CaptureFilter(filter, linkType: .ethernet)
    }

    /// Begins a lab of its own: when signals are taken care of, for its threads would take them too.
    ///
    /// - Parameter isVisited: whether somebody speaks with everybody in it.
    package func begin(isVisited: Bool) {
        guard let (lab, mirror) = own else { return }
        lab.mirror(to: mirror)
        guard !isBegun else { return }
        Task {
            try await lab.start()
            if isVisited { try await lab.visit() }
        }
    }

    /// A cable into the lab that is watched, and addresses that nobody else has there.
    ///
    /// - Throws: `LinkError`, as `LabSeat.init`.
    package func plug() throws(LinkError) -> (link: any Link, addresses: [Interface.Address]) {
        guard let own else {
            let seat = try LabSeat()
            return (seat.link, seat.addresses)
        }
        // The visitor has those that are nobody's.
        let seat = seats.wrappingAdd(1, ordering: .relaxed).newValue
        return (try own.lab.plug(), LabHost("bench", 100 + seat % 50).interfaceAddresses)
    }

    package var name: String { cable.name }
    package var linkType: LinkType { cable.linkType }
    package var mtu: Int { cable.mtu }
    package var hardwareAddress: MACAddress? { nil }
    package var pollDescriptor: Int32? { cable.pollDescriptor }

    @_lifetime(borrow self)
    package func receive() throws(LinkError) -> ReceivedFrame? {
        let cable = cable
        while let frame = try cable.receive() {
            if filter?.matches(frame.bytes, originalLength: frame.originalLength) ?? true {
                return unsafe _overrideLifetime(frame, borrowing: self)
            }
        }
        return nil
    }

    package func send(_ frame: RawSpan, offload: FrameOffload?) throws(LinkError) {
        try cable.send(frame, offload: offload)
    }

    package func statistics() throws(LinkError) -> LinkStatistics { try cable.statistics() }
}
