#if os(Linux)
    import Foundation
    import PrivateNetwork

    /// Two networks with a host each, and between them this namespace, whose kernel passes nothing on and has no addresses
    /// there: `a0` here leads to `b0` of the inside host, 10.9.0.2 and fd09::2, and `c0` to `d0` of the outside one, 10.8.0.2 and
    /// fd08::2.
    struct TwoNetworks {
        let inside: Host
        let outside: Host

        /// - Parameter knowsInside: whether the outside host has a route to the inside.
        init(_ network: borrowing PrivateNetwork, knowsInside: Bool = true) throws {
            inside = try Host(network)
            outside = try Host(network)
            try network.shell(
                """
                ip link add a0 type veth peer name b0 netns \(inside.number)
                ip link add c0 type veth peer name d0 netns \(outside.number)
                for end in a0 c0; do
                    sysctl -qw net.ipv6.conf.$end.disable_ipv6=1
                    ip link set $end up
                done
                """)
            try inside.join("b0", network: 9)
            try outside.join("d0", network: 8)
            try inside.shell("ip route add default via 10.9.0.1; ip -6 route add default via fd09::1")
            if knowsInside {
                try outside.shell("ip route add default via 10.8.0.1; ip -6 route add default via fd08::1")
            }
        }

        func leave() {
            inside.leave()
            outside.leave()
        }

        /// A host in a namespace of its own.
        struct Host {
            private let keeper: RunningProgram
            var number: Int32 { keeper.processIdentifier }

            fileprivate init(_ network: borrowing PrivateNetwork) throws {
                keeper = try network.start(
                    "unshare", ["-n", "sh", "-c", "ip link set lo up; echo ready; exec sleep 600"])
                try keeper.waitFor("ready")
            }

            fileprivate func join(_ interface: String, network: Int) throws {
                // A new link's carrier is noticed late.
                try shell(
                    """
                    sysctl -qw net.ipv6.conf.\(interface).accept_dad=0 net.ipv6.conf.\(interface).router_solicitations=0
                    ip addr add 10.\(network).0.2/24 dev \(interface)
                    ip addr add fd0\(network)::2/64 dev \(interface) nodad
                    ip link set \(interface) up
                    tries=0
                    until ip link show \(interface) | grep -q 'state UP' || [ $tries -gt 500 ]; do
                        sleep 0.01
                        tries=$((tries + 1))
                    done
                    """)
            }

            fileprivate func leave() { keeper.signal(SIGKILL) }

            /// Runs commands there and gives what they print.
            @discardableResult
            func shell(_ script: String) throws -> String { try start("/bin/sh", ["-euc", script]).finish() }

            /// Starts a program there.
            func start(_ program: String, _ arguments: [String]) throws -> RunningProgram {
                try RunningProgram("nsenter", ["-t", "\(number)", "-n", program] + arguments)
            }
        }
    }
#endif
