public import HostNetwork
public import Packets

/// Which address of a name is tried next, and when: so that a family that does not work costs a quarter of a second, and not minutes. A
/// state machine that is told the time. RFC 8305
public struct ConnectionRace: Sendable {
    /// How long IPv6 addresses are waited for when those of IPv4 come first. RFC 8305 section 3
    public static let resolutionDelay = Duration.milliseconds(50)
    /// How long one attempt has for itself before the next begins. RFC 8305 section 5
    public static let attemptDelay = Duration.milliseconds(250)
    /// How many addresses are tried at most.
    static let limit = 16

    /// What to do now.
    public enum Step: Sendable, Equatable {
        case connect(IPAddress)
        /// Nothing before this moment, unless something happens.
        case wait(until: ContinuousClock.Instant)
        /// Nothing before something happens.
        case later
        /// There is nothing left to try.
        case failed
    }

    private var waiting: [IPFamily: [IPAddress]] = [:]
    /// The families whose addresses are still being asked for.
    private var asking: Set<IPFamily>
    private var heldUntil: ContinuousClock.Instant?
    private var nextAttempt: ContinuousClock.Instant?
    private var latest: IPFamily?
    private var running = 0
    private var tried = 0

    /// - Parameter families: those that are asked for.
    public init(_ families: Set<IPFamily>) { asking = families }

    /// The addresses of a family are known: none where there are none.
    public mutating func resolved(_ family: IPFamily, _ addresses: [IPAddress], at now: ContinuousClock.Instant) {
        asking.remove(family)
        waiting[family] = addresses
        if family == .v4, asking.contains(.v6), !addresses.isEmpty { heldUntil = now + Self.resolutionDelay }
    }

    /// An attempt came to nothing; the next one need not wait.
    public mutating func failed() {
        running -= 1
        nextAttempt = nil
    }

    /// What to do now; called again after everything that happens, and after `connect` at once.
    public mutating func next(at now: ContinuousClock.Instant) -> Step {
        guard tried < Self.limit, let family = nextFamily else {
            return running > 0 || !asking.isEmpty && tried < Self.limit ? .later : .failed
        }
        if latest == nil, family == .v4, asking.contains(.v6), let heldUntil, heldUntil > now {
            return .wait(until: heldUntil)
        }
        if running > 0, let nextAttempt, nextAttempt > now { return .wait(until: nextAttempt) }
        guard let address = waiting[family]?.removeFirst() else { return .failed }
        latest = family
        running += 1
        tried += 1
        nextAttempt = now + Self.attemptDelay
        return .connect(address)
    }

    /// The families take turns, IPv6 first. RFC 8305 section 4
    private var nextFamily: IPFamily? {
        let first: IPFamily = latest == .v6 ? .v4 : .v6
        let second: IPFamily = first == .v6 ? .v4 : .v6
        return [first, second].first { !(waiting[$0] ?? []).isEmpty }
    }

    /// Runs a race.
    ///
    /// - Parameters:
    ///   - lookUp: gives the addresses of a family.
    ///   - connect: connects to an address. It is cancelled when another was faster.
    ///   - discard: lets go of a connection that was too late.
    /// - Returns: the connection that was there first.
    /// - Throws: what the last attempt threw, or else looking up; `CancellationError`.
    public static func run<Connection: Sendable>(
        _ families: Set<IPFamily>, lookUp: @escaping @Sendable (IPFamily) async throws -> [IPAddress],
        connect: @escaping @Sendable (IPAddress) async throws -> Connection,
        discard: @escaping @Sendable (Connection) async -> Void
    ) async throws -> Connection {
        try await withThrowingTaskGroup(of: RaceHappening<Connection>.self) { group in
            var race = ConnectionRace(families)
            var failure: (any Error)?
            for family in families {
                group.addTask {
                    do { return .resolved(family, .success(try await lookUp(family))) } catch {
                        return .resolved(family, .failure(error))
                    }
                }
            }
            while true {
                try Task.checkCancellation()
                switch race.next(at: .now) {
                case .connect(let address):
                    group.addTask {
                        do { return .connected(.success(try await connect(address))) } catch {
                            return .connected(.failure(error))
                        }
                    }
                    continue
                case .wait(let moment):
                    group.addTask {
                        try? await Task.sleep(until: moment)
                        return .moment
                    }
                case .later: break
                case .failed: throw failure ?? CancellationError()
                }
                switch try await group.next() {
                case .resolved(let family, .success(let addresses))?: race.resolved(family, addresses, at: .now)
                case .resolved(let family, .failure(let error))?:
                    race.resolved(family, [], at: .now)
                    // Why a connection failed says more.
                    failure = failure ?? error
                case .connected(.failure(let error))?:
                    race.failed()
                    failure = error
                case .connected(.success(let connection))?:
                    group.cancelAll()
                    while let late = try? await group.next() {
                        if case .connected(.success(let connection)) = late { await discard(connection) }
                    }
                    return connection
                case .moment?, nil: break
                }
            }
        }
    }
}

/// What happens in a race.
private enum RaceHappening<Connection: Sendable>: Sendable {
    case resolved(IPFamily, Result<[IPAddress], any Error>)
    case connected(Result<Connection, any Error>)
    case moment
}
