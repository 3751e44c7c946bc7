import PacketPresenters
import Packets
import Terminal

/// One line of the list: what its columns say.
struct PacketRow: Sendable {
    var number: Int
    var time: String
    var source: String
    var destination: String
    var protocolName: String
    var length: String
    var info: String
    /// Whether something is wrong with it: a reset, a wrong checksum, octets that do not hold what they should.
    var isTrouble: Bool
    /// The values of the fields that the user has made columns.
    var fields: [String] = []
    /// What a colouring rule says of it.
    var style: Style?
}

/// Makes rows of packets. Keep one and use it again.
struct PacketRowMaker {
    private var columns: PacketList
    private var text = TextBuffer(capacity: 256)
    private let timeStyle: ListTime
    /// When times count from; `nil` from the first frame.
    private let reference: Timestamp?
    private var coloring: ColoringRules
    private var fields: FieldColumns?

    init(
        _ registry: Registry, _ timeStyle: ListTime, since reference: Timestamp?, coloring: ColoringRules,
        fields: [String]
    ) {
        self.fields = fields.isEmpty ? nil : FieldColumns(fields, in: registry)
        columns = PacketList(registry)
        self.timeStyle = timeStyle
        self.reference = reference
        self.coloring = coloring
    }

    mutating func row(_ packet: inout PacketView) -> PacketRow {
        let `protocol` = column(.protocol, &packet)
        let info = Self.trimmed(column(.info, &packet), `protocol`, packet)
        if let reference { packet.frame.firstTimestamp = reference }
        return PacketRow(
            number: packet.frame.number, time: timeStyle.text(of: packet.frame), source: column(.source, &packet),
            destination: column(.destination, &packet), protocolName: `protocol`, length: column(.length, &packet),
            info: info, isTrouble: Self.isTrouble(packet, info), fields: fields?.texts(of: &packet) ?? [],
            style: coloring.style(of: &packet))
    }

    private mutating func column(_ column: PacketColumn, _ packet: inout PacketView) -> String {
        text.removeAll()
        columns.write(column, of: &packet, into: &text)
        return String(decoding: text)
    }

    /// The line without the ends that stand in columns of their own; ports stay where nothing above them says more.
    private static func trimmed(_ info: String, _ protocol: String, _ packet: borrowing PacketView) -> String {
        guard let arrow = info.firstRange(of: " > "), let colon = info[arrow.upperBound...].firstRange(of: ": ") else {
            return info
        }
        let rest = String(info[colon.upperBound...])
        if `protocol` == "TCP", let tcp = packet.layer(TCP.self) {
            return "\(tcp.sourcePort.rawValue) → \(tcp.destinationPort.rawValue) \(rest)"
        }
        if `protocol` == "UDP", let udp = packet.layer(UDP.self) {
            return "\(udp.sourcePort.rawValue) → \(udp.destinationPort.rawValue) \(rest)"
        }
        return rest
    }

    private static func isTrouble(_ packet: borrowing PacketView, _ info: String) -> Bool {
        if let tcp = packet.layer(TCP.self), tcp.reset { return true }
        return info.contains("[bad cksum") || info.contains("[malformed")
    }
}

/// The values of fields, a text each; what a packet has several times is separated by commas.
private struct FieldColumns {
    private let registry: Registry
    private let selection: FieldSelection
    private var presenter: FieldsPresenter
    private var values: FieldValues

    /// `nil` where one of the names is no field's.
    init?(_ names: [String], in registry: Registry) {
        guard let selection = try? FieldSelection(names, in: registry) else { return nil }
        self.registry = registry
        self.selection = selection
        presenter = FieldsPresenter(selection, in: registry)
        values = FieldValues(selection)
    }

    mutating func texts(of packet: inout PacketView) -> [String] {
        var text = TextBuffer()
        values.collect(selection, of: &packet, in: registry)
        presenter.write(values, of: &packet, into: &text)
        let line = String(decoding: text).dropLast()
        // A tab within a value is written as \\t.
        return line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
}

/// How the list tells times.
enum ListTime: Int, CaseIterable, Sendable {
    case relative, clock, delta, epoch

    var title: String {
        switch self {
        case .relative: "seconds since the first packet"
        case .clock: "time of day, UTC"
        case .delta: "seconds since the packet before"
        case .epoch: "seconds since 1970"
        }
    }

    func text(of frame: FrameInfo) -> String {
        guard frame.hasTimestamp else { return "" }
        switch self {
        case .relative: return Self.seconds(frame.timestamp.nanoseconds(since: frame.firstTimestamp))
        case .delta: return Self.seconds(frame.timestamp.nanoseconds(since: frame.previousTimestamp))
        case .epoch: return Self.seconds(frame.timestamp.clampedNanoseconds)
        case .clock:
            let second = (frame.timestamp.seconds % 86400 + 86400) % 86400
            return [second / 3600, second / 60 % 60, second % 60].map { $0.padded(to: 2) }.joined(separator: ":")
                + "." + Int64(frame.timestamp.nanoseconds / 1000).padded(to: 6)
        }
    }

    private static func seconds(_ nanoseconds: Int64) -> String {
        let microseconds = nanoseconds.magnitude / 1000
        return (nanoseconds < 0 ? "-" : "") + "\(microseconds / 1_000_000)."
            + Int64(microseconds % 1_000_000).padded(to: 6)
    }
}

extension Int64 {
    /// Decimal, with zeros before it.
    func padded(to digits: Int) -> String {
        let text = String(self)
        return String(repeating: "0", count: Swift.max(0, digits - text.count)) + text
    }
}
