// How a segment stands to those before it, under tshark's names. They say what `TCP.Arrival` found while the flow was followed,
// and cost a packet nothing that nobody asks.
extension TCP {
    public static var isRetransmission: Derived<TCP, Bool> {
        .init(
            "analysis.retransmission", "Retransmission",
            means: """
                The segment was sent a second time, for whatever reason. Where many are, the way loses packets, or the sender
                does not wait long enough.
                """, in: "RFC 9293 section 3.8.1"
        ) { _, packet in
            switch packet.arrival {
            case .retransmission, .fastRetransmission, .spuriousRetransmission: true
            default: nil
            }
        }
    }
    public static var isFastRetransmission: Derived<TCP, Bool> {
        .init(
            "analysis.fast_retransmission", "Fast retransmission",
            means: "It was sent again because acknowledgments repeated themselves, before any timer ran out.",
            in: "RFC 5681 section 3.2"
        ) { _, packet in packet.arrival == .fastRetransmission ? true : nil }
    }
    public static var isSpuriousRetransmission: Derived<TCP, Bool> {
        .init(
            "analysis.spurious_retransmission", "Spurious retransmission",
            means: "It was sent again although all of it had been acknowledged: the acknowledgment was late or lost.",
            in: "RFC 4015 section 1"
        ) { _, packet in packet.arrival == .spuriousRetransmission ? true : nil }
    }
    public static var isOutOfOrder: Derived<TCP, Bool> {
        .init(
            "analysis.out_of_order", "Out of order",
            means: "It came behind ones that follow it, so soon that it took another way and was not sent again.",
            in: "RFC 4737 section 3"
        ) { _, packet in packet.arrival == .outOfOrder ? true : nil }
    }
    public static var isKeepAlive: Derived<TCP, Bool> {
        .init(
            "analysis.keep_alive", "Keep-alive",
            means: "An octet that was sent before, or none: it only asks whether the other side is still there.",
            in: "RFC 9293 section 3.8.4"
        ) { _, packet in packet.arrival == .keepAlive ? true : nil }
    }

    static var analysis: [AnyField] {
        [
            .init(isRetransmission), .init(isFastRetransmission), .init(isSpuriousRetransmission),
            .init(isOutOfOrder), .init(isKeepAlive),
        ]
    }
}

extension PacketView {
    /// How the segment at `index` stands to those before it; `nil` where no flow is followed, or an error message quotes it.
    fileprivate var arrival: TCP.Arrival? { layers[index].isQuoted ? nil : conversation?.tcp?.arrival }
}
