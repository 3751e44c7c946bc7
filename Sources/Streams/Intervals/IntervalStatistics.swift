import PacketFilters
import PacketPresenters
public import Packets

/// What came in each interval of a capture, in columns: `io,stat`.
public struct IntervalStatistics: Statistic {
    /// What one column says of one interval.
    public struct Cell: Sendable, BitwiseCopyable {
        public fileprivate(set) var frames: UInt64 = 0
        /// Of how many values an average is.
        public fileprivate(set) var samples: UInt64 = 0
        /// Octets, a count, a sum (also where an average is asked for), a minimum or a maximum; as an unsigned number what is
        /// signed too.
        public fileprivate(set) var value: UInt64 = 0

        /// Of an interval without packets.
        public init() {}
    }

    /// In microseconds; `nil` for the whole capture as one.
    public let interval: UInt64?
    /// Digits behind the point that its text gives it.
    let precision: Int
    public private(set) var columns: [IntervalColumn]
    /// For each column its intervals from the first to the last that has a packet. One that went before counts in the last.
    public private(set) var cells: [[Cell]]
    /// How many intervals are kept; packets behind them are left out.
    public let limit: Int
    public private(set) var leftOut: UInt64 = 0
    /// From the capture's first frame to the latest, in microseconds.
    public private(set) var duration: UInt64 = 0
    /// The largest that each column ever held, by which tshark measures how wide it is.
    private(set) var peaks: [(frames: UInt64, value: UInt64)]
    private let registry: Registry
    private let selection: FieldSelection
    /// Which column of the selection a column's field is; -1 for none.
    private let places: [Int]
    private var values: FieldValues
    private var latest: UInt64 = 0

    /// - Parameters:
    ///   - interval: in seconds, `0` for the whole capture, as `-z io,stat,N` has it.
    ///   - columns: `FILTER`, `SUM(field)filter` and the like; one of all packets when there are none.
    /// - Throws: what is wrong with them.
    public init(
        _ interval: String, columns: [String] = [], in registry: Registry, limit: Int = 1 << 18
    ) throws(StatisticError) {
        guard let seconds = Double(interval), seconds >= 0, seconds < 1e12 else {
            throw StatisticError(
                "'\(interval)' is no interval; expected seconds, such as 1 or 0.5, or 0 for the whole capture")
        }
        let length = UInt64(seconds * 1_000_000 + 0.5)
        guard length >= 1 || seconds == 0 else {
            throw StatisticError("an interval of \(interval) s is too short; the shortest is 0.000001")
        }
        self.interval = seconds == 0 ? nil : length
        self.limit = max(limit, 1)
        precision = seconds == 0 ? 0 : Self.precision(of: length, interval)
        var read: [IntervalColumn] = []
        for text in columns.isEmpty ? [""] : columns { read.append(try IntervalColumn(text, in: registry)) }
        self.columns = read
        let names = read.map(\.field).filter { !$0.isEmpty }
        do throws(UnknownField) {
            selection = try FieldSelection(names, in: registry)
        } catch {
            throw StatisticError(unknownField: error.name, in: registry)
        }
        places = read.map { column in column.field.isEmpty ? -1 : names.firstIndex(of: column.field) ?? -1 }
        values = FieldValues(selection)
        self.registry = registry
        cells = Array(repeating: [Cell()], count: read.count)
        peaks = Array(repeating: (0, 0), count: read.count)
    }

    /// As many digits as it has behind the point, or as its text has zeros there.
    private static func precision(of interval: UInt64, _ text: String) -> Int {
        var digits = 6
        var power: UInt64 = 10
        while digits > 0, interval % power == 0 {
            digits -= 1
            power *= 10
        }
        guard digits == 0, let point = text.firstIndex(of: ".") else { return digits }
        return min(text.distance(from: point, to: text.endIndex) - 1, 6)
    }

    public var needsConversations: Bool {
        columns.contains { $0.filter?.needsConversations ?? false }
            || selection.names.contains { registry.mayDependOnFlows(fieldNamed: $0) }
    }
    public var needsBodies: Bool {
        columns.contains { $0.filter?.needsBodies ?? false }
            || selection.names.contains { registry.mayLieInBody(fieldNamed: $0) }
    }

    public mutating func add(_ packet: inout PacketView) {
        let passed = packet.frame.timestamp.nanoseconds(since: packet.frame.firstTimestamp)
        // A frame that the clock puts before the first counts where the one before it did.
        if passed >= 0 {
            latest = (UInt64(passed) + 500) / 1000
            duration = max(duration, latest)
        }
        var isCollected = false
        for column in columns.indices {
            guard columns[column].filter?.matches(&packet) ?? true else { continue }
            guard let cell = cell(of: column) else {
                leftOut &+= 1
                continue
            }
            if places[column] >= 0, !isCollected {
                values.collect(selection, of: &packet, in: registry)
                isCollected = true
            }
            take(packet, column, cell)
        }
    }

    /// The interval that is now; those that had no packet are made.
    private mutating func cell(of column: Int) -> Int? {
        let now = interval.map { latest / $0 } ?? 0
        guard now < UInt64(limit) else { return nil }
        while cells[column].count <= Int(now) { cells[column].append(Cell()) }
        return cells[column].count - 1
    }

    private mutating func take(_ packet: borrowing PacketView, _ column: Int, _ index: Int) {
        let calculation = columns[column].calculation
        var cell = cells[column][index]
        cell.frames &+= 1
        if calculation.hasField {
            let isSigned = columns[column].isSigned
            var isFirst = cell.frames == 1
            values.forEach(in: places[column]) { node in
                let value = values.detail.nodes[node].raw
                cell.samples &+= 1
                switch calculation {
                case .count: cell.value &+= 1
                case .minimum: if isFirst || Self.isLess(value, cell.value, isSigned) { cell.value = value }
                case .maximum: if Self.isLess(cell.value, value, isSigned) { cell.value = value }
                default: cell.value &+= value
                }
                isFirst = false
            }
        } else {
            cell.value &+= UInt64(packet.frame.originalLength)
        }
        cells[column][index] = cell
        note(cell, of: column)
    }

    private static func isLess(_ a: UInt64, _ b: UInt64, _ isSigned: Bool) -> Bool {
        isSigned ? Int64(bitPattern: a) < Int64(bitPattern: b) : a < b
    }

    private mutating func note(_ cell: Cell, of column: Int) {
        peaks[column].frames = max(peaks[column].frames, cell.frames)
        if columns[column].calculation != .average {
            peaks[column].value = max(peaks[column].value, cell.value)
        } else if cell.samples > 0 {
            let average = cell.value / cell.samples
            let shown = columns[column].isTime ? (average &+ 500_000_000) / 1_000_000_000 : average
            peaks[column].value = max(peaks[column].value, shown)
        }
    }

    /// - Precondition: the other has the same interval and the same columns.
    public mutating func merge(_ other: IntervalStatistics) {
        precondition(interval == other.interval && columns.count == other.columns.count, "other columns")
        duration = max(duration, other.duration)
        leftOut &+= other.leftOut
        for column in columns.indices {
            for (index, theirs) in other.cells[column].enumerated() {
                if index >= cells[column].count { cells[column].append(Cell()) }
                cells[column][index].take(theirs, columns[column])
                note(cells[column][index], of: column)
            }
        }
    }
}

extension IntervalStatistics.Cell {
    fileprivate mutating func take(_ other: Self, _ column: IntervalColumn) {
        defer {
            frames &+= other.frames
            samples &+= other.samples
        }
        guard other.frames > 0 else { return }
        let isLess =
            column.isSigned ? Int64(bitPattern: other.value) < Int64(bitPattern: value) : other.value < value
        switch column.calculation {
        case .minimum: if frames == 0 || isLess { value = other.value }
        case .maximum: if frames == 0 || !isLess { value = other.value }
        default: value &+= other.value
        }
    }
}
