public import PacketFilters
public import Packets

/// A statistic as `-z` asks for it, fed with the packets that its filter chooses.
///
///     var request = try StatisticRequest("conv,tcp,tcp.port == 443", in: .standard)
///     while var packet = try packets.next() { request.add(&packet) }
///     request.write(into: &text)
public struct StatisticRequest: Sendable {
    /// As it was asked for.
    public let text: String
    public private(set) var statistic: any Statistic
    /// Which packets it takes; all when `nil`. Columns of `io,stat` have filters of their own.
    public private(set) var filter: DisplayFilter?

    /// What can be asked for, each with its arguments.
    public static var forms: [String] {
        let layers = TrafficLayer.allCases.map(\.rawValue).joined(separator: "|")
        return [
            "conv,\(layers)[,FILTER]", "endpoints,\(layers)[,FILTER]", "io,phs[,FILTER]", "io,stat,SECONDS[,COLUMN...]",
            "follow,tcp|udp,ascii|hex|raw,N",
        ]
    }

    /// Reads what stands behind `-z`.
    /// - Throws: `StatisticError`: what is wrong, and what is expected.
    public init(_ text: String, in registry: Registry) throws(StatisticError) {
        self.text = text
        var words = Words(text)
        switch words.next() {
        case "conv": statistic = Conversations(of: try words.layer())
        case "endpoints": statistic = Endpoints(of: try words.layer())
        case "io":
            switch words.next() {
            case "phs": statistic = ProtocolHierarchy()
            case "stat":
                guard let interval = words.next() else { throw words.error("io,stat wants an interval in seconds") }
                statistic = try IntervalStatistics(interval, columns: words.columns, in: registry)
                return
            default: throw words.error("io is followed by phs or stat")
            }
        case "follow":
            statistic = try words.follower()
            return
        case "credentials":
            throw StatisticError(
                "credentials are not listed: Ibuki shows what a packet holds to who looks at it, and collects no passwords",
                .refused)
        default: throw words.unknown
        }
        let rest = words.rest
        filter = rest.isEmpty ? nil : try DisplayFilter.ofStatistic(rest, in: registry)
    }

    /// Whether the packets' views must have their conversations.
    public var needsConversations: Bool { statistic.needsConversations || filter?.needsConversations ?? false }
    /// Whether the packets must be dissected with their bodies.
    public var needsBodies: Bool { statistic.needsBodies || filter?.needsBodies ?? false }

    /// Takes in a packet, if the filter chooses it.
    public mutating func add(_ packet: inout PacketView) {
        if filter?.matches(&packet) ?? true { statistic.add(&packet) }
    }

    /// Writes the table as tshark does.
    public func write(into text: inout TextBuffer) { statistic.write(filter: filter?.text, into: &text) }

    /// Whether a filter or a column of it asks for a field of the frame itself.
    public var asksForFrame: Bool {
        if let filter { return filter.text.namesFrame }
        return (statistic as? IntervalStatistics)?.columns.contains { $0.text?.namesFrame ?? false } ?? false
    }

    /// Has the tree of `io,phs` begin with the frame, as tshark's does where somebody asks for a field of it.
    public mutating func showFrame() {
        guard var hierarchy = statistic as? ProtocolHierarchy else { return }
        hierarchy.showsFrame = true
        statistic = hierarchy
    }
}

extension String {
    /// Whether a filter asks for the frame: `frame`, `frame.len`.
    public var namesFrame: Bool {
        split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "_") }
            .contains { $0 == "frame" || $0.hasPrefix("frame.") }
    }
}

/// The words of a request, between its commas.
private struct Words {
    private let text: String
    /// What was not read yet; it begins behind a comma.
    private(set) var rest: String

    init(_ text: String) {
        self.text = text
        rest = text
    }

    /// The next word; `nil` where there is no more.
    mutating func next() -> String? {
        guard !rest.isEmpty else { return nil }
        guard let comma = rest.firstIndex(of: ",") else {
            defer { rest = "" }
            return rest
        }
        defer { rest = String(rest[rest.index(after: comma)...]) }
        return String(rest[..<comma])
    }

    /// What the rest lists, each a column.
    var columns: [String] {
        rest.isEmpty ? [] : rest.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    mutating func layer() throws(StatisticError) -> TrafficLayer {
        let word = next() ?? ""
        guard let layer = TrafficLayer(rawValue: word) else {
            let known = TrafficLayer.allCases.map(\.rawValue).joined(separator: ", ")
            throw error(word.isEmpty ? "it wants a layer: \(known)" : "'\(word)' is none of \(known)")
        }
        return layer
    }

    mutating func follower() throws(StatisticError) -> StreamFollower {
        guard let word = next(), let layer = TrafficLayer(rawValue: word), layer.hasPorts else {
            throw error("follow is followed by tcp or udp")
        }
        let forms = StreamFollower.Form.allCases.map(\.rawValue).joined(separator: ", ")
        guard let form = next().flatMap({ StreamFollower.Form(rawValue: $0) }) else {
            throw error("behind the layer stands how it is shown: \(forms)")
        }
        guard let stream = next().flatMap({ UInt32($0) }), rest.isEmpty else {
            throw error("at the end stands the stream's number, as \(layer.rawValue).stream shows it")
        }
        return StreamFollower(layer, stream: stream, as: form)
    }

    func error(_ message: String) -> StatisticError { StatisticError("'\(text)': \(message)") }

    /// None of those that there are.
    var unknown: StatisticError {
        StatisticError(
            "there is no statistic '\(text)'; expected one of\n  "
                + StatisticRequest.forms.joined(separator: "\n  "), .unknown)
    }
}
