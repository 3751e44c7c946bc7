import HostNetwork
import Links
import Packets
import Synchronization
import SystemCalls
import Terminal

/// What the host's view wants done.
enum HostErrand: Equatable {
    /// Look at a table each second.
    case watch(HostPage, generation: Int)
    /// Nobody looks any more.
    case rest
}

/// Looks at the tables of the host while they are seen, on a thread of its own.
final class HostEngine {
    private let mailbox: Mailbox<BenchMessage>
    private var watch: HostWatch?

    init(_ mailbox: Mailbox<BenchMessage>) { self.mailbox = mailbox }

    func perform(_ errand: HostErrand) {
        watch?.end()
        watch = nil
        guard case .watch(let table, let generation) = errand else { return }
        do throws(LinkError) {
            let watch = try HostWatch(table, generation, mailbox)
            self.watch = watch
            watch.begin()
        } catch { mailbox.post(.failed("\(error)")) }
    }
}

/// One table that is looked at.
private final class HostWatch: Sendable {
    private let table: HostPage
    private let generation: Int
    private let mailbox: Mailbox<BenchMessage>
    private let isEnded = Atomic(false)
    private let alarm: LinkAlarm

    init(_ table: HostPage, _ generation: Int, _ mailbox: Mailbox<BenchMessage>) throws(LinkError) {
        self.table = table
        self.generation = generation
        self.mailbox = mailbox
        alarm = try LinkAlarm()
    }

    func end() {
        isEnded.store(true, ordering: .relaxed)
        alarm.ring()
    }

    func begin() {
        System.startThread(named: "ibuki-host") { [self] in
            do { try run() } catch { mailbox.post(.failed("\(error)")) }
        }
    }

    private func run() throws {
        var reader = HostReader()
        let waiter = try LinkWaiter()
        var looks = 0
        while !isEnded.load(ordering: .relaxed) {
            let next = ContinuousClock.now + (looks == 0 ? .milliseconds(300) : .seconds(1))
            mailbox.post(.host(HostNews(generation: generation, table: table, rows: try reader.rows(of: table))))
            looks += 1
            _ = try waiter.wait(for: [], or: [alarm.readEnd], until: next)
        }
    }
}

/// Reads the tables, and how much passed since the look before.
struct HostReader {
    private var interfaceRates = InterfaceRates()
    private var socketRates = SocketRates()

    mutating func rows(of table: HostPage) throws(HostNetworkError) -> [HostRow] {
        if table == .sockets { return try sockets() }
        var tables = try NetworkTables()
        let interfaces = try tables.interfaces(addresses: table == .interfaces)
        let names = Dictionary(interfaces.map { ($0.index, $0.name) }, uniquingKeysWith: { first, _ in first })
        switch table {
        case .routes:
            return try tables.routes().flatMap { route in
                (route.nextHops.isEmpty ? [NextHop()] : route.nextHops).enumerated().map {
                    HostRow(route, $0.element, $0.offset, names)
                }
            }
        case .neighbors: return try tables.neighbors().map { HostRow($0, names) }
        default:
            interfaceRates.update(interfaces, at: System.nanoseconds())
            return interfaceRates.lines.map { HostRow($0) }
        }
    }

    /// Those that packets come to: a socket between the host's own programs has none.
    private mutating func sockets() throws(HostNetworkError) -> [HostRow] {
        var query = SocketQuery()
        query.protocols.removeAll { $0 == .unix }
        query.includesInformation = true
        var reader = try SocketReader()
        let table = try reader.sockets(query)
        socketRates.begin(at: System.nanoseconds())
        var rates = socketRates
        let rows = table.compactMap { HostRow($0, &rates) }
        socketRates = rates
        return rows
    }
}
