import HostNetwork
import Lab
import Links
import Packets
import Probes
import Sending
import Synchronization
import SystemCalls
import Terminal

/// What the view of paths wants done; each ends what was done before.
enum PathErrand: Equatable {
    case trace(PathOrder)
    case scan(PathOrder)
    case stop
}

/// Whom to ask, and how.
struct PathOrder: Equatable, Sendable {
    var target: String
    var method = Trace.Method.icmp
    /// Whether it goes into the lab, and not by the host's routes.
    var isInLab: Bool
    var generation: Int
}

/// What is found on the way.
struct PathNews: Sendable {
    enum Finding: Sendable {
        /// Whom the name means.
        case address(IPAddress)
        case hop(Trace.Hop)
        /// All distances were asked once more.
        case round
        case ports([PortFinding], done: Int, total: Int)
        /// Nothing more comes; why, where it failed.
        case end(String?)
    }

    var generation: Int
    var finding: Finding
}

/// Sends probes, on a thread of its own.
final class PathEngine {
    private let mailbox: Mailbox<BenchMessage>
    private var run: PathRun?

    init(_ mailbox: Mailbox<BenchMessage>) { self.mailbox = mailbox }

    /// - Parameter lab: the one that is watched.
    func perform(_ errand: PathErrand, in lab: LabWatch?) {
        run?.end()
        run = nil
        let (order, scans): (PathOrder, Bool)
        switch errand {
        case .stop: return
        case .trace(let one): (order, scans) = (one, false)
        case .scan(let one): (order, scans) = (one, true)
        }
        do throws(LinkError) {
            let place: PathPlace
            if order.isInLab, let (link, addresses) = try lab?.plug() {
                place = .lab(Station(link, addresses: addresses, gateways: Lab.gateways))
            } else {
                place = .host
            }
            let run = try PathRun(order, mailbox)
            self.run = run
            run.begin(at: place, scans: scans)
        } catch { mailbox.post(.path(PathNews(generation: order.generation, finding: .end("\(error)")))) }
    }
}

/// Where probes leave.
private enum PathPlace {
    case lab(Station)
    case host

    /// Who finds the way of packets.
    func courier(to address: IPAddress) throws -> Courier {
        switch self {
        case .lab(let station): Courier(as: station.host, patience: Patience())
        case .host: try Courier(to: address, by: nil, asksAnew: false, patience: Patience())
        }
    }

    /// What hears answers.
    func receiver(on interface: String, _ filter: String) throws -> any Link {
        switch self {
        case .lab(let station): return station.hear()
        case .host:
            var options = PacketSocketOptions()
            options.handoverDelay = .milliseconds(1)
            options.direction = .inbound
            options.filter = filter
            return try PacketSocketLink(interface, options: options)
        }
    }
}

/// One thing that is asked, until it is ended.
private final class PathRun: Sendable {
    private let order: PathOrder
    private let mailbox: Mailbox<BenchMessage>
    private let isEnded = Atomic(false)
    private let alarm: LinkAlarm

    init(_ order: PathOrder, _ mailbox: Mailbox<BenchMessage>) throws(LinkError) {
        self.order = order
        self.mailbox = mailbox
        alarm = try LinkAlarm()
    }

    private var isOver: Bool { isEnded.load(ordering: .relaxed) }

    func end() {
        isEnded.store(true, ordering: .relaxed)
        alarm.ring()
    }

    private func tell(_ finding: PathNews.Finding) {
        mailbox.post(.path(PathNews(generation: order.generation, finding: finding)))
    }

    func begin(at place: PathPlace, scans: Bool) {
        // The thread is the only user from then on.
        nonisolated(unsafe) let place = place
        System.startThread(named: "ibuki-path") { [self] in
            do {
                let address = try address()
                tell(.address(address))
                if scans { try unsafe scan(address, place) } else { try unsafe trace(address, place) }
                tell(.end(nil))
            } catch { tell(.end("\(error)")) }
        }
    }

    /// A target that nobody has.
    private struct Nobody: Error, CustomStringConvertible { var description: String }

    private func address() throws(Nobody) -> IPAddress {
        if let address = IPAddress(order.target) { return address }
        if order.isInLab {
            if let host = LabHost.named(order.target) { return .v4(host.ipv4) }
            let names = LabHost.all.map(\.name).joined(separator: ", ")
            throw Nobody(description: "\(order.target): nobody in the lab has this name; there are \(names)")
        }
        guard let address = HostNames.addresses(of: order.target).first else {
            throw Nobody(description: "\(order.target): no address is known")
        }
        return address
    }

    /// Asks all distances once a second, each by a packet.
    private func trace(_ address: IPAddress, _ place: PathPlace) throws {
        var options = Trace.Options(order.method)
        options.probes = 1
        options.asksAgain = false
        let seed = UInt64.random(in: 0 ... .max)
        var asking = AskOptions()
        asking.timeout = .seconds(1)
        asking.retries = 0
        asking.limit = 16
        let waiter = try LinkWaiter()
        while !isOver {
            let next = ContinuousClock.now + .seconds(1)
            let round = Trace(to: address, options, seed: seed)
            var last = options.hops.upperBound
            round.onHop = { [self] hop in
                if hop.isLast { last = min(last, hop.number) }
                tell(.hop(hop))
            }
            let courier = try place.courier(to: address)
            let receiver = try place.receiver(on: courier.interfaceName, "icmp or icmp6 or udp or tcp")
            try Prober.run(
                round, by: courier, hearing: receiver, options: asking, waking: [alarm.readEnd],
                until: { self.isOver || round.isComplete })
            if let obstacle = round.obstacle { throw Nobody(description: "\(order.target): \(obstacle)") }
            // Nobody is behind the last, also where an answer of its is lost.
            options.hops = 1...last
            tell(.round)
            if !isOver { _ = try waiter.wait(for: [], or: [alarm.readEnd], until: next) }
        }
    }

    private func scan(_ address: IPAddress, _ place: PathPlace) throws {
        let isUDP = order.method == .udp
        let scan = PortScan(
            [address], ports: isUDP ? PortList.usualUDP : PortList.usualTCP, method: isUDP ? .udp : .syn,
            seed: .random(in: 0 ... .max))
        var found: [PortFinding] = []
        scan.onFinding = { found.append($0) }
        var told = ContinuousClock.now
        func report() {
            tell(.ports(found, done: scan.progress.done, total: scan.progress.total))
            found = []
        }
        scan.onPause = {
            guard ContinuousClock.now - told > .milliseconds(100) else { return }
            told = .now
            report()
        }
        var asking = AskOptions()
        asking.retries = 2
        asking.limit = 256
        let courier = try place.courier(to: address)
        let receiver = try place.receiver(on: courier.interfaceName, "icmp or icmp6 or udp or tcp")
        try Prober.run(
            scan, by: courier, hearing: receiver, options: asking, waking: [alarm.readEnd], until: { self.isOver })
        report()
        // They hold the scan, which holds them.
        scan.onPause = {}
    }
}
