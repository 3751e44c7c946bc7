import Packets
import Streams

extension StatisticRequest {
    /// Writes the table as JSON objects, one a line: each says in `statistic` what it is a row of.
    func writeJSON(into text: inout TextBuffer) {
        for row in rows {
            var object = JSONObject()
            object.add("statistic", self.text)
            object.append(row)
            object.write(into: &text)
        }
    }

    private var rows: [JSONObject] {
        switch statistic {
        case let table as Conversations: table.sorted(by: .packets).map { $0.json(since: table.origin) }
        case let table as Endpoints: table.sorted.map(\.json)
        case let table as ProtocolHierarchy: table.rows.map(\.json)
        case let table as IntervalStatistics: table.json
        case let table as StreamFollower: table.json
        default: []
        }
    }
}

extension Traffic {
    fileprivate func add(to object: inout JSONObject, _ prefix: String) {
        object.add("\(prefix)packets", packets)
        object.add("\(prefix)bytes", octets)
    }
}

extension TrafficEnd {
    fileprivate var json: JSONObject {
        var object = JSONObject()
        object.add("address", address)
        if let port { object.add("port", port) }
        return object
    }
}

extension Conversations.Row {
    /// - Parameter origin: from which its start counts.
    func json(since origin: Timestamp?) -> JSONObject {
        var object = JSONObject()
        object.add("a", opener.json)
        object.add("b", answerer.json)
        if let stream { object.add("stream", stream) }
        sent.add(to: &object, "sent_")
        received.add(to: &object, "received_")
        object.add("start", .nanoseconds(start.nanoseconds(since: origin ?? start)))
        object.add("duration", .nanoseconds(duration))
        for (key, traffic) in [("sent_bits_per_second", sent), ("received_bits_per_second", received)] {
            guard let rate = rate(of: traffic), rate < 1e18 else { continue }
            object.add(key, UInt64(rate))
        }
        return object
    }
}

extension Endpoints.Row {
    fileprivate var json: JSONObject {
        var object = end.json
        sent.add(to: &object, "sent_")
        received.add(to: &object, "received_")
        return object
    }
}

extension ProtocolHierarchy.Node {
    fileprivate var json: JSONObject {
        var object = JSONObject()
        object.add("protocol", name)
        object.add("depth", depth)
        traffic.add(to: &object, "")
        return object
    }
}

extension IntervalStatistics {
    /// One object an interval.
    fileprivate var json: [JSONObject] {
        (0..<(cells.map(\.count).max() ?? 0)).map { row in
            var object = JSONObject()
            let start = UInt64(row) &* (interval ?? 0)
            let end = interval.map { min(start &+ $0, max(duration, start)) } ?? duration
            object.add("start", .microseconds(start))
            object.add("end", .microseconds(end))
            object.add(
                "columns",
                columns.indices.map { column in
                    (row < cells[column].count ? cells[column][row] : Cell()).json(columns[column])
                })
            return object
        }
    }
}

extension IntervalStatistics.Cell {
    fileprivate func json(_ column: IntervalColumn) -> JSONObject {
        var object = JSONObject()
        if let text = column.text { object.add("column", text) }
        object.add("frames", frames)
        switch column.calculation {
        case .framesAndOctets, .octets: object.add("bytes", value)
        case .frames: break
        case .count: object.add("value", value)
        case .average where samples == 0: object.addNull("value")
        case .average where column.isTime: object.add("value", .nanoseconds(Int64(bitPattern: value / samples)))
        case .average: object.add("value", hundredths: value / samples * 100 + value % samples * 100 / samples)
        case _ where samples == 0: object.addNull("value")
        case _ where column.isTime: object.add("value", .nanoseconds(Int64(bitPattern: value)))
        case _ where column.isSigned: object.add("value", Int64(bitPattern: value))
        default: object.add("value", value)
        }
        return object
    }
}

extension StreamFollower {
    func writeJSON(into text: inout TextBuffer) { for object in json { object.write(into: &text) } }

    /// One object for what a side said at once, its octets in hexadecimal; or for what is missing.
    fileprivate var json: [JSONObject] {
        parts.map { part in
            var object = JSONObject()
            object.add("stream", stream)
            object.add("from", part.isAnswer ? 1 : 0)
            if let end = part.isAnswer ? ends?.answerer : ends?.opener { object.add("end", end.json) }
            object.add("frame", part.piece.frame)
            switch part.piece.content {
            case .gap(let count): object.add("missing", count)
            case .octets(let octets):
                var text = TextBuffer(capacity: octets.count * 2)
                unsafe text.append(hexOf: octets.span.bytes)
                object.add("data", String(decoding: text))
            }
            return object
        }
    }
}
