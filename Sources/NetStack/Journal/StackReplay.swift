import Packets

/// Lives again what a stack wrote down (`StackConfiguration.journalEpoch`): the same calls at the same times, in no time. A stack
/// has no clock and no randomness of its own, so that the same frames leave, octet by octet; whether they do is looked at.
///
///     let summary = try StackReplay.run(journal) { event, after in print(after, event) }
///     print(summary.sent, "frames left as they had")
public struct StackReplay: ~Copyable {
    /// What was done.
    public struct Summary: Sendable, Equatable {
        /// Frames that came, and frames that left.
        public var received = 0
        public var sent = 0
        /// What an application asked for.
        public var calls = 0
        /// From the first call at some time to the last, in nanoseconds.
        public var time: UInt64 = 0
        /// Whether the journal ends within a block: whoever wrote it was stopped.
        public var isCut = false
    }

    private var reader: JournalReader
    private var stack: Stack
    private let epoch: UInt64
    private var summary = Summary()
    private var first: UInt64?
    private var now: UInt64 = 0
    /// Of the frame that comes next.
    private var details: (isChecked: Bool, segmentSize: Int, arrival: UInt64?) = (false, 0, nil)

    /// Plays a journal to its end.
    ///
    /// - Parameter onEvent: hears what the stack did and why, whether that was asked for in its first life or not, and so many
    ///   nanoseconds after its first frame or call.
    /// - Throws: `JournalError`: with the place.
    public static func run(
        _ journal: [UInt8], onEvent: (StackEvent, _ after: UInt64) -> Void = { _, _ in }
    ) throws(JournalError) -> Summary {
        var replay = try StackReplay(journal)
        while try replay.step() {
            for event in replay.stack.takeEvents() { onEvent(event, event.time &- (replay.first ?? event.time)) }
        }
        return replay.summary
    }

    private init(_ journal: [UInt8]) throws(JournalError) {
        var reader = try JournalReader(journal)
        guard case .call(var record)? = try? reader.read(), record.call == .configuration else {
            throw JournalError(
                .notJournal, at: 0, "this is a capture, and no journal: it does not say how the stack was made")
        }
        let version = try record.number()
        guard version == Journal.version else {
            throw JournalError(
                .malformed, at: record.offset, "it is of version \(version), and \(Journal.version) is known here")
        }
        let epoch = try record.number()
        var configuration = try StackConfiguration(&record)
        configuration.eventLimit = max(configuration.eventLimit, 1024)
        self.reader = reader
        self.epoch = epoch
        stack = Stack(configuration)
    }

    /// Does what the next block says; `false` when there is none.
    private mutating func step() throws(JournalError) -> Bool {
        guard let block = try reader.read() else {
            summary.isCut = reader.isCut
            return false
        }
        switch block {
        case .call(var record): try make(&record)
        case .frame(let octets, let interface, let isOutgoing, let time):
            try turn(to: time &- epoch)
            if isOutgoing { try send(octets, by: interface) } else { try receive(octets, by: interface) }
        }
        return true
    }

    /// Time goes on.
    private mutating func turn(to time: UInt64) throws(JournalError) {
        guard time >= now, time <= UInt64(JournalRecord.longest) else {
            throw JournalError(.malformed, at: reader.offset, "the clock goes from \(now) to \(time) ns")
        }
        now = time
        first = first ?? time
        summary.time = time - (first ?? time)
    }

    // MARK: Frames

    private mutating func receive(_ octets: Range<Int>, by interface: Int) throws(JournalError) {
        let (interface, all) = (try self.interface(interface), reader.octets)
        stack.receive(
            unsafe all.span.bytes.extracting(octets), on: interface, isChecked: details.isChecked,
            segmentSize: details.segmentSize, arrival: details.arrival, now: now)
        details = (false, 0, nil)
        summary.received += 1
    }

    private mutating func send(_ octets: Range<Int>, by interface: Int) throws(JournalError) {
        var sent: [UInt8] = []
        var by = -1
        if let frame = stack.next(now: now) {
            frame.append(to: &sent)
            by = frame.interface.rawValue
        }
        guard by >= 0 else { throw differs("nothing left, where a frame of \(octets.count) octets had") }
        guard by == interface else { throw differs("it left by interface \(by), and had by \(interface)") }
        guard sent.count == octets.count else { throw differs("it has \(sent.count) octets, and had \(octets.count)") }
        if let place = sent.indices.first(where: { sent[$0] != reader.octets[octets.lowerBound + $0] }) {
            throw differs("octet \(place) is \(sent[place]), and was \(reader.octets[octets.lowerBound + place])")
        }
        summary.sent += 1
    }

    private func differs(_ what: String) -> JournalError {
        JournalError(
            .differs, at: reader.offset, "frame \(summary.sent + 1) that left is not as it had been: \(what)")
    }

    private func interface(_ index: Int) throws(JournalError) -> InterfaceID {
        guard stack.interfaces.indices.contains(index) else {
            throw JournalError(.malformed, at: reader.offset, "there is no interface \(index) yet")
        }
        return InterfaceID(rawValue: index)
    }

    // MARK: Calls

    private mutating func make(_ record: inout JournalRecord) throws(JournalError) {
        switch record.call {
        case .configuration: throw JournalError(.malformed, at: record.offset, "the stack is made a second time")
        case .interface:
            guard stack.interfaces.count < 64 else {
                throw JournalError(.malformed, at: record.offset, "there are 64 interfaces already")
            }
            _ = stack.add(try Interface(&record))
        case .details:
            details = (
                try record.flag(), try record.integer(to: 65535),
                try record.optional { (record) throws(JournalError) in
                    UInt64(try record.integer(to: JournalRecord.longest))
                }
            )
        case .nothing:
            try turn(to: try record.number())
            var left = 0
            if let frame = stack.next(now: now) { left = frame.byteCount }
            guard left == 0 else { throw differs("a frame of \(left) octets left, where none had") }
        case .deadline: _ = stack.nextDeadline
        default:
            summary.calls += 1
            try call(&record)
        }
    }

    private mutating func call(_ record: inout JournalRecord) throws(JournalError) {
        let (all, data) = (reader.octets, record.octets)
        switch record.call {
        case .listen:
            let address = try record.optional { (record) throws(JournalError) in try record.address() }
            _ = try? stack.listen(
                on: try record.port(), address: address, backlog: try record.integer(to: 1 << 20))
        case .accept:
            let listener = try listener(&record)
            _ = stack.accept(listener)
        case .closeListener:
            let listener = try listener(&record)
            try turn(&record)
            stack.close(listener, now: now)
        case .listenerOption:
            let listener = try listener(&record)
            stack.set(try ConnectionOption(&record), of: listener)
        case .connect:
            let (address, port) = (try record.address(), try record.port())
            let own = try record.optional { (record) throws(JournalError) in try record.port() }
            let interface = try optionalInterface(&record)
            try turn(&record)
            _ = try? stack.connect(to: address, port: port, from: own, on: interface, now: now)
        case .write:
            let connection = try connection(&record)
            _ = try? stack.write(unsafe all.span.bytes.extracting(data), to: connection)
        case .read:
            let connection = try connection(&record)
            try withScratch(&record) { (stack, target) in _ = try? stack.read(into: &target, from: connection) }
        case .finish:
            let connection = try connection(&record)
            try? stack.finish(connection)
        case .close:
            let connection = try connection(&record)
            try turn(&record)
            stack.close(connection, now: now)
        case .abort:
            let connection = try connection(&record)
            try turn(&record)
            stack.abort(connection, now: now)
        case .option:
            let connection = try connection(&record)
            try? stack.set(try ConnectionOption(&record), of: connection)
        default: try callOfDatagrams(&record)
        }
    }

    private mutating func callOfDatagrams(_ record: inout JournalRecord) throws(JournalError) {
        let (all, data) = (reader.octets, record.octets)
        switch record.call {
        case .openSocket:
            let kind = DatagramProtocol(rawValue: UInt8(try record.integer(to: 1))) ?? .udp
            let port = try record.optional { (record) throws(JournalError) in try record.port() }
            _ = try? stack.openSocket(kind, port: port)
        case .openRaw:
            let number = UInt8(try record.integer(to: 255))
            _ = try? stack.openRawSocket(protocolNumber: number, includesHeader: try record.flag())
        case .send:
            let socket = try socket(&record)
            let (address, port) = (try record.address(), try record.port())
            let source = try record.optional { (record) throws(JournalError) in try record.address() }
            let interface = try optionalInterface(&record)
            try turn(&record)
            try? stack.send(
                unsafe all.span.bytes.extracting(data), to: address, port: port, from: socket, source: source,
                on: interface, now: now)
        case .receive:
            let socket = try socket(&record)
            try withScratch(&record) { (stack, target) in _ = try? stack.receive(into: &target, from: socket) }
        case .hopLimit:
            let socket = try socket(&record)
            let limit = try record.optional { (record) throws(JournalError) in UInt8(try record.integer(to: 255)) }
            try? stack.setHopLimit(limit, of: socket)
        case .closeSocket:
            let socket = try socket(&record)
            stack.close(socket)
        default: try callOfInterfaces(&record)
        }
    }

    private mutating func callOfInterfaces(_ record: inout JournalRecord) throws(JournalError) {
        let interface = try interface(try record.integer(to: 64))
        switch record.call {
        case .addRoute, .removeRoute:
            let address = try record.address()
            let length = try record.integer(to: IPv6Address(address).isIPv4 ? 32 : 128)
            let gateway = try record.optional { (record) throws(JournalError) in try record.address() }
            if record.call == .addRoute {
                try? stack.addRoute(to: address, prefixLength: length, via: gateway, on: interface)
            } else {
                stack.removeRoute(to: address, prefixLength: length, via: gateway, on: interface)
            }
        case .addAddress: stack.add(try Interface.Address(&record), to: interface)
        case .addLent:
            let address = try Interface.Address(&record)
            try turn(&record)
            stack.addLent(address, to: interface, now: now)
        case .removeAddress: stack.remove(try record.address(), from: interface)
        case .acceptAny: stack.setAcceptsAnyAddress(try record.flag(), on: interface)
        case .translate: stack.translate(on: interface)
        case .join, .leave:
            let group = try record.address()
            try turn(&record)
            if record.call == .join {
                try? stack.join(group, on: interface, now: now)
            } else {
                stack.leave(group, on: interface, now: now)
            }
        default:
            let (port, transport) = (try record.port(), try record.flag() ? TranslatedTransport.udp : .tcp)
            let (address, inside) = (try record.address(), try record.port())
            try turn(&record)
            try? stack.forwardPort(port, of: transport, on: interface, to: address, port: inside, now: now)
        }
    }

    // MARK: What calls name

    private mutating func turn(_ record: inout JournalRecord) throws(JournalError) { try turn(to: try record.number()) }

    private func listener(_ record: inout JournalRecord) throws(JournalError) -> ListenerHandle {
        ListenerHandle(index: try record.integer(to: stack.listeners.count - 1))
    }

    private func connection(_ record: inout JournalRecord) throws(JournalError) -> ConnectionHandle {
        ConnectionHandle(
            slot: Int32(try record.integer(to: Int(Int32.max))),
            generation: UInt32(try record.integer(to: Int(UInt32.max))))
    }

    private func socket(_ record: inout JournalRecord) throws(JournalError) -> DatagramHandle {
        DatagramHandle(
            slot: try record.integer(to: Int(Int32.max)), generation: UInt32(try record.integer(to: Int(UInt32.max))))
    }

    private func optionalInterface(_ record: inout JournalRecord) throws(JournalError) -> InterfaceID? {
        let index = try record.optional { (record) throws(JournalError) in try record.integer(to: 64) }
        guard let index else { return nil }
        return try interface(index)
    }

    /// Lends as many octets as the call had for what it read.
    private mutating func withScratch(
        _ record: inout JournalRecord, _ body: (inout Stack, inout MutableRawSpan) -> Void
    ) throws(JournalError) {
        let count = min(try record.integer(to: Int.max), 1 << 26)
        unsafe withUnsafeTemporaryAllocation(byteCount: max(count, 1), alignment: 8) { memory in
            var target = unsafe MutableRawSpan(_unsafeBytes: UnsafeMutableRawBufferPointer(rebasing: memory[..<count]))
            body(&stack, &target)
        }
    }
}
