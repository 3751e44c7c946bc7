internal import HostNetwork
internal import Packets

/// What the network says of packets to one destination.
struct Delivery {
    /// The address that the host sends from; `nil` when it has none for that destination.
    var source: IPAddress?
    /// The neighbor that takes packets to it; `nil` where nobody is asked for.
    var neighbor: IPAddress?
    /// Where a frame has to go on its link, as far as that is known.
    var link: LinkDestination

    /// Where a frame goes.
    enum LinkDestination {
        case address(MACAddress)
        /// To this host itself, which the interface does not lead to.
        case host
        /// To this neighbor, whose address has still to be asked for.
        case ask(IPAddress)
        /// To this neighbor, which was asked and did not answer.
        case silent(IPAddress)
        /// Nowhere: why no route leads there by the interface.
        case nowhere(HostNetworkError)
    }
}
