#if os(Linux)
    import HostNetwork
    import Packets
    import PrivateNetwork
    import Testing

    /// What rtnetlink says of routes and neighbors, beside what ip(8) says.
    @Suite(
        "Routes and neighbors", .blocking, .enabled(if: PrivateNetwork.isAvailable, "\(PrivateNetwork.refusal ?? "")"))
    struct RouteTests {
        static let world = """
            ip link add v0 address 02:00:00:00:00:01 type veth peer name v1
            ip link set v0 up && ip link set v1 up
            ip addr add 10.9.0.1/24 dev v0
            ip addr add 2001:db8::1/64 dev v0 nodad
            ip route add default via 10.9.0.254 metric 100
            ip route add 10.20.0.0/16 via 10.9.0.253 src 10.9.0.1 mtu 1300 advmss 1200 initcwnd 20 proto static
            ip route add 10.21.0.0/16 nexthop via 10.9.0.253 weight 3 nexthop via 10.9.0.252 weight 5
            ip route add 10.22.0.0/16 via inet6 2001:db8::fe dev v0
            ip route add 10.26.0.0/16 dev v0 realm 5
            ip route add 10.27.0.0/16 nexthop via 10.9.0.253 realm 9 nexthop via 10.9.0.252 realm 7/30
            ip route add blackhole 10.23.0.0/16
            ip route add prohibit 10.24.0.0/16
            ip route add 10.25.0.0/16 via 10.99.0.1 dev v0 onlink table 77
            ip -6 route add default via 2001:db8::fe metric 50 pref high
            ip -6 route add 2001:db8:1::/48 via 2001:db8::fd expires 500
            ip -6 route add unreachable 2001:db8:2::/48
            ip neigh add 10.9.0.254 lladdr 02:00:00:00:00:fe dev v0 nud permanent
            ip neigh add 10.9.0.253 lladdr 02:00:00:00:00:fd dev v0 nud stale protocol static
            ip -6 neigh add 2001:db8::fe lladdr 02:00:00:00:00:fe dev v0 nud reachable router
            ip neigh add proxy 10.9.0.77 dev v0
            """

        static func inWorld<Value: Sendable>(
            _ body: @escaping @Sendable (borrowing PrivateNetwork, inout NetworkTables) throws -> Value
        ) throws -> Value {
            try PrivateNetwork.run { network in
                try network.shell(world)
                var tables = try NetworkTables()
                return try body(network, &tables)
            }
        }

        static func ask(_ command: String) throws -> ([Route], [String: NetworkInterface], [JSON]) {
            nonisolated(unsafe) var other: [JSON] = []
            let (routes, interfaces) = try inWorld { network, tables in
                unsafe other = try network.json(command)
                let routes = try tables.routes(command.contains("-6") ? .v6 : .v4)
                return (routes, try tables.interfaces())
            }
            return unsafe (routes, Dictionary(uniqueKeysWithValues: interfaces.map { ($0.name, $0) }), other)
        }

        @Test(
            "routes are those of ip(8): table, origin, scope, metric, gateway, several ways, realms, metrics",
            arguments: ["ip -j -d -4 route show table all", "ip -j -d -6 route show table all"])
        func routes(command: String) throws {
            let (routes, interfaces, others) = try Self.ask(command)
            #expect(routes.count == others.count)
            #expect(routes.count >= 7)
            for (our, other) in zip(routes, others) {
                let destination = our.destination
                let text =
                    destination.isEverything
                    ? "default" : destination.isHost ? destination.address.description : destination.description
                #expect(text == other.text("dst"))
                #expect(our.type.description == other.text("type") ?? "unicast")
                #expect(our.table.description == other.text("table") ?? "main")
                #expect(our.origin.description == other.text("protocol") ?? "boot")
                #expect(our.scope.description == other.text("scope") ?? "global")
                #expect(Int(our.metric) == other.number("metric") ?? 0)
                #expect(our.preferredSource?.description == other.text("prefsrc"))
                #expect(our.metrics.mtu.map(Int.init) == other.objects("metrics").first?.number("mtu"))
                #expect(our.metrics.advertisedMSS.map(Int.init) == other.objects("metrics").first?.number("advmss"))
                #expect(
                    our.metrics.initialCongestionWindow.map(Int.init)
                        == other.objects("metrics").first?.number("initcwnd"))
                if other.has("expires") {
                    let seconds = our.lifetime.map { Int($0.components.seconds) } ?? 0
                    #expect(abs(seconds - (other.number("expires") ?? 0)) < 3)
                } else {
                    #expect(our.lifetime == nil)
                }
                let hops = other.objects("nexthops")
                if hops.isEmpty {
                    #expect(our.interfaceIndex == other.text("dev").flatMap { interfaces[$0]?.index })
                    #expect(our.gateway?.description == other.text("gateway") ?? other.object("via")?.text("host"))
                    #expect(our.nextHops.first?.flags.names ?? [] == other.texts("flags"))
                    #expect(Self.realms(our.nextHops.first) == Self.realms(other))
                } else {
                    #expect(our.nextHops.map { $0.gateway?.description } == hops.map { $0.text("gateway") })
                    #expect(our.nextHops.map(\.weight) == hops.map { $0.number("weight") })
                    #expect(our.nextHops.map { Self.realms($0) } == hops.map { Self.realms($0) })
                }
                #expect(our.preference?.description == other.text("pref"))
            }
        }

        private static func realms(_ hop: NextHop?) -> String {
            hop?.realms.map { "\($0.source)/\($0.destination)" } ?? "0/0"
        }

        private static func realms(_ other: JSON) -> String {
            let flow = other.object("flow")
            return "\(flow?.text("from") ?? "0")/\(flow?.text("to") ?? "0")"
        }

        @Test("every metric is read as ip(8) was told it, and which are locked")
        func metrics() throws {
            let metrics = try PrivateNetwork.run { network -> RouteMetrics? in
                try network.shell(
                    """
                    ip link add v0 type veth peer name v1
                    ip link set v0 up && ip addr add 10.9.0.1/24 dev v0
                    ip route add 10.30.0.0/16 via 10.9.0.2 mtu lock 1400 window 1000 rtt 20ms rttvar 10ms ssthresh 40 \
                        cwnd lock 30 advmss 1200 reordering 5 hoplimit 7 initcwnd 12 initrwnd 13 features ecn rto_min 300ms \
                        quickack 1 fastopen_no_cookie 1 congctl reno
                    """)
                var tables = try NetworkTables()
                return try tables.routes(.v4).first { $0.destination.description == "10.30.0.0/16" }?.metrics
            }
            var wanted = RouteMetrics()
            // ip(8) locks the timeout whenever it sets it.
            wanted.locked = [.mtu, .maximumCongestionWindow, .minimumRetransmissionTimeout]
            wanted.mtu = 1400
            wanted.maximumWindow = 1000
            wanted.roundTripTime = .milliseconds(20)
            wanted.roundTripVariation = .milliseconds(10)
            wanted.slowStartThreshold = 40
            wanted.maximumCongestionWindow = 30
            wanted.advertisedMSS = 1200
            wanted.reordering = 5
            wanted.hopLimit = 7
            wanted.initialCongestionWindow = 12
            wanted.initialReceiveWindow = 13
            wanted.features = .ecn
            wanted.minimumRetransmissionTimeout = .milliseconds(300)
            wanted.quickAcknowledgment = true
            wanted.congestionControl = "reno"
            wanted.fastOpenWithoutCookie = true
            #expect(metrics == wanted)
        }

        @Test("what routes wrap packets in is read as ip(8) was told it, of look-ups too")
        func encapsulations() throws {
            let other = IPv6Address(0x2001, 0xdb8, 0, 0, 0, 0, 0, 9)
            var four = TunnelHeader(isIPv6: false)
            four.identifier = 5
            four.source = .v4(.unspecified)
            four.destination = .v4(IPv4Address(192, 0, 2, 1))
            four.hopLimit = 7
            four.trafficClass = 4
            var six = TunnelHeader(isIPv6: true)
            six.identifier = 1 << 40
            six.source = .v6(IPv6Address(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1))
            six.destination = .v6(other)
            let segments = [IPv6Address(0xfc00, 0, 0, 0, 0, 0, 0, 1), other]
            let (routes, found) = try PrivateNetwork.run { network in
                // Not every kernel has all kinds.
                try network.shell(
                    """
                    ip link add v0 type veth peer name v1
                    ip link set v0 up && ip link set v1 up && ip addr add 10.9.0.1/24 dev v0
                    ip -6 addr add 2001:db8::1/64 dev v0 nodad
                    ip route add 10.31.0.0/16 encap ip id 5 dst 192.0.2.1 ttl 7 tos 4 dev v0
                    ip route add 10.32.0.0/16 encap ip6 id 1099511627776 src 2001:db8::1 dst 2001:db8::9 dev v0
                    ip route add 10.33.0.0/16 nexthop encap ip id 5 dst 192.0.2.1 ttl 7 tos 4 dev v0 nexthop via 10.9.0.2
                    ip -6 route add 2001:db8:3::/48 encap seg6 mode encap segs fc00::1,2001:db8::9 dev v0 || true
                    """)
                var tables = try NetworkTables()
                return (try tables.routes(), try tables.route(to: .v4(IPv4Address(10, 31, 0, 1))))
            }
            func encapsulations(_ destination: String) -> [RouteEncapsulation?]? {
                routes.first { $0.destination.description == destination }?.nextHops.map(\.encapsulation)
            }
            #expect(encapsulations("10.9.0.0/24") == [nil])
            #expect(encapsulations("10.31.0.0/16") == [.tunnel(four)])
            #expect(encapsulations("10.32.0.0/16") == [.tunnel(six)])
            #expect(encapsulations("10.33.0.0/16") == [.tunnel(four), nil])
            if let found = encapsulations("2001:db8:3::/48") {
                #expect(found == [.segments(segments, mode: .encapsulation)])
            }
            #expect(found.encapsulation == .tunnel(four))
        }

        @Test("neighbors are those of ip(8): link-layer address, state, router, origin, proxies apart")
        func neighbors() throws {
            nonisolated(unsafe) var other: [JSON] = []
            let (neighbors, proxies) = try Self.inWorld { network, tables in
                // The kernel learns while it is asked.
                while true {
                    let before = try network.shell("ip -j neigh show nud all")
                    let ours = (try tables.neighbors(), try tables.neighbors(proxies: true))
                    unsafe other = try network.json("ip -j neigh show nud all")
                    if try network.shell("ip -j neigh show nud all") == before { return ours }
                }
            }
            let theirs = unsafe other
            func sorted(_ texts: [String]) -> [String] { texts.sorted() }
            let ours = neighbors.map { neighbor in
                "\(neighbor.address) \(neighbor.linkLayerAddress?.description ?? "") "
                    + "\(neighbor.state.names) \(neighbor.flags.contains(.router)) \(neighbor.origin?.description ?? "")"
            }
            #expect(
                sorted(ours)
                    == sorted(
                        theirs.map {
                            "\($0.text("dst") ?? "") \($0.text("lladdr") ?? "") \($0.texts("state")) \($0.has("router")) "
                                + ($0.text("protocol") ?? "")
                        }))
            #expect(neighbors.contains { $0.origin == .static })
            #expect(neighbors.count >= 3)
            #expect(proxies.map(\.address) == [.v4(IPv4Address(10, 9, 0, 77))])
            #expect(proxies.first?.flags.contains(.proxy) == true)
        }

        @Test("a look-up gives the interface, the gateway and the address to send from")
        func lookup() throws {
            let (near, far, own, six, index) = try Self.inWorld { network, tables in
                (
                    try tables.route(to: .v4(IPv4Address(10, 9, 0, 7))),
                    try tables.route(to: .v4(IPv4Address(192, 0, 2, 1))),
                    try tables.route(to: .v4(IPv4Address(10, 9, 0, 1))),
                    try tables.route(to: .v6(IPv6Address(0x2001, 0xdb8, 1, 0, 0, 0, 0, 9))),
                    try tables.interfaces().first { $0.name == "v0" }?.index
                )
            }
            #expect(near.interfaceIndex == index)
            #expect(near.gateway == nil)
            #expect(near.nextHop == .v4(IPv4Address(10, 9, 0, 7)))
            #expect(near.source == .v4(IPv4Address(10, 9, 0, 1)))
            #expect(far.gateway == .v4(IPv4Address(10, 9, 0, 254)))
            #expect(far.nextHop == far.gateway)
            #expect(far.table == .main)
            #expect(own.type == .local)
            #expect(six.gateway == .v6(IPv6Address(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0xfd)))
            #expect(six.source == .v6(IPv6Address(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)))
        }

        @Test("a look-up says the path's MTU, and that a gateway may be of the other protocol (RFC 5549)")
        func lookupMetrics() throws {
            let (limited, mixed) = try Self.inWorld { network, tables in
                (
                    try tables.route(to: .v4(IPv4Address(10, 20, 0, 1))),
                    try tables.route(to: .v4(IPv4Address(10, 22, 0, 1)))
                )
            }
            #expect(limited.mtu == 1300)
            #expect(mixed.nextHop == .v6(IPv6Address(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0xfe)))
        }

        @Test("a look-up that leads nowhere says so, and names the destination")
        func unreachable() throws {
            let ways = [("10.23.0.1", "blackhole"), ("10.24.0.1", "prohibit"), ("2001:db8:2::1", "unreachable")]
            let errors = try Self.inWorld { network, tables in
                try ways.map { (address, _) -> HostNetworkError? in
                    let destination = try IPAddress(parsing: address)
                    do throws(HostNetworkError) {
                        _ = try tables.route(to: destination)
                        return nil
                    } catch { return error }
                }
            }
            for (error, (address, type)) in zip(errors, ways) {
                #expect(error?.code == .unreachable && error?.subject == "route to \(address)")
                #expect(error?.message.contains(type) == true)
            }
            let nothing = try PrivateNetwork.run { _ -> HostNetworkError? in
                var tables = try NetworkTables()
                do throws(HostNetworkError) {
                    _ = try tables.route(to: .v4(IPv4Address(192, 0, 2, 1)))
                    return nil
                } catch { return error }
            }
            #expect(nothing?.code == .unreachable)
        }

        @Test("one neighbor is looked up by address and interface; who is not known is nil")
        func oneNeighbor() throws {
            let (known, unknown) = try Self.inWorld { network, tables in
                let route = try tables.route(to: .v4(IPv4Address(192, 0, 2, 1)))
                return (
                    try tables.neighbor(route.nextHop, on: route.interfaceIndex),
                    try tables.neighbor(.v4(IPv4Address(10, 9, 0, 99)), on: route.interfaceIndex)
                )
            }
            #expect(known?.mac == MACAddress(2, 0, 0, 0, 0, 0xfe))
            #expect(known?.isUsable == true)
            #expect(known?.state == .permanent)
            #expect(unknown == nil)
        }
    }
#endif
