internal import Leases
public import Links
public import NetStack
package import NetStackSockets
public import Packets
internal import StackServices
internal import Synchronization

/// A small network inside the process: a switch, a router to a second network, and hosts whose names say what they do, each with
/// a TCP/IP stack of its own. It needs no privilege, and what is sent into it gets a real answer.
///
///     let lab = try Lab()
///     try await lab.start()
///     let driver = try StackDriver(StackConfiguration(secrets: .random()))
///     await driver.add(try lab.plug(), addresses: Lab.ownAddresses, gateways: Lab.gateways)
///     let connection = try await driver.connect(to: LabHost.web.addresses[0], port: 80)
public final class Lab: Sendable {
    /// What its hosts are behind, as a command's interface: `-i lab`.
    public static let interfaceName = "lab"

    /// Whoever plugs in, unless it chooses another address.
    private static let you = LabHost("you", 100)
    /// The addresses that nobody of the lab has, and who plugs in may take, as its interface has them.
    public static var ownAddresses: [Interface.Address] { you.interfaceAddresses }
    /// The router, by both families.
    public static var gateways: [IPAddress] { LabHost.router.addresses }

    private let near: FrameSwitch
    private let far: FrameSwitch
    private let stations: [Station]
    private let router: StackDriver
    private let seed: UInt64
    private let state = Mutex(State())

    private struct State {
        var plugged: UInt8 = 0
        var isStarted = false
        var serving: [Task<Void, Never>] = []
    }

    /// A host that is nothing but a stack and its services.
    private struct Station: Sendable {
        let host: LabHost
        let driver: StackDriver
    }

    /// Makes the lab; `start` begins it.
    ///
    /// - Parameter seed: what the secrets of its stacks and what `far` loses follow from; chance when `nil`.
    /// - Throws: `LinkError`: `systemFailed`, when the process has no descriptors left.
    public init(seed: UInt64? = nil) throws(LinkError) {
        var random = SplitMix64(seed: seed ?? .random(in: .min ... .max))
        near = try FrameSwitch("lab")
        far = try FrameSwitch("lab-far")
        var configuration = StackConfiguration(secrets: StackSecrets(random.next(), random.next()))
        configuration.forwards = true
        configuration.connectionLimit = 16
        router = try StackDriver(configuration)
        var stations: [Station] = []
        for host in LabHost.all where host != .router {
            var configuration = StackConfiguration(secrets: StackSecrets(random.next(), random.next()))
            if host == .silent || host == .closed { configuration.connectionLimit = 16 }
            stations.append(Station(host: host, driver: try StackDriver(configuration)))
        }
        self.stations = stations
        self.seed = random.next()
    }

    /// Connects everything and opens the hosts' ports. Called again it does nothing.
    ///
    /// - Throws: `LinkError`: `systemFailed`, when the process has no descriptors left; `SocketError`: `stopped`.
    public func start() async throws {
        let isFirst = state.withLock { state in
            defer { state.isStarted = true }
            return !state.isStarted
        }
        guard isFirst else { return }
        await router.add(try cable(of: .router, to: near), addresses: LabHost.router.interfaceAddresses)
        await router.add(try cable(of: .routerFar, to: far), addresses: LabHost.routerFar.interfaceAddresses)
        for station in stations { try await start(station) }
    }

    private func start(_ station: Station) async throws {
        let (host, driver) = (station.host, station.driver)
        let isFar = host.subnet == .far
        let gateways = isFar ? LabHost.routerFar.addresses : Self.gateways
        let end = try cable(of: host, to: isFar ? far : near, isImpaired: isFar)
        if host == .silent {
            await driver.add(SilentLink(end), addresses: host.interfaceAddresses, gateways: gateways)
        } else {
            await driver.add(end, addresses: host.interfaceAddresses, gateways: gateways)
        }
        var work: [@Sendable () async -> Void] = []
        let services = Self.services(of: host)
        if !services.isEmpty {
            let served = try await ServiceHost(services, on: driver) { _ in }
            work.append { await served.run() }
        }
        for case let names as NameService in services {
            let socket = try await driver.openUDP(port: names.port)
            work.append { await names.answerDatagrams(socket) }
        }
        if host == .dhcp {
            let leases = LeaseService(Self.lending)
            let socket = try await driver.openUDP(port: LeaseService.port)
            work.append { await leases.answerDatagrams(socket) }
        }
        let tasks = work.map { work in Task { await work() } }
        state.withLock { $0.serving += tasks }
    }

    /// What `dhcp` lends.
    private static var lending: LeaseServer.Options {
        var options = LeaseServer.Options(
            address: LabHost.dhcp.ipv4, prefixLength: 24, first: "10.77.0.200", last: "10.77.0.249")
        options.routers = [LabHost.router.ipv4]
        options.nameServers = [LabHost.dns.ipv4]
        options.domain = "lab"
        options.duration = 600
        return options
    }

    /// What drives the stack of a host that serves, for who serves there too.
    ///
    /// - Precondition: it is one of the lab's own.
    package func driver(of host: LabHost) -> StackDriver {
        guard let station = stations.first(where: { $0.host == host }) else {
            preconditionFailure("\(host.name) is no host of the lab that serves")
        }
        return station.driver
    }

    private static func services(of host: LabHost) -> [any StackService] {
        switch host {
        case .web: [WebService(greeting: "Hello from the lab's web server.\n'/big/N' has N octets.\n")]
        case .far: [WebService(greeting: "Hello from far away.\n"), EchoService()]
        case .echo: [EchoService(), DiscardService(), DaytimeService(), ChargenService()]
        case .dns: [NameService(NameAnswers(LabHost.all))]
        default: []
        }
    }

    /// A cable from a host to a switch.
    ///
    /// - Parameter isImpaired: whether what crosses it is late, and some of it lost.
    /// - Returns: the host's end.
    private func cable(
        of host: LabHost, to bridge: FrameSwitch, isImpaired: Bool = false
    ) throws(LinkError) -> CableLink {
        let (end, port) = try CableLink.pair(
            host.name, "port of \(host.name)",
            hardwareAddresses: (host.hardwareAddress, MACAddress(2, 0, 0, 0x77, 0xff, host.number)), capacity: 1024)
        if isImpaired {
            let weather = Impairment(loss: 0.01, delay: .milliseconds(20))
            bridge.add(
                ImpairedLink(port, receiving: weather, sending: weather, seed: seed, clock: { Timestamp.labNow }))
        } else {
            bridge.add(port)
        }
        return end
    }

    /// A cable into the lab's switch, for a station of one's own, with an Ethernet address that nobody else has.
    ///
    /// - Throws: `LinkError`: `systemFailed`, when the process has no descriptors left.
    public func plug() throws(LinkError) -> CableLink {
        let number = state.withLock { state in
            defer { state.plugged &+= 1 }
            return state.plugged
        }
        let (end, port) = try CableLink.pair(
            Self.interfaceName, "port of \(Self.interfaceName)",
            hardwareAddresses: (MACAddress(2, 0, 0, 0x77, 2, number), MACAddress(2, 0, 0, 0x77, 0xfe, number)),
            capacity: 1024)
        near.add(port)
        return end
    }

    /// Has the switch send a copy of whatever enters it by a link: for who looks on.
    public func mirror(to link: CableLink) { near.addMirror(link) }

    /// Puts a cable of another program's into the switch, whose own it is from then on.
    func join(_ cable: SharedCable) { near.add(cable) }

    /// The same for one who looks on.
    func joinMirror(_ cable: SharedCable) { near.addMirror(cable) }

    /// Ends its hosts and all its threads.
    public func shutDown() async {
        for station in stations { await station.driver.shutDown() }
        await router.shutDown()
        let serving = state.withLock { $0.serving }
        for task in serving { await task.value }
        await near.shutDown()
        await far.shutDown()
    }
}
