#if os(Linux)
    import HostNetwork
    import Packets

    /// An interface as one typed object.
    struct InterfaceJSON {
        private var object = JSONObject()

        init(_ interface: NetworkInterface, among all: [NetworkInterface]) {
            func name(_ index: UInt32) -> String? { all.first { $0.index == index }?.name }
            object.add("name", interface.name)
            object.add("index", interface.index)
            object.add("hardware", interface.hardware.description)
            if !interface.kind.isEmpty { object.add("kind", interface.kind) }
            object.add("state", interface.state.description)
            object.add("flags", interface.flags.names)
            object.add("mtu", interface.mtu)
            if let address = interface.address { object.add("mac", address.description) }
            if let broadcast = interface.broadcast { object.add("broadcast", broadcast.description) }
            if let permanent = interface.permanentAddress { object.add("permanent_mac", permanent.description) }
            if !interface.alias.isEmpty { object.add("alias", interface.alias) }
            if !interface.alternativeNames.isEmpty { object.add("altnames", interface.alternativeNames) }
            if let master = interface.masterIndex { object.add("master", name(master) ?? "\(master)") }
            if let lower = interface.lowerIndex, !interface.lowerIsElsewhere {
                object.add("link", name(lower) ?? "\(lower)")
            }
            if let tag = interface.vlanID { object.add("vlan", tag) }
            object.add("qdisc", interface.queueDiscipline)
            object.add("queue_length", interface.queueLength)
            object.add("promiscuity", interface.promiscuity)
            if let driver = interface.driver { object.add("driver", Self.object(driver)) }
            object.add("addresses", interface.addresses.map(Self.object))
            object.add("received", Self.object(interface.counters.received))
            object.add("sent", Self.object(interface.counters.sent))
            object.add("multicast", interface.counters.multicast)
            object.add("collisions", interface.counters.collisions)
        }

        func write(into text: inout TextBuffer) { object.write(into: &text) }

        private static func object(_ driver: InterfaceDriver) -> JSONObject {
            var object = JSONObject()
            object.add("name", driver.name)
            object.add("version", driver.version)
            if !driver.bus.isEmpty { object.add("bus", driver.bus) }
            if let megabits = driver.megabits { object.add("megabits", megabits) }
            if let isFull = driver.isFullDuplex { object.add("full_duplex", isFull) }
            return object
        }

        private static func object(_ direction: InterfaceCounters.Direction) -> JSONObject {
            var object = JSONObject()
            object.add("packets", direction.packets)
            object.add("octets", direction.octets)
            object.add("errors", direction.errors)
            object.add("dropped", direction.dropped)
            object.add("overruns", direction.overruns)
            return object
        }

        private static func object(_ address: InterfaceAddress) -> JSONObject {
            var family = IPFamily.v4
            if case .v6 = address.address { family = .v6 }
            var object = JSONObject()
            object.add("family", family.rawValue)
            object.add("address", address.address.description)
            object.add("prefix", address.prefixLength)
            if let peer = address.peer { object.add("peer", peer.description) }
            if let broadcast = address.broadcast { object.add("broadcast", broadcast.description) }
            object.add("scope", address.scope.description)
            object.add("flags", address.flags.names(for: family))
            if !address.label.isEmpty { object.add("label", address.label) }
            if let valid = address.validLifetime { object.add("valid", valid) } else { object.addNull("valid") }
            if let preferred = address.preferredLifetime {
                object.add("preferred", preferred)
            } else {
                object.addNull("preferred")
            }
            return object
        }
    }
#endif
