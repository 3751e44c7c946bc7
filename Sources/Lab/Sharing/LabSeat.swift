public import Links
public import NetStack
internal import SystemCalls

/// A place in a lab for a program: the one that is served for its user, or else a lab of its own.
public struct LabSeat {
    /// A cable into the switch.
    public let link: any Link
    /// Addresses that nobody else in the lab has.
    public let addresses: [Interface.Address]
    /// The lab, where it is this program's own.
    package let lab: Lab?

    /// Takes a place.
    ///
    /// - Parameter path: where a lab may be served.
    /// - Throws: `LinkError`: `notPermitted` where another user serves there, `unsupported` where the served one is full or another
    ///   program; `systemFailed`, when the process has no descriptors left.
    public init(at path: String = Lab.socketPath) throws(LinkError) {
        if let cable = try SharedCable.open(path, wish: .plug) {
            link = cable
            addresses = LabHost("you", 100 + cable.seat).interfaceAddresses
            lab = nil
        } else {
            let lab = try Lab()
            link = try lab.plug()
            addresses = Lab.ownAddresses
            self.lab = lab
        }
    }

    /// Whether it is in a lab that other programs are in too.
    public var isShared: Bool { lab == nil }

    /// Begins a lab of one's own; a served one has begun.
    ///
    /// - Throws: as `Lab.start`.
    public func begin() async throws { try await lab?.start() }
}

extension Lab {
    /// Where a lab is served for the user's programs: in the folder for such things, or else in that for whatever passes.
    public static var socketPath: String {
        if let folder = System.environment("XDG_RUNTIME_DIR"), !folder.isEmpty { return "\(folder)/ibuki-lab.sock" }
        return "/tmp/ibuki-lab-\(geteuid()).sock"
    }

    /// What crosses the switch of the lab that is served, as a link; `nil` where none is.
    ///
    /// - Throws: `LinkError`, as taking a place.
    public static func hearShared(at path: String = socketPath) throws(LinkError) -> (any Link)? {
        try SharedCable.open(path, wish: .hear)
    }
}

extension SharedCable {
    /// How long the lab may take to say who one is.
    private static let patience = Duration.seconds(5)

    /// Goes to the lab that is served.
    ///
    /// - Returns: `nil` where none is.
    /// - Throws: as `LabSeat`.
    static func open(_ path: String, wish: LabGreeting) throws(LinkError) -> SharedCable? {
        let socket: Descriptor
        do throws(ErrorNumber) { socket = try UnixSocket.connect(to: path) } catch {
            switch error.rawValue {
            // Nobody serves, or nobody does any more.
            case ENOENT, ECONNREFUSED, ENOTDIR, ENAMETOOLONG: return nil
            case EAGAIN: throw LinkError(.noRoom, linkName: Lab.interfaceName, message: "the lab at \(path) is busy")
            default:
                throw LinkError(
                    error.isPermission ? .notPermitted : .systemFailed, linkName: Lab.interfaceName,
                    message: "cannot reach the lab at \(path): \(error)")
            }
        }
        guard UnixSocket.isTrusted(socket.number) else {
            throw LinkError(
                .notPermitted, linkName: Lab.interfaceName,
                message: "another user serves a lab at \(path); take that file away, or set XDG_RUNTIME_DIR")
        }
        let cable = SharedCable(socket, seat: 0)
        let waiter = try LinkWaiter()
        let end = ContinuousClock.now + patience
        do throws(LinkError) {
            try wish.send(by: cable)
            while ContinuousClock.now < end {
                if case .welcome(let seat)? = try LabGreeting.receive(from: cable) {
                    cable.seat = seat
                    return cable
                }
                _ = try waiter.wait(for: [cable], until: end)
            }
        } catch {
            guard error.code == .interfaceGone else { throw error }
            throw LinkError(
                .unsupported, linkName: Lab.interfaceName,
                message: "the lab at \(path) has no room for one more program")
        }
        throw LinkError(.unsupported, linkName: Lab.interfaceName, message: "the lab at \(path) does not answer")
    }
}
