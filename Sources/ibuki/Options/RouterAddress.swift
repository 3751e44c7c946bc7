import ArgumentParser
import NetStack
import Packets

/// An address of a router's, and of which interface where that is said: `10.9.0.1/24`, `eth0=10.9.0.1/24`.
struct RouterAddress: OptionValue {
    let interface: String?
    let own: OwnAddress

    init?(argument: String) {
        // A name of an interface may hold anything but '/' and blanks, '=' too.
        let mark = argument.lastIndex(of: "=")
        let text = mark.map { argument[argument.index(after: $0)...] } ?? argument[...]
        guard let own = OwnAddress(argument: String(text)) else { return nil }
        self.own = own
        interface = mark.map { String(argument[..<$0]) }
    }

    static var taken: String {
        "an address of one host and the length of its prefix, such as 10.9.0.1/24, or eth0=10.9.0.1/24"
    }
    var defaultValueDescription: String { (interface.map { "\($0)=" } ?? "") + own.defaultValueDescription }

    /// Shares addresses out: one that names an interface is that one's; of the others the first of a family is the first
    /// interface's, and the second the second's.
    ///
    /// - Throws: what is wrong with them, for whoever gave them.
    static func shared(_ addresses: [RouterAddress], among interfaces: [String]) throws -> [[OwnAddress]] {
        var shares = interfaces.map { _ in [OwnAddress]() }
        var next = [32: 0, 128: 0]
        for address in addresses {
            let own = address.own
            var index = 0
            if let name = address.interface {
                guard let found = interfaces.firstIndex(of: name) else {
                    throw ValidationError(
                        "--address \(name)=\(own.defaultValueDescription): \(name) is neither \(interfaces[0]) nor "
                            + interfaces[1])
                }
                index = found
            } else {
                index = next[own.bits, default: 0]
                next[own.bits] = index + 1
                guard index < interfaces.count else {
                    throw ValidationError(
                        "--address \(own.defaultValueDescription): there are two interfaces; say which one further "
                            + "addresses are for, as in \(interfaces[0])=\(own.defaultValueDescription)")
                }
            }
            shares[index].append(own)
        }
        for (name, share) in zip(interfaces, shares) where share.isEmpty {
            throw ValidationError("\(name) has no address: --address is wanted for both interfaces")
        }
        return shares
    }
}

/// A port that is passed on to an inside host: `8080=10.9.0.2:80`, `53=10.9.0.2:53/udp`.
struct ForwardedPort: OptionValue {
    let port: UInt16
    let address: IPv4Address
    let insidePort: UInt16
    let transport: TranslatedTransport

    init?(argument: String) {
        var text = argument[...]
        var transport = TranslatedTransport.tcp
        if let mark = text.lastIndex(of: "/") {
            switch text[text.index(after: mark)...].lowercased() {
            case "tcp": break
            case "udp": transport = .udp
            default: return nil
            }
            text = text[..<mark]
        }
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, let port = Self.port(parts[0]) else { return nil }
        let place = parts[1].split(separator: ":", omittingEmptySubsequences: false)
        guard place.count == 2, let host = HostAddress(argument: String(place[0])),
            case .v4(let address) = host.address,
            let insidePort = Self.port(place[1])
        else { return nil }
        self.port = port
        self.address = address
        self.insidePort = insidePort
        self.transport = transport
    }

    private static func port(_ text: Substring) -> UInt16? {
        guard text.allSatisfy({ $0.isASCII && $0.isNumber }), let port = UInt16(text), port > 0 else { return nil }
        return port
    }

    static var taken: String { "a port and the inside host's, such as 8080=10.9.0.2:80 or 53=10.9.0.2:53/udp" }
    var defaultValueDescription: String {
        "\(port)=\(address):\(insidePort)\(transport == .udp ? "/udp" : "")"
    }
}
