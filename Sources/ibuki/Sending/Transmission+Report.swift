#if os(Linux)
    import HostNetwork
    import Links
    import Sending

    extension Transmission {
        /// Runs `body` and prints what was sent, also when it fails; and whether the rate was reached.
        mutating func reporting(_ rate: SendingRate, _ body: (inout Transmission) throws -> Void) throws {
            report = { StandardError.print($0.summary) }
            do {
                try body(&self)
            } catch {
                if packets > 0 { StandardError.print(summary) }
                throw error
            }
            // Where nothing could be sent, why that is so is all there is to say.
            if packets == 0, let reason = unfit.reason { throw reason }
            StandardError.print(summary)
            if let reason = unfit.reason {
                StandardError.print(
                    unfit.count == 1
                        ? "ibuki: 1 packet was not sent: \(reason)"
                        : "ibuki: \(unfit.count) packets were not sent; of the first: \(reason)")
            }
            if let detour { StandardError.print("ibuki: \(detour)") }
            if let shortfall = shortfall(of: rate) { StandardError.print("ibuki: \(shortfall)") }
        }

        /// What is to be said when the rate was missed.
        private func shortfall(of rate: SendingRate) -> String? {
            // A frame that was passed over had its turn.
            guard unfit.count == 0, rate.isMissed(packets: packets, octets: octets, elapsed: elapsed) else {
                return nil
            }
            switch rate {
            case .top: return nil
            case .packets(let wanted): return "the rate of \(Decimal.text(wanted, digits: 0)) packets/s was not reached"
            case .bits(let wanted):
                return "the rate of \(Amount.bitRate(UInt64(min(wanted, 1e18)))) was not reached"
            }
        }

        /// Why frames did not all go the way that was asked for.
        private var detour: String? {
            guard let obstacle = (link as? PacketSocketLink)?.obstacleToXDP else { return nil }
            return "\(obstacle); sent by the packet socket"
        }

        /// The packets, the octets, the time and the rate, in one line.
        private var summary: String {
            let amount =
                "ibuki: \(packets) \(packets == 1 ? "packet" : "packets"), \(octets) octets sent by \(link.name)"
            guard packets > 1, elapsed > 0 else { return amount }
            let bits = Double(octets) / Double(packets) * 8 * packetRate
            return "\(amount) in \(Decimal.text(Double(elapsed) / 1e9, digits: 6)) s: "
                + "\(Decimal.text(packetRate, digits: packetRate < 1000 ? 2 : 0)) packets/s, "
                + Amount.bitRate(UInt64(min(bits, 1e18)))
        }
    }

    extension CapturedPackets {
        /// Says that packets were sent shorter than they once were.
        func tellOfCuts() {
            guard cutCount > 0 else { return }
            let which = cutCount == 1 ? "1 packet was" : "\(cutCount) packets were"
            StandardError.print("ibuki: \(which) cut short by the capture and sent as short as the capture has it")
        }
    }
#endif
