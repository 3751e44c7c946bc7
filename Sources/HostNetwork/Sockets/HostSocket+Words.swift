package import Packets

extension Layer<HostSocket> {
    /// ss(8)'s name of its kind: `tcp`, `u_str`, `p_raw`.
    package var kindWord: String {
        switch (self.transport, self.type) {
        case (.unix, .stream): "u_str"
        case (.unix, .datagram): "u_dgr"
        case (.unix, _): "u_seq"
        case (.packet, .raw): "p_raw"
        case (.packet, _): "p_dgr"
        default: self.transport.description
        }
    }

    /// What TCP knows, in ss(8)'s words.
    package var informationWords: String {
        var words = ["\(self.congestionControl)"]
        if self.hasTimestamps { words.append("ts") }
        if self.hasSACK { words.append("sack") }
        if self.hasECN { words.append("ecn") }
        let time = self.roundTripTime
        if time != HostSocket.noRoundTripTime {
            let deviation = Amount.nanoseconds(self.roundTripVariation.raw)
            words.append("rtt \(Amount.nanoseconds(time.raw)) +- \(deviation)")
        }
        let least = self.minimumRoundTripTime
        if least != HostSocket.noMinimumRoundTripTime { words.append("min \(Amount.nanoseconds(least.raw))") }
        words.append("rto \(Amount.nanoseconds(self.retransmissionTimeout.raw))")
        words.append("cwnd \(self.congestionWindow)")
        let threshold = self.sendThreshold
        if threshold != HostSocket.noThreshold { words.append("ssthresh \(threshold)") }
        words.append("mss \(self.sendMSS)")
        words.append("wscale \(self.sendScale),\(self.receiveScale)")
        words.append("retrans \(self.retransmitted)/\(self.retransmissions)")
        let lost = self.lost
        if lost > 0 { words.append("lost \(lost)") }
        let flight = self.unacknowledged
        if flight > 0 { words.append("in flight \(flight)") }
        words.append("sent \(Amount.octets(self.octetsSent))")
        words.append("received \(Amount.octets(self.octetsReceived))")
        let rate = self.deliveryRate
        if rate > 0 { words.append("delivery \(Amount.bitRate(rate > .max / 8 ? .max : rate * 8))") }
        if self.isApplicationLimited { words.append("app_limited") }
        return words.joined(separator: "  ")
    }
}

extension SocketState {
    /// ss(8)'s word: `LISTEN`, `ESTAB`, `TIME-WAIT`.
    package var word: String {
        switch self {
        case .established: "ESTAB"
        case .unconnected: "UNCONN"
        default: description.uppercased()
        }
    }
}
