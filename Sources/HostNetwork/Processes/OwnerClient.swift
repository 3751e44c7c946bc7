#if os(Linux)
    package import Packets
    package import SystemCalls

    /// Asks a helper process whose packets are, and remembers what it said.
    ///
    /// Start it before privileges are given up: the helper keeps those that the process has at that moment.
    package struct OwnerClient: ~Copyable {
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

        private let helper: HelperProcess
        private var known: [PacketEnds: Known] = [:]
        private var isBroken = false

        /// Starts the helper.
        /// - Parameter program: where this program is.
        package init(program: String = "/proc/self/exe") throws(ErrorNumber) {
            helper = try HelperProcess("_owners", descriptors: [0, 1], program: program)
        }

        /// The processes that a packet is from and for; none when it is neither TCP nor UDP or nobody was found.
        /// - Parameter now: a moment in nanoseconds, of a clock that only goes forward.
        package mutating func owners(of packet: borrowing PacketView, at now: UInt64) -> PacketOwners {
            guard let ends = PacketEnds(packet) else { return PacketOwners() }
            return owners(of: ends, at: now)
        }

        package mutating func owners(of ends: PacketEnds, at now: UInt64) -> PacketOwners {
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
            guard (try? System.write(helper.descriptor, all: OwnerMessages.question(ends))) != nil,
                let length = System.read(helper.descriptor, exactly: 2)
            else { return nil }
            let count = Int(length[0]) << 8 | Int(length[1])
            guard count <= OwnerMessages.longestAnswer, let body = System.read(helper.descriptor, exactly: count) else {
                return nil
            }
            return OwnerMessages.owners(body)
        }
    }
#endif
