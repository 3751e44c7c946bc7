public import Packets

/// What the two ends of a TCP connection or a UDP flow said to each other: `follow`.
public struct StreamFollower: Statistic {
    /// What one side said at once, or that something is missing of it.
    public struct Part: Sendable {
        /// Whether the end that did not begin said it.
        public let isAnswer: Bool
        public let piece: StreamReassembler.Piece
    }

    /// How the octets are shown.
    public enum Form: String, Sendable, CaseIterable { case ascii, hex, raw }

    /// `tcp` or `udp`.
    public let layer: TrafficLayer
    /// The flow's number in the capture, counted from 0.
    public let stream: UInt32
    public var form: Form
    /// How many octets are kept; what comes later is left out.
    public let limit: Int
    /// What was said, in the order in which it was whole.
    public private(set) var parts: [Part] = []
    /// The end that sent the first packet, and the other; `nil` before there was one.
    public private(set) var ends: (opener: TrafficEnd, answerer: TrafficEnd)?
    /// How many segments found no room.
    public private(set) var leftOut: UInt64 = 0
    /// How many octets each side said, the opener first.
    public private(set) var octets = [0, 0]
    private var reassemblers = [StreamReassembler(), StreamReassembler()]
    private var passages: TrafficPassages
    private var pieces: [StreamReassembler.Piece] = []

    /// - Precondition: the layer is TCP or UDP.
    public init(_ layer: TrafficLayer, stream: UInt32, as form: Form = .ascii, limit: Int = 1 << 28) {
        precondition(layer.hasPorts, "only TCP and UDP have streams")
        self.layer = layer
        self.stream = stream
        self.form = form
        self.limit = limit
        passages = TrafficPassages(of: layer)
    }

    public var needsConversations: Bool { true }

    /// Segments whose octets were others than those that came before at the same place, the opener's first.
    public var conflicts: [Int] { reassemblers.map(\.conflicts) }

    public mutating func add(_ packet: inout PacketView) {
        passages.begin()
        while let passage = passages.next(in: packet) {
            guard passage.stream == stream else { continue }
            packet.index = passage.layer
            take(passage, packet)
        }
    }

    private mutating func take(_ passage: TrafficPassage, _ packet: borrowing PacketView) {
        if ends == nil { ends = (passage.source, passage.destination) }
        let side = passage.source == ends?.opener ? 0 : 1
        let span = packet.layers[passage.layer]
        let payload = packet.octets.clamped(span.payloadStart, span.end)
        let (frame, time) = (packet.frame.number, packet.frame.timestamp)
        if layer == .udp {
            pieces.append(.init(content: .octets(payload.array), frame: frame, time: time))
            return keep(side)
        }
        guard let tcp = Layer<TCP>(packet.message(passage.layer)) else { return }
        if tcp.acknowledgment {
            reassemblers[1 - side].acknowledge(tcp.acknowledgmentNumber, frame: frame, at: time, into: &pieces)
            keep(1 - side)
        }
        reassemblers[side].add(
            sequence: tcp.synchronize ? tcp.sequenceNumber &+ 1 : tcp.sequenceNumber, payload: payload,
            wireLength: packet.wirePayloadLength, frame: frame, at: time, into: &pieces)
        keep(side)
    }

    /// What still waits for octets that were not captured comes out, with its gaps.
    public mutating func finish() {
        for side in 0..<2 {
            reassemblers[side].finish(into: &pieces)
            keep(side)
        }
    }

    private mutating func keep(_ side: Int) {
        for piece in pieces {
            if case .octets(let new) = piece.content {
                guard octets[0] + octets[1] + new.count <= limit else {
                    leftOut &+= 1
                    continue
                }
                octets[side] += new.count
            }
            parts.append(Part(isAnswer: side == 1, piece: piece))
        }
        pieces.removeAll(keepingCapacity: true)
    }

    /// A stream's order is that of its packets: what another saw of the same stream must have come later.
    public mutating func merge(_ other: StreamFollower) {
        ends = ends ?? other.ends
        leftOut &+= other.leftOut
        for side in 0..<2 { octets[side] += other.octets[side] }
        parts += other.parts
    }
}
