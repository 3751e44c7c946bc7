import ArgumentParser
import HostNetwork
import NIOCore
import NIOHTTP1
import NIOPosix
import StackServices
import SystemCalls

/// `ibuki serve`: something for packets to go to.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve something small, for packets to go to.", subcommands: [ServeHTTP.self])
}

/// `ibuki serve http`: greets whoever asks.
struct ServeHTTP: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "http", abstract: "Serve a greeting over HTTP, and print a line for each request.",
        discussion: HelpText.fitted(
            """
              ibuki serve http                             at 127.0.0.1, port 8080
              ibuki serve http --address :: --port 8000    for other hosts too
              curl http://127.0.0.1:8080/hello
              ibuki serve http --stack -i lab              by a stack of our own: see 'ibuki lab'
              sudo ibuki serve http --stack -i eth0 --own-address 10.9.0.77/24 --port 80

            Every path is greeted; with --stack '/' is, and '/big/N' has N octets. Ctrl-C ends it.
            """))

    @Option(help: ArgumentHelp("The port; 0 takes one that is free.", valueName: "number"))
    var port: WholeNumber<Ports> = 8080
    @Option(help: ArgumentHelp("The address to listen at (default: 127.0.0.1).", valueName: "address"))
    var address: String?
    @Option(help: ArgumentHelp("What everyone is told.", valueName: "text")) var greeting = "Hello from Ibuki"
    @Flag(name: .shortAndLong, help: "Print no line for requests.") var quiet = false
    #if os(Linux)
        @Flag(help: "Serve by a stack of our own, from addresses of its own.") var stack = false
        @OptionGroup var place: VoiceOptions
    #endif

    enum Ports: NumberBounds { static var range: ClosedRange<Int> { 0...65535 } }

    /// A connection on which nothing is said for so long is closed.
    static let patience = TimeAmount.seconds(30)
    /// How many connections wait to be taken. listen(2)
    static let backlog: ChannelOptions.Types.BacklogOption.Value = 256

    #if os(Linux)
        func validate() throws {
            try place.refuseHostAddress()
            guard stack == (place.interface != nil) else {
                throw ValidationError(
                    stack ? "-i is wanted with --stack" : "-i is for --stack, which is wanted with it")
            }
            guard !stack || address == nil && port.value > 0 else {
                throw ValidationError("with --stack the address is --own-address, and --port takes 1 to 65535")
            }
        }

        private func serveByStack() throws {
            let session = try DriverSession()
            let voice = try place.voice(to: [])
            try session.serve(
                [WebService(greeting: greeting + "\n", port: UInt16(port.value))], by: voice,
                announced: "serving HTTP at \(voice.place), port \(port.value)", isQuiet: quiet, isJSON: false)
        }
    #endif

    func run() throws {
        #if os(Linux)
            if place.isOurs { return try serveByStack() }
        #endif
        // Before any thread starts, so that the signals come to this one alone.
        let signals = AwaitedSignals()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        defer { try? group.syncShutdownGracefully() }
        let service = HelloService(greeting: greeting + "\n")
        let isQuiet = quiet
        let report: @Sendable (String) -> Void = { line in
            if !isQuiet { try? StandardOutput().write(Array(line.utf8)) }
        }
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(ChannelOptions.backlog, value: Self.backlog)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { (channel: any Channel) -> EventLoopFuture<Void> in
                channel.eventLoop.makeCompletedFuture { () throws -> Void in
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(IdleStateHandler(allTimeout: Self.patience))
                    try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
                    try pipeline.addHandler(HTTPConnection(service, report: report))
                }
            }
        let channel = try listen(bootstrap)
        let host = address ?? Self.usualAddress
        let place = channel.localAddress.map { "\($0.ipAddress ?? host), port \($0.port ?? port.value)" } ?? host
        StandardError.print("ibuki: serving HTTP at \(place); Ctrl-C ends it")
        signals.wait()
        try? channel.close().wait()
    }

    private static let usualAddress = "127.0.0.1"

    private func listen(_ bootstrap: ServerBootstrap) throws -> any Channel {
        let address = address ?? Self.usualAddress
        do {
            return try bootstrap.bind(host: address, port: port.value).wait()
        } catch let error as IOError {
            let reason = ErrorNumber(rawValue: error.errnoCode)
            throw CommandFailure(
                error.errnoCode == EACCES ? .notPermitted : .failed,
                "cannot listen at \(address), port \(port.value): \(reason)\(hint(error.errnoCode))")
        } catch let error where error is SocketAddressError || error is SocketAddressError.UnknownHost {
            throw CommandFailure(.usage, "--address takes an address of this host, not '\(address)'")
        }
    }

    /// What can be done about an error of bind(2).
    private func hint(_ errorNumber: Int32) -> String {
        switch errorNumber {
        case EADDRINUSE: return "; 'ibuki sockets --port \(port.value)' shows whose it is"
        // Of the ports below ip_unprivileged_port_start. ip(7)
        case EACCES:
            let program = System.programPath() ?? "ibuki"
            return "; low ports need CAP_NET_BIND_SERVICE: run it with sudo, or "
                + "'sudo setcap cap_net_bind_service+ep \(program)'"
        default: return ""
        }
    }
}
