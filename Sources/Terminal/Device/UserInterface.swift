internal import SystemCalls

/// What happens to a model.
public enum UserEvent<Message: Sendable>: Sendable {
    case input(InputEvent)
    /// What another thread says.
    case message(Message)
    /// The time that was asked for has come, in nanoseconds of a clock that only goes forward.
    case time(UInt64)
    /// Whoever started the program, or the system, wants it to end.
    case terminate
}

/// What a model wants done beside being drawn.
public enum UserEffect<Own> {
    case quit
    /// As Ctrl-Z does elsewhere.
    case suspend
    /// Draw everything anew.
    case redraw
    /// Put a text on the clipboard.
    case copy(String)
    /// Give the mouse to the program, or to the terminal.
    case mouse(Bool)
    case own(Own)
}

/// A program on a terminal: a model, what changes it, and how it is drawn.
///
/// One thread waits for keys, signals, messages and time; input comes first, then messages, then one frame at most.
/// ```swift
/// var interface = try UserInterface<Never, Never>(environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8"])
/// ```
public struct UserInterface<Message: Sendable, Own>: ~Copyable {
    /// Frames follow each other by no less, in nanoseconds.
    private static var shortest: UInt64 { 16_000_000 }

    public let device: TerminalDevice
    public let mailbox: Mailbox<Message>
    private var renderer: Renderer
    private var parser = InputParser()
    private let signals: SignalQueue
    private var size: Size
    private var isGone = false

    /// Opens the terminal; nothing of it is changed yet.
    public init(environment: [String: String]) throws(TerminalError) {
        let (device, mailbox) = (try TerminalDevice(), try Mailbox<Message>())
        signals = try Self.awaitedSignals()
        self.device = device
        self.mailbox = mailbox
        renderer = Renderer(TerminalAbilities(environment: environment))
        size = device.size
    }

    private static func awaitedSignals() throws(TerminalError) -> SignalQueue {
        do throws(ErrorNumber) {
            return try SignalQueue([SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT])
        } catch {
            throw .failed("signals cannot be waited for: \(error)")
        }
    }

    /// Runs until the model wants to quit, or the terminal is gone.
    ///
    /// - Parameters:
    ///   - update: what an event makes of the model, and what is to be done.
    ///   - deadline: when the model wants to be told the time, if it does.
    ///   - draw: what the model looks like.
    ///   - perform: does what is the program's own.
    public mutating func run<Model>(
        _ model: inout Model,
        update: (inout Model, UserEvent<Message>) -> [UserEffect<Own>],
        deadline: (Model) -> UInt64?,
        draw: (Model, inout Screen) -> Void,
        perform: (Own) -> Void
    ) throws(TerminalError) {
        try device.enter()
        defer { device.leave() }
        var (last, isStale) = (UInt64(0), true)
        var events: [UserEvent<Message>] = [.input(.resize(size))]
        while !isGone {
            for event in events {
                isStale = true
                for effect in update(&model, event) {
                    guard try run(effect, perform) else { return }
                }
            }
            var now = System.nanoseconds()
            if isStale, !device.isBusy, now >= last &+ Self.shortest {
                var screen = Screen(size)
                draw(model, &screen)
                var octets: [UInt8] = []
                renderer.render(screen, into: &octets)
                if !octets.isEmpty { device.send(octets) }
                (last, isStale) = (now, false)
            }
            let asked = deadline(model)
            // What is stale is drawn as soon as the terminal has taken the frame before, and time enough has gone.
            let next = [isStale && !device.isBusy ? last &+ Self.shortest : nil, asked, parser.deadline].compactMap(
                \.self
            ).min()
            let (readable, isWritable) = System.waitForAny(
                [device.number, signals.descriptor, mailbox.descriptor], isWriting: device.isBusy,
                nanoseconds: next.map { $0 > now ? $0 - now : 0 })
            if isWritable { device.flush() }
            now = System.nanoseconds()
            events = []
            if readable.contains(device.number) {
                if let octets = device.read() {
                    events += parser.take(octets, at: now).compactMap { heard($0) }.map { .input($0) }
                } else {
                    events.append(.terminate)
                    isGone = true
                }
            }
            events += parser.expire(at: now).map { .input($0) }
            if readable.contains(signals.descriptor) {
                while let number = signals.next() { try take(signal: number, into: &events) }
            }
            if readable.contains(mailbox.descriptor) { events += mailbox.take().map { .message($0) } }
            if let asked, asked <= now { events.append(.time(now)) }
        }
        for event in events { _ = update(&model, event) }
    }

    /// - Returns: whether it goes on.
    private mutating func run(_ effect: UserEffect<Own>, _ perform: (Own) -> Void) throws(TerminalError) -> Bool {
        switch effect {
        case .quit: return false
        case .suspend: try suspend()
        case .redraw: renderer.invalidate()
        case .copy(let text): device.copy(text)
        case .mouse(let isOurs): device.setMouse(isOurs)
        case .own(let own): perform(own)
        }
        return true
    }

    /// What the terminal answers about itself the renderer learns; the model hears it too.
    private mutating func heard(_ event: InputEvent) -> InputEvent? {
        if case .answer(.synchronizes(let does)) = event { renderer.abilities.synchronizes = does }
        return event
    }

    private mutating func take(
        signal number: Int32, into events: inout [UserEvent<Message>]
    ) throws(TerminalError) {
        switch number {
        case SIGWINCH: resize(into: &events)
        case SIGTSTP: try suspend()
        case SIGCONT:
            // Whoever stopped it may have set the terminal otherwise since.
            device.leave()
            try device.enter()
            renderer.invalidate()
            resize(into: &events)
        default: events.append(.terminate)
        }
    }

    private mutating func resize(into events: inout [UserEvent<Message>]) {
        size = device.size
        renderer.invalidate()
        events.append(.input(.resize(size)))
    }

    /// Stops until it is continued, which its signal then says.
    private mutating func suspend() throws(TerminalError) {
        device.leave()
        System.stopGroup()
    }
}
