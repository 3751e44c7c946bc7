#if os(Linux)
    import HostNetwork
    import Packets

    /// Interfaces as a person reads them.
    enum InterfaceText {
        /// A line each: `ip -brief addr`.
        static func table(_ interfaces: [NetworkInterface]) -> TextTable {
            var table = TextTable([
                .left("Interface"), .left("State"), .right("MTU"), .left("MAC"), .left("Driver"), .left("Addresses"),
            ])
            for interface in interfaces {
                table.add(.heading, interface.name)
                table.add(role(of: interface), interface.state.description)
                table.add(interface.mtu)
                table.add(nil, interface.address?.description ?? "-")
                table.add(nil, interface.driver?.name ?? (interface.kind.isEmpty ? "-" : interface.kind))
                table.add(.address, interface.addresses.map(brief).joined(separator: " "))
            }
            return table
        }

        private static func brief(_ address: InterfaceAddress) -> String {
            "\(address.address)" + (address.peer.map { " peer \($0)" } ?? "") + "/\(address.prefixLength)"
        }

        private static func role(of interface: NetworkInterface) -> TextRole? {
            switch interface.state {
            case .up: .protocol
            case .down, .lowerLayerDown, .notPresent: .fault
            default: .time
            }
        }

        /// A block of lines.
        static func write(
            _ interface: NetworkInterface, among all: [NetworkInterface], _ style: TextStyle,
            into text: inout TextBuffer
        ) {
            text.append("\(interface.index): ")
            text.append(style, .heading, interface.name)
            text.append("  ")
            text.append(style, role(of: interface), interface.state.description)
            text.append("  mtu \(interface.mtu)  \(interface.hardware)")
            if !interface.kind.isEmpty { text.append(textEscaping: " " + interface.kind) }
            if let tag = interface.vlanID { text.append(" \(tag)") }
            if let lower = interface.lowerIndex, lower != interface.index {
                text.append("  on ")
                text.append(textEscaping: name(lower, all, isElsewhere: interface.lowerIsElsewhere))
            }
            if let master = interface.masterIndex {
                text.append("  in ")
                text.append(textEscaping: name(master, all))
            }
            if let driver = driver(interface) {
                text.append("  ")
                text.append(textEscaping: driver)
            }
            text.append("\n")
            if !interface.alias.isEmpty { line("alias", interface.alias, into: &text) }
            if !interface.alternativeNames.isEmpty {
                line("also", interface.alternativeNames.joined(separator: ", "), into: &text)
            }
            if let address = interface.address {
                start("link", into: &text)
                text.append(style, .address, address.description)
                if let permanent = interface.permanentAddress, permanent != address {
                    text.append("  permanent \(permanent)")
                }
                if interface.flags.contains(.pointToPoint), let other = interface.broadcast {
                    text.append("  peer \(other)")
                }
                text.append("\n")
            }
            for address in interface.addresses { write(address, style, into: &text) }
            let counters = interface.counters
            write("rx", counters.received, into: &text)
            if counters.multicast > 0 { text.append("  \(counters.multicast) multicast") }
            text.append("\n")
            write("tx", counters.sent, into: &text)
            if counters.collisions > 0 { text.append("  \(counters.collisions) collisions") }
            text.append("\n")
            line("flags", interface.flags.names.joined(separator: ","), into: &text)
        }

        private static func name(_ index: UInt32, _ all: [NetworkInterface], isElsewhere: Bool = false) -> String {
            if isElsewhere { return "#\(index) of another namespace" }
            return all.first { $0.index == index }?.name ?? "#\(index)"
        }

        /// `virtio_net at 0000:00:03.0, 10.0 Gbit/s full duplex`
        private static func driver(_ interface: NetworkInterface) -> String? {
            guard let driver = interface.driver, !driver.name.isEmpty else { return nil }
            var text = driver.name == interface.kind ? "" : "driver " + driver.name
            if !driver.bus.isEmpty { text += (text.isEmpty ? "" : " ") + "at " + driver.bus }
            guard let megabits = driver.megabits else { return text.isEmpty ? nil : text }
            text += (text.isEmpty ? "" : ", ") + Amount.bitRate(UInt64(megabits) * 1_000_000)
            if let isFull = driver.isFullDuplex { text += isFull ? " full duplex" : " half duplex" }
            return text
        }

        private static func start(_ key: StaticString, into text: inout TextBuffer) {
            let start = text.count
            text.append("    ")
            text.append(key)
            text.pad(from: start, to: 11, always: true)
        }

        private static func line(_ key: StaticString, _ value: String, into text: inout TextBuffer) {
            start(key, into: &text)
            text.append(textEscaping: value)
            text.append("\n")
        }

        private static func write(_ address: InterfaceAddress, _ style: TextStyle, into text: inout TextBuffer) {
            var family = IPFamily.v4
            if case .v6 = address.address { family = .v6 }
            start(family == .v4 ? "inet" : "inet6", into: &text)
            text.append(style, .address, brief(address))
            if let broadcast = address.broadcast { text.append("  broadcast \(broadcast)") }
            text.append("  \(address.scope)")
            for flag in address.flags.names(for: family) { text.append(" " + flag) }
            if !address.label.isEmpty {
                text.append("  ")
                text.append(textEscaping: address.label)
            }
            if let valid = address.validLifetime {
                text.append("  valid \(Amount.duration(valid))")
                if let preferred = address.preferredLifetime {
                    text.append(", preferred \(Amount.duration(preferred))")
                }
            }
            text.append("\n")
        }

        private static func write(
            _ key: StaticString, _ direction: InterfaceCounters.Direction, into text: inout TextBuffer
        ) {
            start(key, into: &text)
            text.append("\(direction.packets) packets  \(direction.octets) octets (\(Amount.octets(direction.octets)))")
            text.append("  \(direction.errors) errors  \(direction.dropped) dropped")
            if direction.overruns > 0 { text.append("  \(direction.overruns) overruns") }
        }
    }

    extension TextBuffer {
        /// Appends a text that may hold anything, in the colour of its role.
        mutating func append(_ style: TextStyle, _ role: TextRole?, _ value: String) {
            let sequence: StaticString = role.map { style.start($0) } ?? ""
            append(sequence)
            append(textEscaping: value)
            if sequence.utf8CodeUnitCount > 0 { append(style.end) }
        }

        /// Appends a text in which what controls a terminal is made visible.
        mutating func append(textEscaping text: String) { Array(text.utf8).lend { append(textEscaping: $0) } }
    }
#endif
