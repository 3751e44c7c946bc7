#if os(Linux)
    public import HostNetwork
    public import Links
    public import Packets

    /// The interface that packets are sent by, and the link to it.
    public struct Outlet {
        /// The interface.
        public let interface: NetworkInterface
        /// The link.
        public private(set) var link: any Link

        /// Opens an interface.
        ///
        /// - Parameters:
        ///   - name: its name, or another that it has.
        ///   - isRehearsal: whether nothing is to be sent; then no permission is needed.
        ///   - options: how frames leave.
        /// - Throws: `SendingError`, `HostNetworkError`, and `LinkError` when there is no such interface, it is down, or the process may not send.
        public init(
            _ name: String, isRehearsal: Bool = false, _ options: PacketSocketOptions = .sending,
            _ tables: inout NetworkTables
        ) throws {
            let found = try tables.interfaces().first { $0.name == name || $0.alternativeNames.contains(name) }
            if isRehearsal, let found {
                interface = found
                link = RehearsalLink(found)
                return
            }
            guard name != PacketSocketLink.any else {
                throw SendingError(.wrongKind, "'any' only receives; name the interface to send by")
            }
            // The link's own error says which interfaces there are.
            link = try PacketSocketLink(found?.name ?? name, options: options)
            guard let found else { throw LinkError(.interfaceGone, linkName: name, message: "the interface is gone") }
            interface = found
        }

        /// The link of a host of the program's own.
        public init(_ host: OwnHost) {
            interface = host.interface
            link = host.link
        }

        /// Sends IPv4 by the host's own stack, which drops what comes to its loopback addresses in any other way.
        ///
        /// - Throws: `LinkError`.
        public mutating func useHostStack() throws(LinkError) { link = try RawSocketLink(interface.name) }

        /// Makes sure that the link carries what an expression makes: packets that begin as those of `linkType` do.
        public func check(_ linkType: LinkType) throws(SendingError) {
            if carries(linkType) { return }
            let advice =
                switch link.linkType {
                case .ethernet: "; begin with eth or ip"
                case .raw: "; begin with ip"
                default: ""
                }
            throw SendingError(.wrongKind, what + advice)
        }

        /// Whether the link carries packets that begin as those of `linkType` do.
        public func carries(_ linkType: LinkType) -> Bool {
            let internetTypes: [LinkType] = [.raw, .rawBSD, .rawOpenBSD, .ipv4, .ipv6]
            return linkType == link.linkType
                || (internetTypes.contains(link.linkType) && internetTypes.contains(linkType))
        }

        /// What the link carries, for messages.
        public var what: String {
            switch link.linkType {
            case .ethernet: "\(interface.name) carries Ethernet frames"
            case .raw: "\(interface.name) carries IP without Ethernet"
            default: "\(interface.name) carries frames of a kind that cannot be sent"
            }
        }
    }

    /// Stands for a link when nothing is to be sent.
    private final class RehearsalLink: Link {
        let name: String
        let linkType: LinkType
        let mtu: Int
        let hardwareAddress: MACAddress?

        init(_ interface: NetworkInterface) {
            name = interface.name
            linkType = interface.hardware == .ethernet || interface.hardware == .loopback ? .ethernet : .raw
            mtu = Int(interface.mtu)
            hardwareAddress = interface.mac
        }

        @_lifetime(borrow self)
        func receive() throws(LinkError) -> ReceivedFrame? { nil }

        func send(_ frame: RawSpan, offload: FrameOffload?) throws(LinkError) {
            throw LinkError(.unsupported, linkName: name, message: "nothing is sent in a rehearsal")
        }

        func statistics() throws(LinkError) -> LinkStatistics { LinkStatistics() }
    }
#endif
