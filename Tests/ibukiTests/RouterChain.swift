#if os(Linux)
    import Foundation
    import PrivateNetwork

    /// Two routers of the kernel's in a row, and a host behind them, each in a namespace of its own: `a0` here, with 10.9.0.1 and
    /// fd09::1, leads to 10.9.0.2; behind it is 10.20.0.2, and behind that 10.20.1.2 and fd20:1::2.
    struct RouterChain {
        private let keepers: [RunningProgram]

        init(_ network: borrowing PrivateNetwork) throws {
            keepers = try (0..<3).map { _ in
                let keeper = try network.start(
                    "unshare", ["-n", "sh", "-c", "ip link set lo up; echo ready; exec sleep 600"])
                try keeper.waitFor("ready")
                return keeper
            }
            let numbers = keepers.map(\.processIdentifier)
            try network.shell(
                """
                ip link add a0 type veth peer name b0 netns \(numbers[0])
                nsenter -t \(numbers[0]) -n ip link add c0 type veth peer name d0 netns \(numbers[1])
                nsenter -t \(numbers[1]) -n ip link add e0 type veth peer name f0 netns \(numbers[2])
                \(Self.up("a0", "10.9.0.1", "fd09::1"))
                ip route add 10.20.0.0/16 via 10.9.0.2
                ip -6 route add fd20::/16 via fd09::2
                """)
            let forwards = "sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1"
            try shell(
                on: 0,
                """
                \(forwards)
                # One host is told of more than six packets that go no further.
                sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0
                \(Self.up("b0", "10.9.0.2", "fd09::2"))
                \(Self.up("c0", "10.20.0.1", "fd20:0::1"))
                ip route add 10.20.1.0/24 via 10.20.0.2
                ip -6 route add fd20:1::/64 via fd20:0::2
                """)
            try shell(
                on: 1,
                """
                \(forwards)
                sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0
                \(Self.up("d0", "10.20.0.2", "fd20:0::2"))
                \(Self.up("e0", "10.20.1.1", "fd20:1::1"))
                ip route add 10.9.0.0/24 via 10.20.0.1
                ip -6 route add fd09::/64 via fd20:0::1
                """)
            try shell(
                on: 2,
                """
                sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0
                \(Self.up("f0", "10.20.1.2", "fd20:1::2"))
                ip route add default via 10.20.1.1
                ip -6 route add default via fd20:1::1
                """)
            // A new link's carrier is noticed late.
            try network.shell(
                "for try in 1 2 3 4 5 6 7 8 9 10; do ping -qc 1 -W 1 10.20.1.2 && ping -qc 1 -W 1 fd20:1::2 && break; done"
            )
        }

        private static func up(_ interface: String, _ old: String, _ new: String) -> String {
            """
            sysctl -qw net.ipv6.conf.\(interface).accept_dad=0 net.ipv6.conf.\(interface).router_solicitations=0
            ip addr add \(old)/24 dev \(interface)
            ip addr add \(new)/64 dev \(interface) nodad
            ip link set \(interface) up
            """
        }

        func leave() { for keeper in keepers { keeper.signal(SIGKILL) } }

        /// Runs commands at a router, 0 or 1, or the host, 2.
        func shell(on place: Int, _ script: String) throws {
            _ = try start(on: place, "/bin/sh", ["-euc", script]).finish()
        }

        /// Starts a program there.
        func start(on place: Int, _ program: String, _ arguments: [String]) throws -> RunningProgram {
            try RunningProgram(
                "nsenter", ["-t", "\(keepers[place].processIdentifier)", "-n", program] + arguments)
        }
    }
#endif
