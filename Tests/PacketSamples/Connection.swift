package import Packets
import PacketProtocols

/// A TCP connection between two hosts, whose segments are made, dissected and followed one after the other.
package struct Connection {
    package enum Side { case client, server }

    package var table = ConversationTable()
    package var clientPort: UInt16
    package var serverPort: UInt16
    /// How many frames there were.
    package private(set) var count = 0
    /// Nanoseconds since the first segment.
    package var now: Int64 = 0

    package init(clientPort: UInt16 = 40000, serverPort: UInt16 = 80) {
        self.clientPort = clientPort
        self.serverPort = serverPort
    }

    /// What became of a segment.
    package struct Seen {
        package var layers: [String]
        package var arrival: TCP.Arrival
        package var values: [String: [String]]
        package subscript(name: String) -> String? { values[name]?.joined(separator: ",") }
    }

    /// A segment of IPv4 without options.
    private func octets(
        _ side: Side, _ sequence: UInt32, _ acknowledgment: UInt32, _ flags: UInt8, _ window: UInt16, _ payload: [UInt8]
    ) -> [UInt8] {
        func word(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xff)] }
        func long(_ value: UInt32) -> [UInt8] { word(UInt16(value >> 16)) + word(UInt16(value & 0xffff)) }
        let hosts: [UInt8] = side == .client ? [10, 0, 0, 1, 10, 0, 0, 2] : [10, 0, 0, 2, 10, 0, 0, 1]
        let ports = side == .client ? [clientPort, serverPort] : [serverPort, clientPort]
        var octets: [UInt8] = [0x45, 0] + word(UInt16(40 + payload.count)) + [0, 1, 0, 0, 64, 6, 0, 0] + hosts
        octets += word(ports[0]) + word(ports[1]) + long(sequence) + long(acknowledgment) + [0x50, flags]
        return octets + word(window) + [0, 0, 0, 0] + payload
    }

    /// Sends a segment after `pause` nanoseconds.
    package mutating func send(
        _ side: Side, _ sequence: UInt32, _ acknowledgment: UInt32 = 0, flags: UInt8 = 0x10, window: UInt16 = 1000,
        _ payload: [UInt8] = [], after pause: Int64 = 1_000_000
    ) -> Seen {
        now += pause
        count += 1
        let octets = octets(side, sequence, acknowledgment, flags, window, payload)
        let registry = Registry.standard
        let time = Timestamp(seconds: now / 1_000_000_000, nanoseconds: UInt32(now % 1_000_000_000))
        var dissection = Dissection()
        registry.dissect(octets.octets, as: .ipv4, into: &dissection)
        let flows = table.follow(octets.octets, &dissection, in: registry, number: count, at: time)
        var packet = PacketView(
            bytes: octets.octets, layers: dissection.layers,
            frame: FrameInfo(
                number: count, timestamp: time, capturedLength: octets.count, originalLength: octets.count),
            conversations: flows)
        var seen = Seen(layers: [], arrival: flows.outer.tcp?.arrival ?? .new, values: [:])
        for index in 0..<packet.layers.count { seen.layers.append(registry[packet.layers[index].id].name) }
        var detail = PacketDetail()
        registry.detail(of: &packet, into: &detail)
        for node in detail.nodes where node.kind == .value {
            var text = TextBuffer()
            registry.write(node, of: packet, detail, into: &text)
            seen.values[registry.info(node.field).name, default: []].append(String(decoding: text))
        }
        return seen
    }

    package mutating func send(_ side: Side, _ sequence: UInt32, _ acknowledgment: UInt32 = 0, text: String) -> Seen {
        send(side, sequence, acknowledgment, Array(text.utf8))
    }

    /// The handshake, with a round trip of 20 ms: both sides go on with 1.
    package mutating func open() {
        _ = send(.client, 0, flags: 0x02)
        _ = send(.server, 0, 1, flags: 0x12, after: 10_000_000)
        _ = send(.client, 1, 1, after: 10_000_000)
    }
}
