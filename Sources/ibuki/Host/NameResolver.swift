#if os(Linux)
    import HostNetwork
    import Packets
    import SystemCalls

    /// Names of hosts and services, asked for once each. getnameinfo(3)
    struct NameResolver {
        /// `nil` for those that have no name.
        private var hosts: [IPAddress: String?] = [:]
        private var services: [UInt32: String] = [:]

        /// Writes an end of a socket with names where there are some.
        mutating func write(_ socket: borrowing Layer<HostSocket>, isLocal: Bool, into text: inout TextBuffer) {
            let address: IPAddress
            switch socket.family {
            case .ipv4: address = .v4(isLocal ? socket.sourceIPv4 : socket.destinationIPv4)
            case .ipv6: address = .v6(isLocal ? socket.sourceIPv6 : socket.destinationIPv6)
            default: return socket.write(localEnd: isLocal, into: &text)
            }
            let transport = socket.transport
            let port = isLocal ? socket.sourcePort : socket.destinationPort
            let hasService = port.rawValue != 0 && transport != .raw
            socket.write(
                localEnd: isLocal, host: address.isUnspecified ? nil : host(address),
                service: hasService ? service(port, isUDP: transport == .udp) : nil, into: &text)
        }

        private mutating func host(_ address: IPAddress) -> String? {
            if let known = hosts[address] { return known }
            var asked = address
            // Whoever speaks IPv4 with an IPv6 socket is known by the IPv4 address.
            if case .v6(let address) = address, let mapped = address.mappedIPv4 { asked = .v4(mapped) }
            let name = Self.name(of: asked, port: 0, flags: NI_NAMEREQD).host
            hosts.updateValue(name, forKey: address)
            return name
        }

        private mutating func service(_ port: Port, isUDP: Bool) -> String {
            let key = UInt32(port.rawValue) << 1 | (isUDP ? 1 : 0)
            if let known = services[key] { return known }
            let flags = NI_NUMERICHOST | (isUDP ? NI_DGRAM : 0)
            let any = IPAddress.v4(.unspecified)
            let name = Self.name(of: any, port: port.rawValue, flags: flags).service ?? "\(port)"
            services[key] = name
            return name
        }

        /// The name of an address; `nil` where it has none.
        static func name(of address: IPAddress) -> String? { name(of: address, port: 0, flags: NI_NAMEREQD).host }

        private static func name(
            of address: IPAddress, port: UInt16, flags: Int32
        ) -> (host: String?, service: String?) {
            var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            var service = [CChar](repeating: 0, count: Int(NI_MAXSERV))
            let result = unsafe address.withSocketAddress(port: port) { start, size in
                unsafe getnameinfo(
                    start, size, &host, socklen_t(host.count), &service, socklen_t(service.count), flags)
            }
            guard result == 0 else { return (nil, nil) }
            func text(_ octets: [CChar]) -> String {
                String(decoding: octets.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            }
            return (text(host), text(service))
        }
    }
#endif
