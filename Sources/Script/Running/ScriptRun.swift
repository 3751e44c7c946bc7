import NetStack
import Packets

extension Script {
    /// Runs the script against a stack of its own, in virtual time.
    ///
    /// - Parameter observe: is told what happens, in its order.
    /// - Throws: `ScriptError`, at the first line that is not as the script says.
    public func run(_ observe: (ScriptStep) -> Void = { _ in }) throws(ScriptError) {
        var settings = SystemSettings(configuration: StackConfiguration(secrets: StackSecrets(0x5EED, 0x1BC1)))
        settings.configuration.connectionLimit = 64
        settings.configuration.socketLimit = 16
        settings.configuration.neighborLimit = 16
        settings.configuration.destinationLimit = 16
        // What sets the host up stands before everything else.
        var first = 0
        while first < events.count, case .command(let text) = events[first].action {
            try settings.apply(text, name, events[first].place)
            first += 1
        }
        var run = ScriptRun(self, settings)
        try run.perform(events[first...], observe)
    }
}

/// A script that is being run: the stack, the time, the application's sockets, and the packets that left.
struct ScriptRun: ~Copyable {
    /// No run has more frames or steps.
    static var mostFrames: Int { 200_000 }
    static var mostSteps: Int { 1_000_000 }

    let script: Script
    var options: ScriptOptions { script.options }
    var settings: SystemSettings
    var stack: Stack
    let interface: InterfaceID
    /// When the script began, and what time it is, by the stack's clock.
    let start: UInt64 = 1_000_000_000_000
    var now: UInt64 = 1_000_000_000_000
    private var frames = 0
    private var steps = 0
    /// What left and was not yet compared, the first first.
    var outbox: [LivePacket] = []
    /// What is to be told to who watches.
    var seen: [ScriptStep] = []

    var sockets: [Int64: ScriptSocket] = [:]
    var flows: [Flow] = []
    /// What packets are of: the last flow that began, or a listener that waits for one.
    var flow: Int?
    var listening: Int64?
    /// Of whom assertions speak.
    var current: Int64?
    var pending: PendingCall?
    /// What code has given names to.
    var variables: [String: Double] = [:]

    init(_ script: Script, _ settings: SystemSettings) {
        self.script = script
        self.settings = settings
        stack = Stack(settings.configuration)
        let options = script.options
        let length = options.family == .ipv4 ? 16 : 48
        interface = stack.add(
            Interface(
                hardwareAddress: nil, mtu: options.mtu,
                addresses: [.init(options.local, prefixLength: length)], gateways: [options.gateway]))
    }

    /// The time since the script began.
    var elapsed: Int64 { Int64(now - start) }
    var moment: Duration { .nanoseconds(elapsed) }

    func error(_ code: ScriptError.Code, _ place: ScriptPlace, _ message: String, details: [String] = []) -> ScriptError
    {
        ScriptError(code, script.name, place, message, details: details)
    }

    // MARK: Time

    /// Takes out what leaves now, and lets a call that waits go on.
    private mutating func drain(_ place: ScriptPlace, _ observe: (ScriptStep) -> Void) throws(ScriptError) {
        while true {
            var octets: [UInt8] = []
            while takeFrame(&octets) {
                frames += 1
                guard frames <= Self.mostFrames else {
                    throw error(.packet, place, "more than \(Self.mostFrames) packets left; the script is too long")
                }
                if let packet = octets.lend({ LivePacket($0, time: now) }) { note(packet, octets) }
            }
            while let happening = stack.nextHappening() {
                if happening.what.contains(.peerFinished) { noteFinished() }
            }
            for step in seen { observe(step) }
            seen.removeAll(keepingCapacity: true)
            guard try goOn() else { return }
        }
    }

    /// Takes the next frame that leaves now.
    private mutating func takeFrame(_ octets: inout [UInt8]) -> Bool {
        octets.removeAll(keepingCapacity: true)
        guard let frame = stack.next(now: now) else { return false }
        frame.append(to: &octets)
        return true
    }

    private mutating func note(_ packet: LivePacket, _ octets: [UInt8]) {
        let index = flows.lastIndex { packet.belongs(to: $0) }
        if let index, case .tcp(let segment) = packet.body { flows[index].note(segment) }
        let flow = index.map { flows[$0] }
        seen.append(
            .packet(at: moment, isInbound: false, octets: octets, text: packet.pattern(in: flow).text))
        outbox.append(packet)
    }

    /// Lets time go on; what is due until then happens in its turn. Ends early when something leaves and `untilSent`.
    mutating func advance(
        to time: Int64, untilSent: Bool = false, untilDone: Bool = false, _ place: ScriptPlace,
        _ observe: (ScriptStep) -> Void
    ) throws(ScriptError) {
        let target = start + UInt64(max(time, elapsed))
        while true {
            try drain(place, observe)
            if untilSent, !outbox.isEmpty { return }
            if untilDone, pending == nil { return }
            steps += 1
            guard steps <= Self.mostSteps else {
                throw error(
                    .timing, place, "the stack has more than \(Self.mostSteps) timers to run; the script is too long")
            }
            guard let next = nextDeadline, next <= target else { break }
            now = max(now, next)
        }
        now = target
        try drain(place, observe)
    }

    /// When the stack, or a call that waits for no longer than a time, has something to do.
    private var nextDeadline: UInt64? {
        mutating get {
            let own = stack.nextDeadline
            guard let limit = pollLimit, limit > now else { return own }
            return min(own ?? limit, limit)
        }
    }

    // MARK: Lines

    mutating func perform(_ events: ArraySlice<ScriptEvent>, _ observe: (ScriptStep) -> Void) throws(ScriptError) {
        // The time of the line before, as the script has it.
        var last: Int64 = 0
        for event in events {
            let begin: Int64
            var end: Int64
            switch event.time {
            case .absolute(let time): (begin, end) = (time, time)
            case .relative(let time): (begin, end) = (last + time, last + time)
            case .absoluteRange(let first, let until): (begin, end) = (first, until)
            case .relativeRange(let first, let until): (begin, end) = (last + first, last + until)
            case .any: (begin, end) = (last, ScriptParser.longestTime)
            }
            guard end >= last, begin <= ScriptParser.longestTime else {
                throw error(
                    .timing, event.place,
                    "the line is for \(Seconds.text(begin)), and the one before was at \(Seconds.text(last)); times go forward, for \(ScriptParser.longestTime / Seconds.nanoseconds) seconds at most"
                )
            }
            end = min(end, ScriptParser.longestTime)
            switch event.action {
            case .packet(let packet) where !packet.isInbound:
                let happened = try expect(packet, event.time, begin, end, observe)
                last = event.time.isExact ? begin : happened
                continue
            default: try advance(to: begin, event.place, observe)
            }
            last = begin
            switch event.action {
            case .packet(let packet): try inject(packet)
            case .call(let call):
                try finishPending(event.place, observe)
                try startCall(call, event.time, begin)
            case .command(let text): try change(text, event.place)
            case .code(let block): try check(block)
            }
        }
        let place = events.last?.place ?? ScriptPlace(line: 1, column: 1)
        try advance(to: elapsed, place, observe)
        try finishPending(place, observe)
        if !options.ignoresRest { try needNothingMore(place) }
    }

    /// A setting that is changed while connections are there.
    private mutating func change(_ text: String, _ place: ScriptPlace) throws(ScriptError) {
        let before = settings
        try settings.apply(text, script.name, place)
        guard settings.isSame(as: before) else {
            throw error(
                .unsupported, place, "settings are fixed once the stack runs; move the command before the first line")
        }
    }
}

extension EventTime {
    /// Whether it names one moment.
    var isExact: Bool {
        switch self {
        case .absolute, .relative: true
        default: false
        }
    }
}
