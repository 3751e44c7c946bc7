public import Packets

extension Conversations {
    public func write(filter: String?, into text: inout TextBuffer) {
        text.append(character: "=", repeated: 80)
        text.append("\n\(layer.title) Conversations\nFilter:\(filter ?? "<No Filter>")\n" as String)
        for labels: StaticString in [
            "|       <-      | |       ->      | |     Total     |    Relative    |   Duration   |\n",
            "| Frames  Bytes | | Frames  Bytes | | Frames  Bytes |      Start     |              |\n",
        ] {
            text.append(character: " ", repeated: layer.hasPorts ? 59 : 47)
            text.append(labels)
        }
        for row in sorted(by: .packets) { write(row, into: &text) }
        text.append(character: "=", repeated: 80)
        text.append("\n")
    }

    private func write(_ row: Row, into text: inout TextBuffer) {
        let width = layer.hasPorts ? 26 : 20
        text.append(leftIn: width) { row.opener.appendText(to: &$0) }
        text.append(" <-> ")
        text.append(leftIn: width) { row.answerer.appendText(to: &$0) }
        for traffic in [row.received, row.sent, row.total] {
            text.append("  ")
            text.append(traffic.packets, rightIn: 6)
            text.append(" ")
            text.append(leftIn: 9) { $0.append(amountOf: traffic.octets) }
        }
        let (start, end) = (nanoseconds(to: row.start), nanoseconds(to: row.end))
        text.append("  ")
        text.append(rightIn: 14) { $0.append(secondsOf: start) }
        text.append("   ")
        // The difference of what doubles hold, not the duration: so the last digit is tshark's.
        text.append(rightIn: 12) { $0.append(Self.seconds(end) - Self.seconds(start), decimals: 4) }
        text.append("\n")
    }

    /// Since the capture's first frame.
    private func nanoseconds(to time: Timestamp) -> Int64 { time.nanoseconds(since: origin ?? time) }

    private static func seconds(_ nanoseconds: Int64) -> Double {
        let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        return Double(whole) + Double(rest) / 1e9
    }
}
