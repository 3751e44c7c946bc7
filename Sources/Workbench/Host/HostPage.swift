import HostNetwork
import Packets
import Terminal

/// The tables of the host.
enum HostPage: Int, CaseIterable, Sendable {
    case interfaces, sockets, routes, neighbors

    var title: String { "\(self)" }

    var columns: [TableColumn] {
        switch self {
        case .interfaces:
            [
                TableColumn("Interface", width: 15, minimum: 8, priority: 9),
                TableColumn("State", width: 7, priority: 6),
                TableColumn("Receiving", .right, width: 12, priority: 8),
                TableColumn("", width: 8, priority: 4, isSortable: false),
                TableColumn("Packets/s", .right, width: 9, priority: 3),
                TableColumn("Sending", .right, width: 12, priority: 7),
                TableColumn("", width: 8, priority: 4, isSortable: false),
                TableColumn("Packets/s", .right, width: 9, priority: 3),
                TableColumn("Lost/s", .right, width: 6, priority: 2),
                TableColumn("Addresses", width: 40, minimum: 15, stretches: true, priority: 5),
            ]
        case .sockets:
            [
                TableColumn("Proto", width: 5, priority: 5), TableColumn("State", width: 10, minimum: 6, priority: 6),
                TableColumn("Local", width: 28, minimum: 14, priority: 9),
                TableColumn("Peer", width: 28, minimum: 14, priority: 8),
                TableColumn("Process", width: 22, minimum: 10, stretches: true, priority: 7),
                TableColumn("Sending", .right, width: 12, priority: 4),
                TableColumn("Receiving", .right, width: 12, priority: 4),
                TableColumn("", width: 8, priority: 1, isSortable: false),
                TableColumn("Recv-Q", .right, width: 7, priority: 2),
                TableColumn("Send-Q", .right, width: 7, priority: 2),
                TableColumn("User", width: 8, priority: 3),
            ]
        case .routes:
            [
                TableColumn("Destination", width: 32, minimum: 14, priority: 9),
                TableColumn("Gateway", width: 26, minimum: 11, priority: 8),
                TableColumn("Interface", width: 15, minimum: 6, priority: 7),
                TableColumn("Metric", .right, width: 7, priority: 4),
                TableColumn("Source", width: 26, minimum: 10, stretches: true, priority: 5),
                TableColumn("Origin", width: 8, priority: 3), TableColumn("Scope", width: 7, priority: 2),
                TableColumn("Table", width: 8, priority: 6), TableColumn("Type", width: 9, priority: 1),
            ]
        case .neighbors:
            [
                TableColumn("Address", width: 39, minimum: 15, priority: 9),
                TableColumn("Link address", width: 17, priority: 8),
                TableColumn("Interface", width: 15, minimum: 8, priority: 7),
                TableColumn("State", width: 12, minimum: 9, stretches: true, priority: 6),
                TableColumn("Used", .right, width: 8, priority: 3),
                TableColumn("Confirmed", .right, width: 9, priority: 2),
                TableColumn("Notes", width: 16, minimum: 6, priority: 1),
            ]
        }
    }
}

/// A line of one of the host's tables.
struct HostRow: Sendable, Equatable {
    struct Cell: Sendable, Equatable {
        var text: String
        /// What it is sorted by, where that is no text.
        var number: UInt64?

        static func text(_ text: String) -> Cell { Cell(text: text) }
        static func number(_ number: UInt64, _ text: String? = nil) -> Cell {
            Cell(text: text ?? "\(number)", number: number)
        }
    }

    /// What it is, as long as it is there.
    var id: String
    var cells: [Cell]
    /// What its curves go on with: of an interface receiving and sending, of a socket both together.
    var rates: [UInt64] = []
    /// Whether something is wrong with it, which a word in it says too.
    var isTrouble = false
    /// More of it, in a line below the table.
    var more = ""
    /// A display filter that chooses its packets.
    var filter: String?
}

/// What a table of the host holds.
struct HostNews: Sendable {
    var generation: Int
    var table: HostPage
    var rows: [HostRow]
}

extension HostRow {
    init(_ line: (interface: NetworkInterface, received: InterfaceRates.Direction, sent: InterfaceRates.Direction)) {
        let (interface, received, sent) = line
        let lost = received.errors + received.dropped + sent.errors + sent.dropped
        let addresses = interface.addresses.map { "\($0.address)/\($0.prefixLength)" }.joined(separator: " ")
        id = interface.name
        cells = [
            .text(interface.name), .text(interface.state.description),
            .number(received.bits, Amount.bitRate(received.bits)),
            .text(""), .number(received.packets), .number(sent.bits, Amount.bitRate(sent.bits)), .text(""),
            .number(sent.packets), .number(lost), .text(addresses),
        ]
        rates = [received.bits, sent.bits]
        isTrouble = lost > 0
        let kind = interface.kind.isEmpty ? "" : "  \(interface.kind)"
        more =
            "\(interface.address.map { "\($0)  " } ?? "")mtu \(interface.mtu)\(kind)  received "
            + "\(Amount.octets(interface.counters.received.octets)), sent \(Amount.octets(interface.counters.sent.octets))"
            + "  \(interface.flags.names.joined(separator: ","))"
    }

    init(_ socket: borrowing Layer<HostSocket>, _ rates: inout SocketRates) {
        let rate = rates.rate(of: socket)
        var (names, command, count) = ([String](), "", 0)
        var owners = socket.owners
        while let owner = owners.next() {
            count += 1
            guard count <= 2 else { continue }
            names.append("\(owner.processName)[\(owner.process)]")
            if count == 1 { command = owner.commandLine }
        }
        if count > 2 { names.append("+\(count - 2) more") }
        id = "\(socket.cookie) \(socket.inode) \(socket.localEnd)"
        let (sending, receiving) = (rate?.sending ?? 0, rate?.receiving ?? 0)
        cells = [
            .text(socket.kindWord), .text(socket.state.word), .text(socket.localEnd), .text(socket.remoteEnd),
            .text(names.isEmpty ? "-" : names.joined(separator: ",")),
            .number(sending, rate == nil ? "" : Amount.bitRate(sending * 8)),
            .number(receiving, rate == nil ? "" : Amount.bitRate(receiving * 8)), .text(""),
            .number(UInt64(socket.receiveQueue)), .number(UInt64(socket.sendQueue)), .text(socket.userName),
        ]
        self.rates = rate == nil ? [] : [sending + receiving]
        let hasInformation = socket.parts.count(HostSocket.informationPart) > 0
        more = (command.isEmpty ? "" : command + "  ") + (hasInformation ? socket.informationWords : "")
        filter = Self.filter(of: socket)
    }

    /// Both ends of a connection, or what comes to the one that waits.
    private static func filter(of socket: borrowing Layer<HostSocket>) -> String? {
        let transport = socket.transport
        let name: String
        switch transport {
        case .tcp, .mptcp: name = "tcp"
        case .udp: name = "udp"
        case .sctp: name = "sctp"
        default: return nil
        }
        var parts: [String] = []
        for isLocal in [true, false] {
            switch socket.family {
            case .ipv4:
                let address = isLocal ? socket.sourceIPv4 : socket.destinationIPv4
                if !address.isUnspecified { parts.append("ip.addr == \(address)") }
            case .ipv6:
                let address = isLocal ? socket.sourceIPv6 : socket.destinationIPv6
                if let old = address.mappedIPv4 {
                    parts.append("ip.addr == \(old)")
                } else if !address.isUnspecified {
                    parts.append("ipv6.addr == \(address)")
                }
            default: return nil
            }
            let port = isLocal ? socket.sourcePort : socket.destinationPort
            if port.rawValue != 0 { parts.append("\(name).port == \(port)") }
        }
        return parts.isEmpty ? nil : parts.joined(separator: " and ")
    }

    init(_ route: Route, _ hop: NextHop, _ number: Int, _ names: [UInt32: String]) {
        let interface = hop.interfaceIndex.map { names[$0] ?? "#\($0)" } ?? "-"
        id = "\(route.destination) \(route.table) \(route.metric) \(number) \(interface)"
        cells = [
            .text(route.destinationWord), .text(hop.gateway.map { "\($0)" } ?? "-"), .text(interface),
            .number(UInt64(route.metric)), .text(route.preferredSource.map { "\($0)" } ?? "-"),
            .text(route.origin.description), .text(route.scope.description), .text(route.table.description),
            .text(route.type.description),
        ]
        isTrouble = hop.flags.contains(.dead) || hop.flags.contains(.linkDown)
        more = hop.flags.names.joined(separator: " ")
        let field = if case .v4 = route.destination.address { "ip" } else { "ipv6" }
        filter = route.destination.isEverything ? nil : "\(field).addr == \(route.destination)"
    }

    init(_ neighbor: Neighbor, _ names: [UInt32: String]) {
        let interface = names[neighbor.interfaceIndex] ?? "#\(neighbor.interfaceIndex)"
        func time(_ duration: Duration?) -> Cell {
            guard let duration else { return .text("-") }
            return .number(UInt64(max(0, duration.components.seconds)), Amount.duration(duration))
        }
        id = "\(neighbor.address) \(interface)"
        cells = [
            .text("\(neighbor.address)"), .text(neighbor.linkLayerAddress?.description ?? "-"), .text(interface),
            .text(neighbor.state.names.joined(separator: " ")), time(neighbor.sinceUsed), time(neighbor.sinceConfirmed),
            .text(neighbor.flags.names.joined(separator: " ")),
        ]
        isTrouble = !neighbor.state.isDisjoint(with: [.failed, .incomplete])
        let field = if case .v4 = neighbor.address { "ip" } else { "ipv6" }
        filter = "\(field).addr == \(neighbor.address)"
    }
}
