import Packets

/// A field that is not what was expected of it.
struct PacketMismatch: Sendable, Equatable {
    /// As packetdrill names it: `tcp_window_size`.
    var field: String
    var expected: String
    var actual: String
}

extension PacketPattern {
    /// The first field that is not as expected; both with the numbers of the script.
    /// - Parameter tolerance: by how many milliseconds time stamps may differ.
    func mismatch(_ live: LivePacket, _ actual: PacketPattern, tolerance: Int64) -> PacketMismatch? {
        let family = live.isIPv4 ? "ipv4" : "ipv6"
        if let ecn = internet.ecn, !ecn.matches(bits: live.trafficClass) {
            return PacketMismatch(
                field: "\(family)_ecn", expected: ecn.rawValue, actual: CongestionMark(bits: live.trafficClass).rawValue
            )
        }
        if let trafficClass = internet.trafficClass, trafficClass != live.trafficClass {
            return PacketMismatch(
                field: live.isIPv4 ? "ipv4_tos" : "ipv6_traffic_class", expected: "\(trafficClass)",
                actual: "\(live.trafficClass)")
        }
        if let hopLimit = internet.hopLimit, hopLimit != live.hopLimit {
            return PacketMismatch(
                field: live.isIPv4 ? "ipv4_ttl" : "ipv6_hop_limit", expected: "\(hopLimit)", actual: "\(live.hopLimit)")
        }
        switch (body, actual.body) {
        case (.tcp(let expected), .tcp(let segment)): return expected.mismatch(segment, tolerance: tolerance)
        case (.udp(let expected), .udp(let count)):
            return expected == count
                ? nil : PacketMismatch(field: "udp_length", expected: "\(expected + 8)", actual: "\(count + 8)")
        case (.icmp(let expected), .icmp(let message)):
            return expected.mismatch(message, live, family: family)
        default:
            return PacketMismatch(field: "\(family)_protocol", expected: protocolName, actual: actual.protocolName)
        }
    }

    private var protocolName: String {
        switch body {
        case .tcp: "tcp"
        case .udp: "udp"
        case .icmp: "icmp"
        }
    }
}

extension SegmentPattern {
    fileprivate func mismatch(_ actual: SegmentPattern, tolerance: Int64) -> PacketMismatch? {
        func differs<Number: BinaryInteger>(_ field: String, _ expected: Number?, _ actual: Number?) -> PacketMismatch?
        {
            guard let expected, expected != actual else { return nil }
            return PacketMismatch(field: field, expected: "\(expected)", actual: actual.map { "\($0)" } ?? "none")
        }
        let flags: [(String, TCP.Flags)] = [
            ("tcp_fin", .finish), ("tcp_syn", .synchronize), ("tcp_rst", .reset), ("tcp_ack", .acknowledgment),
            ("tcp_psh", .push), ("tcp_urg", .urgent), ("tcp_ece", .echo), ("tcp_cwr", .congestionWindowReduced),
            ("tcp_ae", .accurateECN),
        ]
        for (name, flag) in flags where has(flag) != actual.has(flag) {
            return PacketMismatch(field: name, expected: has(flag) ? "1" : "0", actual: actual.has(flag) ? "1" : "0")
        }
        return differs("tcp_seq", first, actual.first) ?? differs("tcp_payload_length", count, actual.count)
            ?? differs("tcp_ack_seq", acknowledgment, actual.acknowledgment)
            ?? differs("tcp_window_size", window, actual.window)
            ?? differs("tcp_urg_ptr", urgentPointer, actual.urgentPointer)
            ?? optionsMismatch(actual, tolerance: tolerance)
    }

    private func optionsMismatch(_ actual: SegmentPattern, tolerance: Int64) -> PacketMismatch? {
        guard let options, let others = actual.options else { return nil }
        let isSame =
            options.count == others.count
            && zip(options, others).allSatisfy { expected, other in
                if case .timestamps(let value, let echo) = expected, case .timestamps(let live, let heard) = other {
                    return echo == heard && Int64(Int32(bitPattern: live &- value).magnitude) <= tolerance
                }
                return expected == other
            }
        guard !isSame else { return nil }
        func text(_ options: [OptionPattern]) -> String { "<\(options.map(\.text).joined(separator: ","))>" }
        return PacketMismatch(field: "tcp_options", expected: text(options), actual: text(others))
    }
}

extension MessagePattern {
    fileprivate func mismatch(_ actual: MessagePattern, _ live: LivePacket, family: String) -> PacketMismatch? {
        guard case .icmp(let type, let code, let mtu) = live.body else {
            return PacketMismatch(field: "\(family)_protocol", expected: "icmp", actual: actual.type)
        }
        guard let numbers = ICMPWords.numbers(self, isIPv4: live.isIPv4) else {
            return PacketMismatch(field: "icmp_type", expected: text, actual: actual.text)
        }
        guard numbers.type == type else {
            return PacketMismatch(field: "icmp_type", expected: self.type, actual: actual.type)
        }
        guard self.code == nil || numbers.code == code else {
            return PacketMismatch(field: "icmp_code", expected: self.code ?? "", actual: actual.code ?? "\(code)")
        }
        guard let expected = self.mtu, expected != mtu else { return nil }
        return PacketMismatch(field: "icmp_mtu", expected: "\(expected)", actual: "\(mtu)")
    }
}
