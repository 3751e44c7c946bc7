// What is known of a packet of which this one is a piece, under tshark's names.
extension IPv6Fragment {
    public static var fragments: Derived<IPv6Fragment, Subtree> {
        .init(
            "/ipv6.fragments", "IPv6 Fragments", readsFlow: false,
            means: "This frame brought the last piece of a packet, and its further layers are those of the whole.",
            in: "RFC 8200 section 4.5"
        ) { _, packet in packet.reassembled.map { _ in Subtree() } }
    }
    public static var fragmentFrame: Derived<IPv6Fragment, ValueList<FrameNumber>> {
        .init(
            "/ipv6.fragment", "IPv6 Fragment", readsFlow: false,
            means: "Each frame that brought a piece of the packet, by its number.", in: "RFC 8200 section 4.5"
        ) { _, packet in packet.pieceFrames }
    }
    public static var fragmentOverlap: Derived<IPv6Fragment, ValueList<Bool>> {
        .init(
            "/ipv6.fragment.overlap", "Fragment overlap", readsFlow: false,
            means: """
                Pieces overlap, which IPv6 forbids: a receiver drops the whole packet without a word. A frame that was
                captured twice looks the same.
                """, in: "RFC 5722 section 4"
        ) { _, packet in packet.pieces(with: .overlap) }
    }
    public static var fragmentConflict: Derived<IPv6Fragment, ValueList<Bool>> {
        .init(
            "/ipv6.fragment.overlap.conflict", "Conflicting data in fragment overlap", readsFlow: false,
            means: "The pieces that overlap hold different octets: somebody means to deceive.", in: "RFC 5722 section 3"
        ) { _, packet in packet.pieces(with: .conflict) }
    }
    public static var fragmentTails: Derived<IPv6Fragment, ValueList<Bool>> {
        .init(
            "/ipv6.fragment.multipletails", "Multiple tail fragments found", readsFlow: false,
            means: "More than one piece has no More Fragments flag, and they end in different places.",
            in: "RFC 8200 section 4.5"
        ) { _, packet in packet.pieces(with: .secondTail) }
    }
    public static var fragmentTooLong: Derived<IPv6Fragment, ValueList<Bool>> {
        .init(
            "/ipv6.fragment.toolongfragment", "Fragment too long", readsFlow: false,
            means: "A piece goes on behind the last one's end.", in: "RFC 8200 section 4.5"
        ) { _, packet in packet.pieces(with: .tooLong) }
    }
    public static var fragmentCount: Derived<IPv6Fragment, UInt32> {
        .init(
            "/ipv6.fragment.count", "Fragment count", readsFlow: false,
            means: "The number of pieces that the sender cut the packet into.", in: "RFC 8200 section 4.5"
        ) { _, packet in packet.pieceCount }
    }
    public static var reassembledIn: Derived<IPv6Fragment, FrameNumber> {
        .init(
            "/ipv6.reassembled.in", "Reassembled IPv6 in frame", readsFlow: false,
            means: "Where the whole packet is shown: in the frame of its last piece, which two passes find.",
            in: "RFC 8200 section 4.5"
        ) { _, packet in packet.wholeFrame }
    }
    public static var reassembledLength: Derived<IPv6Fragment, UInt32> {
        .init(
            "/ipv6.reassembled.length", "Reassembled IPv6 length", readsFlow: false,
            means: "The octets of all pieces together, without the headers that each of them repeats.",
            in: "RFC 8200 section 4.5"
        ) { _, packet in packet.wholeLength }
    }
    public static var reassembledData: Derived<IPv6Fragment, OctetRange> {
        .init(
            "/ipv6.reassembled.data", "Reassembled IPv6 data", readsFlow: false,
            means: "The fragmentable part as it was before the sender cut it.", in: "RFC 8200 section 4.5"
        ) { _, packet in packet.wholeOctets }
    }

    static var reassembly: [AnyField] {
        [
            .init(reassembledIn),
            .group(
                fragments,
                [
                    .init(fragmentFrame), .init(fragmentOverlap), .init(fragmentConflict), .init(fragmentTails),
                    .init(fragmentTooLong), .init(fragmentCount), .init(reassembledLength), .init(reassembledData),
                ]),
        ]
    }
}
