public import Links
internal import Packets
internal import Synchronization
internal import SystemCalls

/// Lets other programs of the same user into a lab, by a socket among the host's files: each gets a cable into the switch and a number
/// of its own, or hears what crosses the switch.
///
///     let door = try LabDoor(to: lab)
///     while true {
///         _ = try waiter.wait(for: [], or: door.descriptors, until: door.deadline)
///         door.attend()
///     }
///
/// One thread owns it. The socket goes with it; who is inside stays.
public final class LabDoor {
    /// Where the socket is.
    public let path: String
    private let lab: Lab
    private let listener: Descriptor
    private let seats = SeatNumbers()
    /// Who has not said yet what he wants, and until when he may.
    private var newcomers: [(cable: SharedCable, deadline: ContinuousClock.Instant)] = []

    /// How long one may take to say what he wants.
    private static let patience = Duration.seconds(2)

    /// Opens a door. What is left of one that was not closed is taken away.
    ///
    /// - Throws: `LinkError`: `unsupported` when a lab is served there already; `notPermitted`, `systemFailed`.
    public init(to lab: Lab, at path: String = Lab.socketPath) throws(LinkError) {
        self.lab = lab
        self.path = path
        do throws(ErrorNumber) { _ = try UnixSocket.connect(to: path) } catch {
            // Nobody listens there any more.
            if error.rawValue == ECONNREFUSED { _ = unsafe unlink(path) }
        }
        do throws(ErrorNumber) { listener = try UnixSocket.listen(at: path) } catch {
            if error.rawValue == EADDRINUSE {
                throw LinkError(
                    .unsupported, linkName: Lab.interfaceName, message: "a lab is served already, at \(path)")
            }
            throw LinkError(
                error.isPermission ? .notPermitted : .systemFailed, linkName: Lab.interfaceName,
                message: "cannot be served at \(path): \(error)")
        }
    }

    deinit { _ = unsafe unlink(path) }

    /// What becomes readable when there is something to attend to.
    public var descriptors: [Int32] { [listener.number] + newcomers.compactMap(\.cable.pollDescriptor) }
    /// When there is something to attend to though nothing became readable.
    public var deadline: ContinuousClock.Instant? { newcomers.map(\.deadline).min() }
    /// How many are inside, or at the door.
    public var guestCount: Int { seats.count }

    /// Takes in who stands there, as far as there is room.
    public func attend() {
        while let socket = UnixSocket.accept(listener.number) {
            guard let number = seats.take() else { continue }
            let seats = seats
            let cable = SharedCable(socket, seat: number) { seats.giveBack(number) }
            newcomers.append((cable, .now + Self.patience))
        }
        newcomers.removeAll { newcomer in
            do {
                guard let wish = try LabGreeting.receive(from: newcomer.cable) else { return newcomer.deadline <= .now }
                try LabGreeting.welcome(newcomer.cable.seat).send(by: newcomer.cable)
                switch wish {
                case .plug: lab.join(newcomer.cable)
                case .hear: lab.joinMirror(newcomer.cable)
                case .welcome: break
                }
            } catch {}
            return true
        }
    }
}

/// Numbers for who is inside, each given to one at a time.
private final class SeatNumbers: Sendable {
    private let taken = Mutex<Set<UInt8>>([])

    /// How many may be inside at once.
    private static let limit: UInt8 = 32

    var count: Int { taken.withLock { $0.count } }

    func take() -> UInt8? {
        taken.withLock { taken in
            let free = (0..<Self.limit).first { !taken.contains($0) }
            if let free { taken.insert(free) }
            return free
        }
    }

    func giveBack(_ number: UInt8) { _ = taken.withLock { $0.remove(number) } }
}

/// The messages that are said first on a shared cable: by the guest what he wants, and by the lab which number he has.
enum LabGreeting: Equatable {
    /// A cable into the switch.
    case plug
    /// A copy of what crosses the switch.
    case hear
    case welcome(UInt8)

    /// With the number of this way of speaking.
    private static let start = Array("ibuki lab 1: ".utf8)

    private var octets: [UInt8] {
        switch self {
        case .plug: Self.start + Array("p".utf8) + [0]
        case .hear: Self.start + Array("h".utf8) + [0]
        case .welcome(let seat): Self.start + Array("w".utf8) + [seat]
        }
    }

    func send(by cable: SharedCable) throws(LinkError) { try unsafe cable.send(octets.span.bytes, offload: nil) }

    /// - Returns: `nil` when nothing has come yet.
    /// - Throws: `LinkError`: `unsupported` for what is no greeting, `interfaceGone`.
    static func receive(from cable: SharedCable) throws(LinkError) -> LabGreeting? {
        guard let frame = try cable.receive() else { return nil }
        let octets = frame.bytes.octets(0, frame.bytes.byteCount)
        let seat = octets.last ?? 0
        guard let greeting = [LabGreeting.plug, .hear, .welcome(seat)].first(where: { $0.octets == octets }) else {
            throw LinkError(.unsupported, linkName: cable.name, message: "what is there speaks another language")
        }
        return greeting
    }
}
