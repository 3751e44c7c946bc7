#if os(Linux)
    import ArgumentParser
    import HostNetwork
    import Lab
    import NetStackSockets
    import Packets
    import Probes
    import SystemCalls

    /// Which servers are asked for names.
    struct NamingOptions: ParsableArguments {
        @Option(
            help: ArgumentHelp(
                "Ask this server for names, and no file; may be given several times.", valueName: "address"))
        var dns: [ServerPlace] = []
    }

    /// Where a server of names is: `10.9.0.1`, `10.9.0.1#5353`.
    struct ServerPlace: OptionValue {
        let server: NameServer

        init?(argument: String) {
            let parts = argument.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            guard let host = HostAddress(argument: String(parts[0])) else { return nil }
            guard parts.count == 2 else {
                server = NameServer(host.address)
                return
            }
            guard let port = WholeNumber<Connect.Ports>(argument: String(parts[1])) else { return nil }
            server = NameServer(host.address, port: UInt16(port.value))
        }

        static var taken: String { "an address of a server, such as 10.9.0.1, or 10.9.0.1#5353 with its port" }
        var defaultValueDescription: String { "\(server)" }
    }

    /// Names of hosts, looked up where a command speaks: in the lab by its map, elsewhere as the host's files say, by its sockets.
    struct HostLookup {
        let isInLab: Bool
        /// Whom to ask instead of those that the host's files name.
        var servers: [NameServer] = []

        /// The addresses of a name, those of IPv6 first, but in the lab.
        ///
        /// - Throws: `usage` where nobody in the lab has the name; `noAnswer` where nothing is known of it.
        func addresses(of name: String) throws -> [IPAddress] {
            guard !isInLab else { return try Self.labAddresses(of: name) }
            let lookup = try lookup()
            return try DriverSession().run { try await Self.told(name) { try await lookup.addresses(of: name) } }
        }

        static func labAddresses(of name: String) throws(CommandFailure) -> [IPAddress] {
            guard let found = LabHost.named(name) else {
                let names = LabHost.all.map(\.name).joined(separator: ", ")
                throw CommandFailure(.usage, "\(name): nobody in the lab has this name; there are \(names)")
            }
            return found.addresses
        }

        /// What looks names up elsewhere.
        func lookup() throws -> AddressLookup {
            if servers.isEmpty {
                let octets = (try? System.octets(of: "/etc/hosts", upTo: 1 << 24)) ?? nil
                return AddressLookup(
                    try ResolverFile.configuration(),
                    hosts: HostsTable(parsing: String(decoding: octets ?? [], as: UTF8.self)),
                    by: HostNameCarrier())
            }
            var configuration = (try? ResolverFile.configuration()) ?? ResolverConfiguration()
            configuration.servers = servers
            return AddressLookup(configuration, by: HostNameCarrier())
        }

        /// Says of what went wrong which name it was.
        static func told<Value: Sendable>(_ name: String, _ body: () async throws -> Value) async throws -> Value {
            do { return try await body() } catch let error as AddressLookup.Nothing {
                throw CommandFailure(.noAnswer, "\(name): \(error)")
            } catch let error as NameAsker.Silence {
                throw CommandFailure(.noAnswer, "\(name): \(error)")
            } catch let error as ForgeError {
                throw CommandFailure(.usage, "\(name): \(error)")
            } catch is CancellationError {
                throw CommandFailure(.done, "")
            }
        }

        /// What gives addresses their names, each looked up once.
        static func namer(isInLab: Bool) -> (IPAddress) -> String? {
            if isInLab {
                return { address in LabHost.all.first { $0.addresses.contains(address) }?.name }
            }
            var known: [IPAddress: String?] = [:]
            return { address in
                if let name = known[address] { return name }
                let name = NameResolver.name(of: address)
                known.updateValue(name, forKey: address)
                return name
            }
        }
    }
#endif
