// What is known of a message that spans segments, under tshark's names.
extension TCP {
    public static var endedData: Derived<TCP, OctetRange> {
        .init(
            "segment_data", "TCP segment data",
            means: """
                The octets with which this segment ends a message that began in one before it: they are dissected with those.
                """, in: "RFC 9293 section 2.2"
        ) { _, packet in packet.pieceOctets(0) }
    }
    public static var begunData: Derived<TCP, OctetRange> {
        .init(
            "segment_data", "TCP segment data",
            means: """
                Octets of a message that goes on in other segments, and is dissected in the frame of the last one.
                """, in: "RFC 9293 section 2.2"
        ) { _, packet in packet.pieceOctets(1) }
    }
    public static var reassembledIn: Derived<TCP, FrameNumber> {
        .init(
            "reassembled_in", "Reassembled PDU in frame",
            means: """
                The frame that brought the last segment of the message, where it is shown. Only who goes over a capture twice
                knows it.
                """, in: "RFC 9293 section 3.10.7.4"
        ) { _, packet in packet.messageFrame }
    }
    public static var segments: Derived<TCP, OctetRange> {
        .init(
            "segments", "Reassembled TCP Segments",
            means: """
                A message put together from the segments that it came in. It is there in the frame that brought the last of
                them, whose further layers are the message's.
                """, in: "RFC 9293 section 3.10.7.4"
        ) { _, packet in packet.wholeOctets }
    }
    public static var segmentFrame: Derived<TCP, ValueList<FrameNumber>> {
        .init(
            "segment", "TCP Segment",
            means: "The number of each frame that brought a part of the message, in the order of the parts' places.",
            in: "RFC 9293 section 3.4"
        ) { _, packet in packet.pieceFrames }
    }
    public static var segmentOverlap: Derived<TCP, ValueList<Bool>> {
        .init(
            "segment.overlap", "Segment overlap",
            means:
                "A segment brings octets that another brought already: one of them was sent again, and cut otherwise.",
            in: "RFC 9293 section 3.10.7.4"
        ) { _, packet in packet.pieces(with: .overlap) }
    }
    public static var segmentConflict: Derived<TCP, ValueList<Bool>> {
        .init(
            "segment.overlap.conflict", "Conflicting data in segment overlap",
            means: """
                Segments bring different octets for the same place. Somebody sends what one system reads and another does not:
                those that came first are shown.
                """, in: "RFC 5961 section 5"
        ) { _, packet in packet.pieces(with: .conflict) }
    }
    public static var segmentCount: Derived<TCP, UInt32> {
        .init(
            "segment.count", "Segment count", means: "In how many parts the message came.", in: "RFC 9293 section 3.7"
        ) { _, packet in packet.pieceCount }
    }
    public static var reassembledLength: Derived<TCP, UInt32> {
        .init(
            "reassembled.length", "Reassembled TCP length",
            means: "How many octets the message has, without any header of TCP.", in: "RFC 9293 section 3.10.7.4"
        ) { _, packet in packet.wholeLength }
    }
    public static var reassembledData: Derived<TCP, OctetRange> {
        .init(
            "reassembled.data", "Reassembled TCP Data", means: "All octets of the message, as the stream has them.",
            in: "RFC 9293 section 3.10.7.4"
        ) { _, packet in packet.wholeOctets }
    }

    static var reassembly: [AnyField] {
        [
            .init(reassembledIn), .init(endedData), .init(begunData),
            .group(
                segments,
                [
                    .init(segmentFrame), .init(segmentOverlap), .init(segmentConflict), .init(segmentCount),
                    .init(reassembledLength), .init(reassembledData),
                ]),
        ]
    }
}
