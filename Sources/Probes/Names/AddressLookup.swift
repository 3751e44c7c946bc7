public import HostNetwork
internal import PacketProtocols
public import Packets
internal import Synchronization

/// Finds the addresses of names: what the host knows itself, what servers say, and what they said before. RFC 1034 section 5.3
public final class AddressLookup: Sendable {
    private let configuration: ResolverConfiguration
    private let hosts: HostsTable
    private let carrier: any NameCarrier
    private let now: @Sendable () -> ContinuousClock.Instant
    private let cache = Mutex(NameCache())

    /// How many names stand for one another at most. RFC 1034 section 3.6.2 wants an end.
    private static let aliasLimit = 8

    /// - Parameters:
    ///   - carrier: what carries questions to the servers.
    ///   - now: what time it is; tests turn their own clock.
    public init(
        _ configuration: ResolverConfiguration, hosts: HostsTable = HostsTable(parsing: ""),
        by carrier: any NameCarrier,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.configuration = configuration
        self.hosts = hosts
        self.carrier = carrier
        self.now = now
    }

    /// A name that has no address of a family, or does not exist.
    public struct Nothing: Error, Sendable, CustomStringConvertible {
        public var description: String
    }

    /// The addresses of a name of one family.
    ///
    /// - Throws: `Nothing`; `NameAsker.Silence` when no server answered; `ForgeError` for what is no name; `CancellationError`.
    public func addresses(of name: String, _ family: IPFamily) async throws -> [IPAddress] {
        let known = hosts[name].filter { Self.isOf(family, $0) }
        if !known.isEmpty { return known }
        var silence: NameAsker.Silence?
        for candidate in configuration.candidates(for: name) {
            do {
                let found = try await whole(candidate, family)
                if !found.isEmpty { return found }
            } catch let error as NameAsker.Silence {
                // Of the others one may be known.
                silence = error
            }
        }
        if let silence { throw silence }
        throw Nothing(description: "has no \(family == .v4 ? "IPv4" : "IPv6") address")
    }

    /// The addresses of a name of both families, those of IPv6 first (RFC 6724 section 2.1); both are asked for at once.
    ///
    /// - Throws: as of one family, when there is none of either.
    public func addresses(of name: String) async throws -> [IPAddress] {
        async let new = Result { try await addresses(of: name, .v6) }
        let old = await Result { try await addresses(of: name, .v4) }
        let found = await ((try? new.get()) ?? []) + ((try? old.get()) ?? [])
        if found.isEmpty {
            _ = try old.get()
            _ = try await new.get()
        }
        return found
    }

    private func whole(_ name: String, _ family: IPFamily) async throws -> [IPAddress] {
        var name = name.lowercased()
        for _ in 0..<Self.aliasLimit {
            let key = NameCache.Key(name: name, isOld: family == .v4)
            if let known = cache.withLock({ $0.addresses(key, at: now()) }) { return known }
            var asker = NameAsker(configuration.servers)
            asker.tries = configuration.tries
            asker.patience = configuration.patience
            let question = NameQuestion(name, type: DNS.RecordType(rawValue: family == .v4 ? 1 : 28))
            let answer = try await asker.ask(question, by: carrier).answer
            guard answer.code.rawValue == 0 || answer.code.rawValue == 3 else {
                throw NameAsker.Silence(description: "\(name): the server says \(answer.status)")
            }
            let (found, last, time) = Self.read(answer, of: name, family)
            // A name that only stands for another is asked for by that, where the server did not say more.
            if found.isEmpty, last != name, answer.code.rawValue == 0, answer.authorities.isEmpty {
                name = last
                continue
            }
            cache.withLock { $0.add(key, found, for: time, at: now()) }
            return found
        }
        return []
    }

    /// What an answer says of a name: its addresses, the name that it stands for in the end, and how long that holds.
    private static func read(
        _ answer: NameAnswer, of name: String, _ family: IPFamily
    ) -> (addresses: [IPAddress], last: String, time: Duration) {
        var last = name
        var time = UInt32.max
        let type: UInt16 = family == .v4 ? 1 : 28
        for _ in 0..<aliasLimit {
            let records = answer.answers.filter { $0.name.lowercased() == last && $0.recordClass == "IN" }
            let found = records.filter { $0.type.rawValue == type }
            if !found.isEmpty {
                time = found.reduce(time) { min($0, $1.timeToLive) }
                return (found.compactMap { try? IPAddress(parsing: $0.data) }, last, .seconds(Int64(time)))
            }
            guard let alias = records.first(where: { $0.type.rawValue == 5 }) else { break }
            time = min(time, alias.timeToLive)
            last = alias.data.lowercased()
        }
        // That there is nothing holds as long as the zone says. RFC 2308 section 5
        let zone = answer.authorities.first { $0.type.rawValue == 6 }
        let minimum = zone.flatMap { zone in
            zone.data.split(separator: " ").last.flatMap { UInt32($0) }.map { min($0, zone.timeToLive) }
        }
        return ([], last, .seconds(Int64(min(time, minimum ?? 0))))
    }

    private static func isOf(_ family: IPFamily, _ address: IPAddress) -> Bool {
        if case .v4 = address { family == .v4 } else { family == .v6 }
    }
}

extension Result where Failure == any Error {
    /// What async work comes to.
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
