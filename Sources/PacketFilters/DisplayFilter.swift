public import Packets

/// A display filter that was looked up in a registry and is ready to run: Wireshark's language on this package's fields.
///
///     var filter = try DisplayFilter("tcp.port == 80 or dns", in: .standard)
///     if filter.matches(&packet) { … }
///
/// Compiled once into flat tables. A test reads only the fields it names: fixed fields at their bits, without the rest
/// of their layer; only fields inside options, records and the like make their layer be walked, once a packet. It is
/// a value with memory of its own; use one copy a thread.
public struct DisplayFilter: Sendable {
    /// The filter as it was written.
    public let text: String
    /// What is taken but perhaps not as it was meant, such as a text without its quotes: to be told to who wrote it.
    public let remarks: [FilterError]
    private let declarations: Declarations
    private let program: FilterProgram
    private var memory: FilterMemory

    /// - Parameters:
    ///   - text: the filter; blank text lets every packet pass.
    ///   - registry: whose fields it names. The packets must be dissected by the same registry.
    ///   - timeZone: where dates without a zone are meant.
    ///   - names: where names of hosts and services are looked up that this library does not know.
    /// - Throws: `FilterError` with the place of the first mistake, what was expected there and names that were perhaps
    ///   meant.
    public init(
        _ text: String, in registry: Registry, timeZone: TimeZoneTable = .utc,
        names: FilterNames = FilterNames()
    ) throws(FilterError) {
        var binder = FilterBinder(registry, timeZone, names)
        program = try binder.bind(FilterParser.parse(text))
        memory = FilterMemory(program)
        self.text = text
        remarks = binder.remarks
        declarations = binder.declarations
    }

    /// Whether it lets every packet pass.
    public var isEmpty: Bool { program.entry == FilterProgram.accept }
    /// Whether it may ask for what is known of a packet's flow (`tcp.stream`, `tcp.seq`): then the packets' views must
    /// have their `conversations`.
    public var needsConversations: Bool { program.needsConversations }
    /// Whether it may ask for what lies behind the headers of a text protocol: then the packets must be dissected with
    /// their bodies.
    public var needsBodies: Bool { program.needsBodies }
    /// Whether it asks for times relative to other frames: then `FrameInfo` must have its `firstTimestamp`,
    /// `previousTimestamp` and `previousDisplayedTimestamp`.
    public var needsFrameTimes: Bool { program.needsFrameTimes }
    /// Whether it asks for what the capture file says in words: then `FrameInfo` must have its `notes`.
    public var needsNotes: Bool { program.needsNotes }

    /// Whether the packet passes. Changes nothing of the packet but its `index`.
    public mutating func matches(_ packet: inout PacketView) -> Bool {
        if program.usesMemory { memory.begin() }
        var next = program.entry
        while next >= 0 {
            let instruction = program.instructions[Int(next)]
            let holds: Bool
            switch instruction.operation {
            case .hasProtocol: holds = packet.hasLayer(UInt16(truncatingIfNeeded: instruction.first))
            case .hasField, .inRange, .inRanges: holds = program.test(instruction, declarations, &packet)
            case .relation: holds = memory.test(Int(instruction.first), program, declarations, &packet)
            case .clear:
                memory.counters[Int(instruction.first)] = false
                holds = true
            case .toggle:
                memory.counters[Int(instruction.first)].toggle()
                holds = true
            case .counter: holds = memory.counters[Int(instruction.first)]
            }
            next = holds ? instruction.onTrue : instruction.onFalse
        }
        return next == FilterProgram.accept
    }
}

extension PacketView {
    /// Whether there is a layer of a protocol; the frame is always there.
    @inline(__always)
    func hasLayer(_ id: UInt16) -> Bool {
        for index in 0..<layers.count where layers[index].id.rawValue == id { return true }
        return id == ProtocolID.frame.rawValue
    }
}
