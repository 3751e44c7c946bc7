// What is known of a packet of which this one is a piece, under tshark's names.
extension IPv4 {
    public static var fragments: Derived<IPv4, OctetRange> {
        .init(
            "fragments", "IPv4 Fragments", readsFlow: false,
            means: """
                The octets of the pieces, put together. They are there in the frame that brought the last piece, whose further
                layers are those of the whole packet.
                """, in: "RFC 791 section 3.2"
        ) { _, packet in packet.wholeOctets }
    }
    public static var fragmentFrame: Derived<IPv4, ValueList<FrameNumber>> {
        .init(
            "fragment", "IPv4 Fragment", readsFlow: false,
            means: "The number of each frame that brought a piece, in the order of the pieces' places.",
            in: "RFC 815 section 3"
        ) { _, packet in packet.pieceFrames }
    }
    public static var fragmentOverlap: Derived<IPv4, ValueList<Bool>> {
        .init(
            "fragment.overlap", "Fragment overlap", readsFlow: false,
            means: """
                A piece brings octets that another brought already. Two captures of one packet look like that, and so do
                attacks on whoever puts pieces together otherwise than the receiver.
                """, in: "RFC 1858 section 3.1"
        ) { _, packet in packet.pieces(with: .overlap) }
    }
    public static var fragmentConflict: Derived<IPv4, ValueList<Bool>> {
        .init(
            "fragment.overlap.conflict", "Conflicting data in fragment overlap", readsFlow: false,
            means: """
                Pieces overlap and say different things: nothing that works does that. Those with the lower place are shown.
                """, in: "RFC 3128 section 2"
        ) { _, packet in packet.pieces(with: .conflict) }
    }
    public static var fragmentTails: Derived<IPv4, ValueList<Bool>> {
        .init(
            "fragment.multipletails", "Multiple tail fragments found", readsFlow: false,
            means: "Two pieces both say that they are the last, and end in different places.", in: "RFC 815 section 3"
        ) { _, packet in packet.pieces(with: .secondTail) }
    }
    public static var fragmentTooLong: Derived<IPv4, ValueList<Bool>> {
        .init(
            "fragment.toolongfragment", "Fragment too long", readsFlow: false,
            means: "A piece reaches past the place where the last one ended the packet.", in: "RFC 815 section 3"
        ) { _, packet in packet.pieces(with: .tooLong) }
    }
    public static var fragmentCount: Derived<IPv4, UInt32> {
        .init(
            "fragment.count", "Fragment count", readsFlow: false,
            means: "How many pieces the packet came in; one that is lost costs all of them.", in: "RFC 8900 section 3.5"
        ) { _, packet in packet.pieceCount }
    }
    public static var reassembledIn: Derived<IPv4, FrameNumber> {
        .init(
            "reassembled_in", "Reassembled IPv4 in frame", readsFlow: false,
            means: """
                The frame that brought the last piece, where the packet is shown. It is known after a first pass over the
                capture.
                """, in: "RFC 791 section 3.2"
        ) { _, packet in packet.wholeFrame }
    }
    public static var reassembledLength: Derived<IPv4, UInt32> {
        .init(
            "reassembled.length", "Reassembled IPv4 length", readsFlow: false,
            means: "How many octets the pieces make together, without any of their headers.", in: "RFC 791 section 3.2"
        ) { _, packet in packet.wholeLength }
    }
    public static var reassembledData: Derived<IPv4, OctetRange> {
        .init(
            "reassembled.data", "Reassembled IPv4 data", readsFlow: false,
            means: "All that the packet carries, from the transport's header on.", in: "RFC 791 section 3.2"
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
