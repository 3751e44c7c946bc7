#if os(Linux)
    import HostNetwork
    import Packets
    import PrivateNetwork
    import Testing

    /// What rtnetlink says of interfaces and addresses, beside what ip(8) says.
    @Suite("Interfaces", .blocking, .enabled(if: PrivateNetwork.isAvailable, "\(PrivateNetwork.refusal ?? "")"))
    struct InterfaceTests {
        /// Not every kernel has VLANs.
        static let world = """
            ip link add v0 address 02:00:00:00:00:01 mtu 1400 type veth peer name v1
            ip link add link v0 name v0.10 type vlan id 10 2>/dev/null || true
            ip link add br0 type bridge && ip link set v1 master br0
            ip link add d0 type ifb && ip link set d0 alias 'the spare one' txqueuelen 77
            ip link property add dev d0 altname another-name-for-d0
            ip tuntap add dev t0 mode tun
            ip link set v0 up && ip link set v1 up && ip link set d0 up
            ip addr add 10.9.0.1/24 broadcast 10.9.0.255 dev v0 label v0:one
            ip addr add 10.9.0.2/24 dev v0 valid_lft 1000 preferred_lft 500
            ip addr add 10.8.0.1 peer 10.8.0.2/32 dev d0
            ip addr add 2001:db8::1/64 dev v0 nodad metric 7
            ip addr add 2001:db8::2/64 dev v0 nodad preferred_lft 0 valid_lft 900
            """

        struct Seen: Sendable {
            var interfaces: [NetworkInterface]
            var ip: String
        }

        static func look() throws -> ([NetworkInterface], [JSON]) {
            nonisolated(unsafe) var other: [JSON] = []
            let interfaces = try PrivateNetwork.run { network in
                try network.shell(world)
                unsafe other = try network.json("ip -j -d -s addr show")
                var tables = try NetworkTables()
                return try tables.interfaces(drivers: true)
            }
            return unsafe (interfaces, other)
        }

        @Test("interfaces are those of ip(8), with kind, state, MTU, flags, master, alias and link-layer address")
        func interfaces() throws {
            let (ours, others) = try Self.look()
            #expect(ours.map(\.name) == others.map { $0.text("ifname") })
            #expect(ours.count >= 6)
            let names = Dictionary(uniqueKeysWithValues: ours.map { ($0.index, $0.name) })
            for (our, other) in zip(ours, others) {
                #expect(Int(our.index) == other.number("ifindex"))
                #expect(Int(our.mtu) == other.number("mtu"))
                #expect(our.state.description == other.text("operstate"))
                #expect(our.flags.names == other.texts("flags"))
                #expect(our.hardware.description == other.text("link_type"))
                #expect(our.queueDiscipline == other.text("qdisc"))
                #expect(Int(our.queueLength) == other.number("txqlen") ?? 0)
                #expect(our.alias == other.text("ifalias") ?? "")
                #expect(our.alternativeNames == other.texts("altnames"))
                #expect(our.kind == other.object("linkinfo")?.text("info_kind") ?? "")
                #expect(our.masterIndex.flatMap { names[$0] } == other.text("master"))
                #expect(our.lowerIndex.flatMap { names[$0] } == other.text("link"))
                #expect(our.vlanID.map(Int.init) == other.object("linkinfo")?.object("info_data")?.number("id"))
                if our.hardware == .ethernet || our.hardware == .loopback {
                    #expect(our.address?.description == other.text("address"))
                    #expect(our.broadcast?.description == other.text("broadcast"))
                }
            }
        }

        @Test("addresses are those of ip(8), with scope, label, peer, flags and lifetimes")
        func addresses() throws {
            let (ours, others) = try Self.look()
            var count = 0
            for (our, other) in zip(ours, others) {
                let theirs = other.objects("addr_info")
                #expect(our.addresses.map { $0.address.description } == theirs.map { $0.text("local") })
                for (address, their) in zip(our.addresses, theirs) {
                    count += 1
                    #expect(address.prefixLength == their.number("prefixlen"))
                    #expect(address.scope.description == their.text("scope"))
                    #expect(address.label == their.text("label") ?? "")
                    #expect(address.peer?.description == their.text("address"))
                    #expect(address.broadcast?.description == their.text("broadcast"))
                    #expect(address.metric.map(Int.init) == their.number("metric"))
                    // A second may pass between the two questions.
                    let valid = their.number("valid_life_time") ?? 0
                    #expect(abs(Self.seconds(address.validLifetime) - valid) < 3)
                    let preferred = their.number("preferred_life_time") ?? 0
                    #expect(abs(Self.seconds(address.preferredLifetime) - preferred) < 3)
                    #expect(address.flags.contains(.permanent) != their.has("dynamic"))
                    #expect(address.flags.contains(.deprecated) == their.has("deprecated"))
                    #expect(address.flags.contains(.noDuplicateDetection) == their.has("nodad"))
                }
            }
            #expect(count >= 7)
        }

        private static func seconds(_ duration: Duration?) -> Int {
            duration.map { Int($0.components.seconds) } ?? 4_294_967_295
        }

        @Test("counters are those of ip(8), after traffic")
        func counters() throws {
            nonisolated(unsafe) var other: [JSON] = []
            let loopback = try PrivateNetwork.run { network in
                // A datagram to nobody, and the error that answers it: all four pass through loopback.
                try network.shell("bash -c 'for i in 1 2 3 4; do echo hello >/dev/udp/127.0.0.1/9; done'")
                unsafe other = try network.json("ip -j -s link show dev lo")
                var tables = try NetworkTables()
                return try tables.interfaces()[0]
            }
            let stats = try #require(unsafe other.first?.object("stats64"))
            #expect(loopback.counters.received.packets >= 4)
            #expect(Int(loopback.counters.received.packets) == stats.object("rx")?.number("packets"))
            #expect(Int(loopback.counters.received.octets) == stats.object("rx")?.number("bytes"))
            #expect(Int(loopback.counters.sent.packets) == stats.object("tx")?.number("packets"))
            #expect(Int(loopback.counters.sent.octets) == stats.object("tx")?.number("bytes"))
        }

        @Test("an interface is found by its name, a further name and its number")
        func called() throws {
            let (byName, byOther, byNumber, nobody) = try PrivateNetwork.run { network in
                try network.shell(Self.world)
                var tables = try NetworkTables()
                let byName = try tables.interface(called: "d0")
                return (
                    byName, try tables.interface(called: "another-name-for-d0"),
                    try tables.interface(called: "\(byName?.index ?? 0)"), try tables.interface(called: "d")
                )
            }
            #expect(byName?.name == "d0")
            #expect(byName == byOther)
            #expect(byName == byNumber)
            #expect(nobody == nil)
        }

        @Test("drivers say their names and, where there is one, a speed; what is no hardware is on no bus (ethtool)")
        func drivers() throws {
            let (ours, _) = try Self.look()
            let pair = try #require(ours.first { $0.name == "v0" })
            #expect(pair.driver?.name == "veth")
            #expect(pair.driver?.megabits == 10_000)
            #expect(pair.driver?.isFullDuplex == true)
            #expect(ours.first { $0.name == "br0" }?.driver?.name == "bridge")
            #expect(ours.first { $0.name == "t0" }?.driver?.name == "tun")
            #expect(ours.allSatisfy { $0.driver?.bus ?? "" == "" })
            #expect(ours.first { $0.name == "lo" }?.driver == nil)
        }

        @Test("three hundred interfaces, more than one answer holds, are all there")
        func many() throws {
            let count = 300
            let interfaces = try PrivateNetwork.run { network in
                let lines = (0..<count).map { "link add d\($0) type ifb" }.joined(separator: "\n")
                try network.shell("ip -batch - <<'E'\n\(lines)\nE\n")
                var tables = try NetworkTables()
                return try tables.interfaces()
            }
            let names = Set(interfaces.map(\.name))
            #expect((0..<count).allSatisfy { names.contains("d\($0)") })
        }
    }
#endif
