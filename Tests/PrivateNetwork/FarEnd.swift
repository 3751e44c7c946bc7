#if os(Linux)
    import Foundation

    /// The other end of a cable, in a network namespace of its own: another host.
    public struct FarEnd {
        /// What keeps the namespace alive.
        private let keeper: RunningProgram
        /// The hardware address of `b0`.
        public let mac: [UInt8] = [2, 0, 0, 0, 0, 0xb]

        /// Makes the far end.
        ///
        /// - Parameter cable: the commands that make `a0` here and `b0` in the namespace of the process with this number.
        fileprivate init(_ network: borrowing PrivateNetwork, cable: (Int32) -> String) throws {
            keeper = try network.start("unshare", ["-n", "sh", "-c", "ip link set lo up; echo ready; exec sleep 600"])
            try keeper.waitFor("ready")
            try network.shell(
                """
                \(cable(keeper.processIdentifier))
                sysctl -qw net.ipv6.conf.a0.accept_dad=0 net.ipv6.conf.a0.router_solicitations=0
                ip addr add 10.9.0.1/24 dev a0
                ip addr add fd00::1/64 dev a0 nodad
                ip link set a0 up
                """)
            try shell(
                """
                sysctl -qw net.ipv6.conf.b0.accept_dad=0 net.ipv6.conf.b0.router_solicitations=0
                ip addr add 10.9.0.2/24 dev b0
                ip addr add fd00::2/64 dev b0 nodad
                ip link set b0 up
                """)
            // A new link's carrier is noticed late; then the kernel's tables forget what they learned meanwhile.
            try network.shell(
                """
                for try in 1 2 3 4 5 6 7 8 9 10; do ping -qc 1 -W 1 fd00::2 > /dev/null && break; done
                ip neigh flush dev a0
                """)
        }

        /// Takes the far end away.
        public func leave() { keeper.signal(SIGKILL) }

        /// Runs commands at the far end and gives what they print.
        @discardableResult
        public func shell(_ script: String) throws -> String {
            try start("/bin/sh", ["-euc", script]).finish()
        }

        /// Starts a program at the far end.
        public func start(_ program: String, _ arguments: [String]) throws -> RunningProgram {
            try RunningProgram("nsenter", ["-t", "\(keeper.processIdentifier)", "-n", program] + arguments)
        }
    }

    extension PrivateNetwork {
        /// Makes `a0` here, with 10.9.0.1 and fd00::1, and `b0` with 10.9.0.2 and fd00::2 at the far end.
        public func addFarEnd(mtu: Int = 1500) throws -> FarEnd {
            try FarEnd(self) { process in
                """
                ip link add a0 mtu \(mtu) address 02:00:00:00:00:0a type veth \
                    peer name b0 mtu \(mtu) address 02:00:00:00:00:0b netns \(process)
                """
            }
        }

        /// The same, where `a0` is here already and `b0` is to be taken to the far end.
        public func addFarEndOfExisting() throws -> FarEnd {
            try FarEnd(self) { process in
                """
                ip link set a0 address 02:00:00:00:00:0a
                ip link set b0 address 02:00:00:00:00:0b netns \(process)
                """
            }
        }
    }
#endif
