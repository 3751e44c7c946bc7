#if os(Linux)
    extension Transmission {
        /// Runs `body` and prints what was sent, also when it fails; and whether the rate was reached.
        mutating func reporting(_ rate: SendingRate, _ body: (inout Transmission) throws -> Void) throws {
            do {
                try body(&self)
            } catch {
                if packets > 0 { StandardError.print(summary) }
                throw error
            }
            StandardError.print(summary)
            if let detour { StandardError.print("ibuki: \(detour)") }
            if let shortfall = shortfall(of: rate) { StandardError.print("ibuki: \(shortfall)") }
        }

        /// What is to be said when the rate was missed.
        private func shortfall(of rate: SendingRate) -> String? {
            guard rate.isMissed(packets: packets, octets: octets, elapsed: elapsed) else { return nil }
            switch rate {
            case .top: return nil
            case .packets(let wanted): return "the rate of \(Decimal.text(wanted, digits: 0)) packets/s was not reached"
            case .bits(let wanted):
                return "the rate of \(Amount.bitRate(UInt64(min(wanted, 1e18)))) was not reached"
            }
        }
    }
#endif
