import Glibc
import Packets

/// Asks a helper process whose packets are, and remembers what it said.
///
/// Start it before privileges are given up: the helper keeps those that the process has at that moment.
struct OwnerClient: ~Copyable {
    /// How many ends are remembered; then all are asked for anew.
    private static let memoryLimit = 1 << 16
    /// How long an answer holds: afterwards the same ports may be another connection's.
    private static let lifetime: UInt64 = 30_000_000_000
    /// How long it holds that nobody was found: a process may only just have begun.
    private static let lifetimeOfNone: UInt64 = 500_000_000

    private struct Known {
        var owners: PacketOwners
        var until: UInt64
    }

    private let descriptor: Int32
    private let helper: pid_t
    private var known: [PacketEnds: Known] = [:]
    private var isBroken = false

    /// Starts the helper. posix_spawn(3), socketpair(2)
    /// - Parameter program: where this program is.
    init(program: String = "/proc/self/exe") throws(CommandFailure) {
        var ends: [Int32] = [-1, -1]
        guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0, &ends) == 0 else {
            throw Self.failure(errno)
        }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        var identifier: pid_t = 0
        let words = unsafe [strdup("ibuki"), strdup("_owners"), nil]
        let result = unsafe posix_spawn(&identifier, program, &actions, nil, words, environ)
        unsafe words.forEach { unsafe free($0) }
        unsafe posix_spawn_file_actions_destroy(&actions)
        close(ends[1])
        guard result == 0 else {
            close(ends[0])
            throw Self.failure(result)
        }
        descriptor = ends[0]
        helper = identifier
    }

    private static func failure(_ number: Int32) -> CommandFailure {
        CommandFailure(.failed, "cannot start the finder of processes: \(unsafe String(cString: strerror(number)))")
    }

    /// The helper ends when it reads the end of its questions.
    deinit {
        close(descriptor)
        var status: Int32 = 0
        while unsafe waitpid(helper, &status, 0) < 0, errno == EINTR {}
    }

    /// The processes that a packet is from and for; none when it is neither TCP nor UDP or nobody was found.
    /// - Parameter now: a moment in nanoseconds, of a clock that only goes forward.
    mutating func owners(of packet: borrowing PacketView, at now: UInt64) -> PacketOwners {
        guard let ends = PacketEnds(packet) else { return PacketOwners() }
        return owners(of: ends, at: now)
    }

    mutating func owners(of ends: PacketEnds, at now: UInt64) -> PacketOwners {
        if let known = known[ends], now < known.until { return known.owners }
        guard !isBroken, let owners = ask(ends) else {
            isBroken = true
            return PacketOwners()
        }
        if known.count >= Self.memoryLimit { known.removeAll(keepingCapacity: true) }
        known[ends] = Known(
            owners: owners, until: now &+ (owners.isEmpty ? Self.lifetimeOfNone : Self.lifetime))
        return owners
    }

    private func ask(_ ends: PacketEnds) -> PacketOwners? {
        guard Descriptor.write(descriptor, OwnerMessages.question(ends)),
            let length = Descriptor.read(descriptor, 2)
        else { return nil }
        let count = Int(length[0]) << 8 | Int(length[1])
        guard count <= OwnerMessages.longestAnswer, let body = Descriptor.read(descriptor, count) else {
            return nil
        }
        return OwnerMessages.owners(body)
    }
}
