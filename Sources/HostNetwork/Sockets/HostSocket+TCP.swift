public import Packets

/// What TCP knows of a connection: the kernel's `tcp_info`, as it is. tcp(7), `TCP_INFO`
///
/// Kernels add to its end; what one does not say is not there. Nor is what was not measured, or has no bound: a number
/// stands in its place, one of the first below.
extension HostSocket {
    /// A round trip time as long as none was measured.
    public static var noRoundTripTime: RelativeTime { RelativeTime(0) }
    /// The least round trip time as long as none was measured: all bits set, of microseconds. `tcp_min_rtt()` of
    /// `<net/tcp.h>`
    public static var noMinimumRoundTripTime: RelativeTime { RelativeTime(Int64(UInt32.max) * 1000) }
    /// The threshold as long as slow start has no end, in segments. `TCP_INFINITE_SSTHRESH` of `<net/tcp.h>`
    public static var noThreshold: UInt32 { 0x7fff_ffff }
    /// A pacing rate without a bound. `tcp_get_info()` of `net/ipv4/tcp.c`
    public static var noRate: UInt64 { .max }

    /// What it was when the kernel wrote it down; ``state`` says the same.
    static var informationState: Field<UInt8> { .init("", "", bits: 0..<8, of: 1) }
    /// What congestion control makes of losses.
    public static var congestionState: Field<CongestionState> {
        .init("tcp.ca_state", "Congestion state", bits: 8..<16, of: 1)
    }
    public static var consecutiveTimeouts: Field<UInt8> {
        .init("tcp.timeouts", "Timeouts in a row", bits: 16..<24, of: 1)
    }
    public static var probes: Field<UInt8> { .init("tcp.probes", "Unanswered probes", bits: 24..<32, of: 1) }
    public static var backoff: Field<UInt8> { .init("tcp.backoff", "Backoff", bits: 32..<40, of: 1) }
    public static var isFastOpenChild: Field<Bool> { .init("tcp.fastopen", "Came by fast open", bits: 40..<41, of: 1) }
    public static var hasMicroseconds: Field<Bool> {
        .init("tcp.ts_usec", "Time stamps in microseconds", bits: 41..<42, of: 1)
    }
    public static var hasSynData: Field<Bool> {
        .init("tcp.syn_data", "Data of the SYN was acknowledged", bits: 42..<43, of: 1)
    }
    public static var hasSeenECN: Field<Bool> { .init("tcp.ecnseen", "ECN was seen", bits: 43..<44, of: 1) }
    /// RFC 3168
    public static var hasECN: Field<Bool> { .init("tcp.ecn", "ECN", bits: 44..<45, of: 1) }
    /// RFC 7323 2
    public static var hasScale: Field<Bool> { .init("tcp.wscale", "Window scale", bits: 45..<46, of: 1) }
    /// RFC 2018
    public static var hasSACK: Field<Bool> { .init("tcp.sack", "Selective acknowledgment", bits: 46..<47, of: 1) }
    /// RFC 7323 3
    public static var hasTimestamps: Field<Bool> { .init("tcp.ts", "Time stamps", bits: 47..<48, of: 1) }
    public static var receiveScale: Field<UInt8> {
        .init("tcp.rcv_wscale", "Window scale received", bits: 48..<52, of: 1)
    }
    public static var sendScale: Field<UInt8> { .init("tcp.snd_wscale", "Window scale sent", bits: 52..<56, of: 1) }
    static var informationFlags: Field<UInt8> { .init("", "", bits: 56..<63, of: 1) }
    /// Whether the program, and not the network, is why the delivery rate is not higher.
    public static var isApplicationLimited: Field<Bool> {
        .init("tcp.app_limited", "Limited by the application", bits: 63..<64, of: 1)
    }
    public static var retransmissionTimeout: Field<RelativeTime> {
        .init("tcp.rto", "Retransmission timeout", bits: 64..<96, of: 1, scale: 1000, order: .host)
    }
    public static var delayedAcknowledgment: Field<RelativeTime> {
        .init("tcp.ato", "Delayed acknowledgment", bits: 96..<128, of: 1, scale: 1000, order: .host)
    }
    /// In octets.
    public static var sendMSS: Field<UInt32> {
        .init("tcp.mss", "Maximum segment size", bits: 128..<160, of: 1, order: .host)
    }
    public static var receiveMSS: Field<UInt32> {
        .init("tcp.rcvmss", "Largest segment received", bits: 160..<192, of: 1, order: .host)
    }
    /// In segments.
    public static var unacknowledged: Field<UInt32> {
        .init("tcp.unacked", "Segments in flight", bits: 192..<224, of: 1, order: .host)
    }
    public static var selectivelyAcknowledged: Field<UInt32> {
        .init("tcp.sacked", "Segments selectively acknowledged", bits: 224..<256, of: 1, order: .host)
    }
    public static var lost: Field<UInt32> { .init("tcp.lost", "Segments lost", bits: 256..<288, of: 1, order: .host) }
    public static var retransmitted: Field<UInt32> {
        .init("tcp.retrans", "Segments being retransmitted", bits: 288..<320, of: 1, order: .host)
    }
    static var forwardAcknowledged: Field<UInt32> { .init("", "", bits: 320..<352, of: 1) }
    public static var sinceDataSent: Field<RelativeTime> {
        .init("tcp.lastsnd", "Since data was sent", bits: 352..<384, of: 1, scale: 1_000_000, order: .host)
    }
    static var sinceAcknowledgmentSent: Field<UInt32> { .init("", "", bits: 384..<416, of: 1) }
    public static var sinceDataReceived: Field<RelativeTime> {
        .init("tcp.lastrcv", "Since data was received", bits: 416..<448, of: 1, scale: 1_000_000, order: .host)
    }
    public static var sinceAcknowledged: Field<RelativeTime> {
        .init("tcp.lastack", "Since an acknowledgment came", bits: 448..<480, of: 1, scale: 1_000_000, order: .host)
    }
    public static var pathMTU: Field<UInt32> { .init("tcp.pmtu", "Path MTU", bits: 480..<512, of: 1, order: .host) }
    public static var receiveThreshold: Field<UInt32> {
        .init("tcp.rcv_ssthresh", "Receive window threshold", bits: 512..<544, of: 1, order: .host)
    }
    /// RFC 6298
    public static var roundTripTime: Field<RelativeTime> {
        .init("tcp.rtt", "Round trip time", bits: 544..<576, of: 1, scale: 1000, order: .host)
    }
    public static var roundTripVariation: Field<RelativeTime> {
        .init("tcp.rttvar", "Round trip time variation", bits: 576..<608, of: 1, scale: 1000, order: .host)
    }
    /// In segments.
    public static var sendThreshold: Field<UInt32> {
        .init("tcp.ssthresh", "Slow start threshold", bits: 608..<640, of: 1, order: .host)
    }
    /// In segments. RFC 5681
    public static var congestionWindow: Field<UInt32> {
        .init("tcp.cwnd", "Congestion window", bits: 640..<672, of: 1, order: .host)
    }
    public static var advertisedMSS: Field<UInt32> {
        .init("tcp.advmss", "Advertised segment size", bits: 672..<704, of: 1, order: .host)
    }
    public static var reordering: Field<UInt32> {
        .init("tcp.reordering", "Reordering", bits: 704..<736, of: 1, order: .host)
    }
    public static var receiveRoundTripTime: Field<RelativeTime> {
        .init("tcp.rcv_rtt", "Receiver's round trip time", bits: 736..<768, of: 1, scale: 1000, order: .host)
    }
    public static var receiveSpace: Field<UInt32> {
        .init("tcp.rcv_space", "Receive buffer space", bits: 768..<800, of: 1, order: .host)
    }
    public static var retransmissions: Field<UInt32> {
        .init("tcp.retransmissions", "Segments retransmitted", bits: 800..<832, of: 1, order: .host)
    }
    /// In octets a second.
    public static var pacingRate: Field<UInt64> {
        .init("tcp.pacing_rate", "Pacing rate", bits: 832..<896, of: 1, order: .host)
    }
    /// In octets a second.
    public static var maximumPacingRate: Field<UInt64> {
        .init("tcp.max_pacing_rate", "Highest pacing rate", bits: 896..<960, of: 1, order: .host)
    }
    public static var octetsAcknowledged: Field<UInt64> {
        .init("tcp.bytes_acked", "Octets acknowledged", bits: 960..<1024, of: 1, order: .host)
    }
    public static var octetsReceived: Field<UInt64> {
        .init("tcp.bytes_received", "Octets received", bits: 1024..<1088, of: 1, order: .host)
    }
    public static var segmentsSent: Field<UInt32> {
        .init("tcp.segs_out", "Segments sent", bits: 1088..<1120, of: 1, order: .host)
    }
    public static var segmentsReceived: Field<UInt32> {
        .init("tcp.segs_in", "Segments received", bits: 1120..<1152, of: 1, order: .host)
    }
    public static var octetsNotSent: Field<UInt32> {
        .init("tcp.notsent", "Octets not sent yet", bits: 1152..<1184, of: 1, order: .host)
    }
    public static var minimumRoundTripTime: Field<RelativeTime> {
        .init("tcp.minrtt", "Least round trip time", bits: 1184..<1216, of: 1, scale: 1000, order: .host)
    }
    public static var dataSegmentsReceived: Field<UInt32> {
        .init("tcp.data_segs_in", "Data segments received", bits: 1216..<1248, of: 1, order: .host)
    }
    public static var dataSegmentsSent: Field<UInt32> {
        .init("tcp.data_segs_out", "Data segments sent", bits: 1248..<1280, of: 1, order: .host)
    }
    /// In octets a second.
    public static var deliveryRate: Field<UInt64> {
        .init("tcp.delivery_rate", "Delivery rate", bits: 1280..<1344, of: 1, order: .host)
    }
    public static var busy: Field<RelativeTime> {
        .init("tcp.busy", "Time busy sending", bits: 1344..<1408, of: 1, scale: 1000, order: .host)
    }
    public static var limitedByReceiver: Field<RelativeTime> {
        .init(
            "tcp.rwnd_limited", "Time limited by the peer's window", bits: 1408..<1472, of: 1, scale: 1000, order: .host
        )
    }
    public static var limitedByBuffer: Field<RelativeTime> {
        .init(
            "tcp.sndbuf_limited", "Time limited by the send buffer", bits: 1472..<1536, of: 1, scale: 1000, order: .host
        )
    }
    public static var delivered: Field<UInt32> {
        .init("tcp.delivered", "Segments delivered", bits: 1536..<1568, of: 1, order: .host)
    }
    public static var deliveredMarked: Field<UInt32> {
        .init("tcp.delivered_ce", "Segments delivered with congestion marks", bits: 1568..<1600, of: 1, order: .host)
    }
    public static var octetsSent: Field<UInt64> {
        .init("tcp.bytes_sent", "Octets sent", bits: 1600..<1664, of: 1, order: .host)
    }
    public static var octetsRetransmitted: Field<UInt64> {
        .init("tcp.bytes_retrans", "Octets retransmitted", bits: 1664..<1728, of: 1, order: .host)
    }
    /// RFC 2883
    public static var duplicates: Field<UInt32> {
        .init("tcp.dsack_dups", "Duplicates that the peer told of", bits: 1728..<1760, of: 1, order: .host)
    }
    public static var reorderingSeen: Field<UInt32> {
        .init("tcp.reord_seen", "Times that reordering was seen", bits: 1760..<1792, of: 1, order: .host)
    }
    public static var outOfOrder: Field<UInt32> {
        .init("tcp.rcv_ooopack", "Segments received out of order", bits: 1792..<1824, of: 1, order: .host)
    }
    /// The peer's receive window, in octets.
    public static var sendWindow: Field<UInt32> {
        .init("tcp.snd_wnd", "Send window", bits: 1824..<1856, of: 1, order: .host)
    }

    /// The fields in the order in which a person sees them.
    static var information: [AnyField] {
        [
            .unless(roundTripTime, is: noRoundTripTime, [.init(roundTripTime), .init(roundTripVariation)]),
            .unless(minimumRoundTripTime, is: noMinimumRoundTripTime, [.init(minimumRoundTripTime)]),
            .init(congestionWindow), .unless(sendThreshold, is: noThreshold, [.init(sendThreshold)]),
            .init(sendMSS), .init(receiveMSS),
            .init(advertisedMSS), .init(pathMTU), .init(retransmissionTimeout), .init(backoff),
            .init(delayedAcknowledgment), .init(sendScale), .init(receiveScale), .init(unacknowledged),
            .init(retransmitted), .init(retransmissions), .init(lost), .init(selectivelyAcknowledged),
            .init(reordering), .init(octetsSent), .init(octetsAcknowledged), .init(octetsRetransmitted),
            .init(octetsReceived), .init(octetsNotSent), .init(segmentsSent), .init(segmentsReceived),
            .init(dataSegmentsSent), .init(dataSegmentsReceived),
            .unless(pacingRate, is: noRate, [.init(pacingRate)]), .init(deliveryRate), .init(busy),
            .init(sendWindow), .unless(receiveRoundTripTime, is: noRoundTripTime, [.init(receiveRoundTripTime)]),
            .init(receiveSpace),
            .init(receiveThreshold), .init(informationState), .init(congestionState),
            .init(consecutiveTimeouts),
            .init(probes), .init(hasTimestamps), .init(hasSACK), .init(hasScale), .init(hasECN),
            .init(hasSeenECN), .init(hasSynData), .init(hasMicroseconds), .init(isFastOpenChild),
            .init(informationFlags), .init(isApplicationLimited), .init(forwardAcknowledged),
            .init(sinceAcknowledgmentSent),
            .unless(maximumPacingRate, is: noRate, [.init(maximumPacingRate)]), .init(limitedByReceiver),
            .init(limitedByBuffer), .init(delivered), .init(deliveredMarked), .init(duplicates),
            .init(reorderingSeen), .init(outOfOrder), .init(sinceDataSent), .init(sinceDataReceived),
            .init(sinceAcknowledged),
        ]
    }
}
