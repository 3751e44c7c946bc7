import Lab
import Packets
import Probes
import Terminal

/// The way to a host, and what its ports say.
struct PathView {
    /// What was asked for last.
    var order: PathOrder?
    var address: IPAddress?
    var hops: [PathHop] = []
    var rounds = 0
    var ports: [PortFinding] = []
    var scanned = (done: 0, total: 0)
    /// What is under way.
    var activity = Activity.none
    /// Whether the ports are looked at, not the way.
    var showsPorts = false
    var method = Trace.Method.icmp
    var hopTable = TableState(Self.hopColumns)
    var portTable = TableState(Self.portColumns)
    /// The ports that are listed: of what was found very often only the number is told.
    var listed: [PortFinding] = []

    enum Activity { case none, tracing, scanning }

    /// More of one state are not listed one by one.
    private static let most = 20

    private static let hopColumns = [
        TableColumn("Hop", .right, width: 3, priority: 9, isSortable: false),
        TableColumn("Host", width: 24, minimum: 14, stretches: true, priority: 8, isSortable: false),
        TableColumn("Loss", .right, width: 7, priority: 7, isSortable: false),
        TableColumn("Sent", .right, width: 5, priority: 2, isSortable: false),
        TableColumn("Last", .right, width: 9, minimum: 7, priority: 6, isSortable: false),
        TableColumn("Avg", .right, width: 9, minimum: 7, priority: 5, isSortable: false),
        TableColumn("Best", .right, width: 9, minimum: 7, priority: 3, isSortable: false),
        TableColumn("Worst", .right, width: 9, minimum: 7, priority: 3, isSortable: false),
        TableColumn("StDev", .right, width: 8, minimum: 7, priority: 1, isSortable: false),
        TableColumn("", width: 10, priority: 4, isSortable: false),
    ]

    private static let portColumns = [
        TableColumn("Port", .right, width: 9, priority: 9), TableColumn("State", width: 13, minimum: 8, priority: 8),
        TableColumn("Reason", width: 20, minimum: 10, stretches: true, priority: 7),
        TableColumn("Time", .right, width: 10, priority: 6), TableColumn("TTL", .right, width: 4, priority: 5),
    ]

    /// How many ports are in each state.
    var portCounts: [(state: PortState, count: Int)] {
        PortState.allCases.map { state in (state, ports.count { $0.state == state }) }.filter { $0.1 > 0 }
    }

    mutating func take(_ hop: Trace.Hop) {
        while hops.count < hop.number { hops.append(PathHop(number: hops.count + 1)) }
        hops[hop.number - 1].add(hop.answers.first ?? nil)
        if hop.isLast { hops.removeLast(hops.count - hop.number) }
    }

    mutating func listPorts() {
        let few = Set(portCounts.filter { $0.state == .open || $0.count <= Self.most }.map(\.state))
        func number(_ port: PortFinding) -> (Int, String) {
            switch portTable.order?.column {
            case 1: (0, port.state.rawValue)
            case 2: (0, port.reason)
            case 3: (port.delay.map { Int($0 / .microseconds(1)) } ?? .max, "")
            case 4: (Int(port.hopLimit ?? 0), "")
            default: (Int(port.port), "")
            }
        }
        listed = ports.filter { few.contains($0.state) }.sorted { one, other in
            let (first, second) = (number(one), number(other))
            return (first.0, first.1, one.port) < (second.0, second.1, other.port)
        }
        if portTable.order?.isDescending ?? false { listed.reverse() }
        portTable.list.setCount(listed.count)
    }
}

extension BenchModel {
    /// Whether probes go into the lab, as what is watched does.
    private var probesLab: Bool { !isFromCapture && capture.isLab }

    mutating func take(_ news: PathNews) {
        guard news.generation == path.order?.generation else { return }
        switch news.finding {
        case .address(let address): path.address = address
        case .hop(let hop): path.take(hop)
        case .round: path.rounds += 1
        case .ports(let ports, let done, let total):
            path.ports += ports
            path.scanned = (done, total)
        case .end(let reason):
            path.activity = .none
            if let reason { complain(reason) }
        }
    }

    mutating func askForPath() {
        let hint = probesLab ? "the way to (\(LabHost.all.map(\.name).joined(separator: " ")))" : "the way to"
        ask(hint, path.order?.target ?? (probesLab ? "far" : "")) { model, text in
            let target = text.filter { !$0.isWhitespace }
            if !target.isEmpty { model.trace(to: target) }
        }
    }

    private mutating func pathOrder(to target: String) -> PathOrder {
        let order = PathOrder(
            target: target, method: path.method, isInLab: probesLab, generation: (path.order?.generation ?? 0) + 1)
        path.order = order
        return order
    }

    mutating func trace(to target: String) {
        view = .path
        path.hops = []
        path.rounds = 0
        path.address = nil
        if path.order?.target != target { path.ports = [] }
        path.showsPorts = false
        path.activity = .tracing
        effects.append(.own(.path(.trace(pathOrder(to: target)))))
    }

    mutating func scanPath() {
        guard let target = path.order?.target else { return complain("/ says to which host") }
        path.ports = []
        path.scanned = (0, 0)
        path.showsPorts = true
        path.activity = .scanning
        effects.append(.own(.path(.scan(pathOrder(to: target)))))
    }

    /// Stops what is under way, or goes on.
    mutating func togglePath() {
        guard path.activity == .none else {
            path.activity = .none
            // What is still under way is not heard any more.
            path.order?.generation += 1
            return effects.append(.own(.path(.stop)))
        }
        guard let target = path.order?.target else { return askForPath() }
        if path.showsPorts { scanPath() } else { trace(to: target) }
    }

    mutating func choosePathMethod() {
        let titles: [(Trace.Method, String)] = [
            (.icmp, "echo requests"), (.udp, "datagrams"), (.tcp, "SYNs to port 80, which firewalls let through"),
        ]
        choose(
            "what is sent",
            titles.map { method, title in
                .init(key: KeyPress(method.rawValue.first ?? "i"), title: title) { model in
                    model.path.method = method
                    if let target = model.path.order?.target { model.trace(to: target) }
                }
            })
    }

    /// Makes what will be drawn.
    mutating func preparePath() {
        path.hopTable.list.setCount(path.hops.count)
        path.hopTable.setCurves(to: size.columns >= 130 ? 30 : 10)
        path.listPorts()
        let rows = max(1, pathParts.table.rows - 1)
        _ = path.hopTable.list.visible(rows)
        _ = path.portTable.list.visible(rows)
    }

    private var pathParts: (top: Rectangle, table: Rectangle) {
        var rest = body
        return (rest.takeTop(1), rest)
    }

    mutating func movePath(by rows: Int) {
        if path.showsPorts { path.portTable.list.move(by: rows) } else { path.hopTable.list.move(by: rows) }
    }

    /// Goes to the packets of the hop that one is at, or of the port.
    mutating func openPath() {
        guard path.order != nil else { return askForPath() }
        let text: String
        if path.showsPorts {
            guard let row = path.portTable.list.selection, let address = path.address else { return }
            text =
                "\(Self.field(of: address)).addr == \(address) and \(path.listed[row].transport).port == \(path.listed[row].port)"
        } else {
            let hop = path.hopTable.list.selection.map { path.hops[$0] }
            guard let sender = hop?.senders.first else { return complain("nobody answered from there") }
            text = "\(Self.field(of: sender)).addr == \(sender)"
        }
        view = .packets
        filter.text = text
        applyFilter()
    }

    private static func field(of address: IPAddress) -> String { if case .v4 = address { "ip" } else { "ipv6" } }

    func drawPath(in part: Rectangle, on screen: inout Screen) {
        let (top, body) = pathParts
        guard let order = path.order else {
            return screen.note(
                "Path shows the routers on the way to a host, what each loses and how long it takes to answer, and which "
                    + "of its ports are open. / says to which host; \(probesLab ? "in the lab, far is behind a router." : "it takes CAP_NET_RAW.")",
                in: part)
        }
        drawPathTop(order, in: top, on: &screen)
        let path = path
        if path.showsPorts {
            path.portTable.draw(in: body, on: &screen, isActive: true) { row, column in
                Self.cell(path.listed[row], column)
            }
        } else {
            path.hopTable.draw(in: body, on: &screen, isActive: true) { row, column in
                Self.cell(path.hops[row], column, path.hopTable.columns[column].width, order.isInLab)
            }
        }
    }

    private func drawPathTop(_ order: PathOrder, in part: Rectangle, on screen: inout Screen) {
        let address = path.address.map { "\($0)" == order.target ? "" : " (\($0))" } ?? ""
        let sign = path.activity == .none ? "■ stopped" : "●"
        var words = "\(sign) \(order.method.rawValue) to \(order.target)\(address)  "
        if path.showsPorts {
            words += path.portCounts.map { "\($0.count) \($0.state.rawValue)" }.joined(separator: ", ")
            if path.activity == .scanning { words += "  \(path.scanned.done) of \(path.scanned.total)" }
        } else {
            words += "round \(path.rounds)"
        }
        screen.write(" \(words)", at: part.origin, within: part.columns, BenchTheme.lit)
    }

    private static func cell(_ port: PortFinding, _ column: Int) -> StyledText {
        switch column {
        case 0: return StyledText("\(port.port)/\(port.transport)")
        case 1:
            let style: Style =
                port.state == .open ? BenchTheme.good : port.state == .closed ? .plain : BenchTheme.doubtful
            return StyledText(port.state.rawValue, style)
        case 2: return StyledText(port.reason + (port.reporter.map { " by \($0)" } ?? ""))
        case 3: return StyledText(port.delay.map { milliseconds(PathHop.milliseconds($0)) + " ms" } ?? "-")
        default: return StyledText(port.hopLimit.map { "\($0)" } ?? "-")
        }
    }

    private static func cell(_ hop: PathHop, _ column: Int, _ width: Int, _ isInLab: Bool) -> StyledText {
        let delays = hop.delays
        func time(_ value: Double) -> StyledText {
            StyledText(delays.received == 0 ? "-" : milliseconds(value))
        }
        switch column {
        case 0: return StyledText("\(hop.number)")
        case 1:
            let names = hop.senders.map { address in
                let name = isInLab ? LabHost.all.first { $0.addresses.contains(address) }?.name : nil
                return name.map { "\($0) (\(address))" } ?? "\(address)"
            }
            return names.isEmpty
                ? StyledText("no answer", BenchTheme.doubtful) : StyledText(names.joined(separator: ", "))
        case 2:
            let style = delays.loss == 0 ? BenchTheme.good : delays.loss < 20 ? BenchTheme.doubtful : BenchTheme.wrong
            return StyledText("\(tenths(delays.loss)) %", style)
        case 3: return StyledText("\(delays.sent)")
        case 4: return StyledText(delays.last.map { milliseconds($0) } ?? "*")
        case 5: return time(delays.mean)
        case 6: return time(delays.best)
        case 7: return time(delays.worst)
        case 8: return time(delays.deviation)
        default: return StyledText(delays.curve.text(width), BenchTheme.good)
        }
    }

    /// With three digits of what is less than 1.
    private static func milliseconds(_ value: Double) -> String {
        let thousandths = Int64(min(value, 1e9) * 1000 + 0.5)
        if value >= 100 { return tenths(value) }
        let fraction = String(thousandths % 1000)
        return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)"
    }

    private static func tenths(_ value: Double) -> String {
        let tenths = Int64(min(value, 1e9) * 10 + 0.5)
        return "\(tenths / 10).\(tenths % 10)"
    }

    mutating func takeInPath(_ event: MouseEvent, in part: Rectangle) {
        let table = pathParts.table
        switch event.action {
        case .wheelDown: movePath(by: 3)
        case .wheelUp: movePath(by: -3)
        case .press where event.button == .left:
            if path.showsPorts {
                _ = path.portTable.press(at: event.position, in: table)
            } else {
                _ = path.hopTable.press(at: event.position, in: table)
            }
        default: break
        }
    }
}
