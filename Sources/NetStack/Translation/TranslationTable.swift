import Packets

/// Whose ports can be passed on to an inside host.
public enum TranslatedTransport: Sendable, BitwiseCopyable { case tcp, udp }

/// What is translated: of an echo request the identifier stands for the port. RFC 3022 section 2.2.
enum TranslatedProtocol: UInt8, BitwiseCopyable {
    case icmp = 1
    case tcp = 6
    case udp = 17
}

/// An inside address and port, and the port that stands for them outside. The same for all whom the inside speaks to
/// (RFC 4787 section 4.1), and open to all who answer (section 5).
struct TranslationEntry: BitwiseCopyable {
    var isUsed = false
    /// Whether it was configured, and never ends.
    var isFixed = false
    var kind = TranslatedProtocol.udp
    var inside = IPv4Address.unspecified
    var insidePort: UInt16 = 0
    var interface = InterfaceID(rawValue: 0)
    var outsidePort: UInt16 = 0
    var expiresAt: UInt64 = 0
    /// Of TCP: whether both sides spoke, and which of them has finished.
    var isEstablished = false
    var insideFinished = false
    var outsideFinished = false

    /// How long it stays when nobody speaks, in nanoseconds: RFC 4787 section 4.3, RFC 5382 section 5, RFC 5508 section 3.2.
    var lifetime: UInt64 {
        switch kind {
        case .icmp: 60_000_000_000
        case .udp: 300_000_000_000
        case .tcp:
            isEstablished && !(insideFinished && outsideFinished) ? 7_440_000_000_000 : 240_000_000_000
        }
    }
}

/// All translations, found from either side. Bounded: where there is no more room nothing new begins.
struct TranslationTable: ~Copyable {
    private(set) var entries: [TranslationEntry] = []
    private var free: [Int] = []
    private var inside: SlotTable
    private var outside: SlotTable
    private let limit: Int
    private let secrets: StackSecrets
    /// When something may be forgotten.
    private(set) var deadline = Deadlines.never

    init(limit: Int, secrets: StackSecrets) {
        self.limit = limit
        self.secrets = secrets
        inside = SlotTable(capacity: max(1, limit))
        outside = SlotTable(capacity: max(1, limit))
    }

    var count: Int { entries.count - free.count }

    subscript(slot: Int) -> TranslationEntry {
        get { entries[slot] }
        set { entries[slot] = newValue }
    }

    /// The translation of an inside address on its way out by an interface.
    func find(_ kind: TranslatedProtocol, inside address: IPv4Address, _ port: UInt16, on interface: InterfaceID)
        -> Int?
    {
        inside.find(hash(kind, address, port, interface)) { slot in
            entries[slot].kind == kind && entries[slot].inside == address && entries[slot].insidePort == port
                && entries[slot].interface == interface
        }
    }

    /// The translation that an outside port stands for.
    func find(_ kind: TranslatedProtocol, outside port: UInt16, on interface: InterfaceID) -> Int? {
        outside.find(hash(kind, .unspecified, port, interface)) { slot in
            entries[slot].kind == kind && entries[slot].outsidePort == port && entries[slot].interface == interface
        }
    }

    /// Adds a translation; `nil` when there is no room.
    mutating func insert(_ entry: TranslationEntry, now: UInt64) -> Int? {
        let slot: Int
        if let last = free.popLast() {
            slot = last
        } else if entries.count < limit {
            entries.append(TranslationEntry())
            slot = entries.count - 1
        } else {
            return nil
        }
        entries[slot] = entry
        entries[slot].isUsed = true
        inside.insert(hash(entry.kind, entry.inside, entry.insidePort, entry.interface), slot: slot)
        outside.insert(hash(entry.kind, .unspecified, entry.outsidePort, entry.interface), slot: slot)
        refresh(slot, now: now)
        return slot
    }

    mutating func remove(_ slot: Int) {
        let entry = entries[slot]
        inside.remove(hash(entry.kind, entry.inside, entry.insidePort, entry.interface), slot: slot)
        outside.remove(hash(entry.kind, .unspecified, entry.outsidePort, entry.interface), slot: slot)
        entries[slot] = TranslationEntry()
        free.append(slot)
    }

    /// Somebody spoke: it stays as long as it may from now on.
    mutating func refresh(_ slot: Int, now: UInt64) {
        guard !entries[slot].isFixed else { return }
        entries[slot].expiresAt = now &+ entries[slot].lifetime
        // What is refreshed is looked at when it would have ended, and once more then.
        deadline = min(deadline, entries[slot].expiresAt)
    }

    /// Forgets those whose time is over.
    mutating func expire(_ now: UInt64) {
        guard deadline <= now else { return }
        deadline = Deadlines.never
        for slot in entries.indices where entries[slot].isUsed && !entries[slot].isFixed {
            if entries[slot].expiresAt <= now {
                remove(slot)
            } else {
                deadline = min(deadline, entries[slot].expiresAt)
            }
        }
    }

    private func hash(
        _ kind: TranslatedProtocol, _ address: IPv4Address, _ port: UInt16, _ interface: InterfaceID
    ) -> UInt32 {
        FlowEnds(
            local: IPv6Address(mapping: address), localPort: port,
            remote: IPv6Address(high: UInt64(kind.rawValue), low: UInt64(truncatingIfNeeded: interface.rawValue)),
            remotePort: 0
        ).hash(secrets)
    }
}
