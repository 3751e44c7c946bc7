import PacketPresenters
import Packets
import SystemCalls

/// Work that is done with whichever sink the options choose.
protocol PresentingWork: ~Copyable {
    mutating func run<Sink: PresentingSink & ~Copyable>(_ sink: inout Sink) throws
}

extension ReadOptions {
    /// Does the work with the sink that shows packets as these options say.
    ///
    /// - Parameters:
    ///   - file: what the packets come from, for the formats that say so.
    ///   - isLive: whether each line is to be seen at once.
    ///   - showsInterface: whether lines begin with the interface's name.
    func present<Work: PresentingWork & ~Copyable>(
        _ work: inout Work, _ registry: Registry, file: String, isLive: Bool = System.isTerminal(1),
        showsInterface: Bool = false
    ) throws {
        let zone = System.localTimeZone()
        if count {
            var sink = CountSink()
            return try work.run(&sink)
        }
        if !fields.isEmpty { return try present(fields: &work, registry, file: file, zone) }
        switch format {
        case .fields: break
        case .json where noDuplicateKeys:
            var sink = DetailSink(MergedJSONPresenter(registry, zone: zone), registry, file: file)
            try work.run(&sink)
        case .json:
            var sink = DetailSink(JSONPresenter(registry, zone: zone), registry, file: file)
            try work.run(&sink)
        case .ek:
            var sink = DetailSink(EKPresenter(registry, zone: zone), registry, file: file)
            try work.run(&sink)
        case .pdml:
            var sink = DetailSink(PDMLPresenter(registry, zone: zone), registry, file: file)
            try work.run(&sink)
        case .text where detail || only != nil:
            var sink = try TreeSink(self, registry)
            try work.run(&sink)
        case .text:
            var sink = LineSink(self, registry, zone: zone, isLive: isLive, showsInterface: showsInterface)
            try work.run(&sink)
        }
    }

    /// Does the work with the sink that shows the chosen fields alone.
    private func present<Work: PresentingWork & ~Copyable>(
        fields work: inout Work, _ registry: Registry, file: String, _ zone: TimeZoneTable
    ) throws {
        let selection = try FieldSelection(fields, in: registry)
        switch format {
        case .text: break
        case .fields:
            let format = try fieldsFormat()
            let presenter = FieldsPresenter(selection, in: registry, format: format, zone: zone)
            var sink = FieldsSink(presenter, selection, registry, file: file)
            try work.run(&sink)
        case .json, .ek:
            let presenter = FieldsJSONPresenter(selection, in: registry, isBulk: format == .ek, zone: zone)
            var sink = FieldsSink(presenter, selection, registry, file: file)
            try work.run(&sink)
        case .pdml:
            let presenter = FieldsPDMLPresenter(selection, in: registry, zone: zone)
            var sink = FieldsSink(presenter, selection, registry, file: file)
            try work.run(&sink)
        }
    }

    /// How `-T fields` writes: what the options of `-E` say.
    private func fieldsFormat() throws -> FieldsFormat {
        var format = FieldsFormat()
        for option in fieldOptions {
            do {
                try format.set(option)
            } catch {
                throw CommandFailure(.usage, "-E \(error.description)")
            }
        }
        return format
    }
}
