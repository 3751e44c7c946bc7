import ArgumentParser
import Packets

/// Where a host is, as curl has it: `web.test:443:10.9.0.1`.
struct ResolvedHost: OptionValue {
    let host: String
    let port: UInt16
    let address: IPAddress

    init?(argument: String) {
        let parts = argument.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, let port = UInt16(parts[1]) else { return nil }
        // An IPv6 address may stand in brackets.
        var text = parts[2]
        if text.first == "[", text.last == "]" { text = text.dropFirst().dropLast() }
        guard let found = HostAddress(argument: String(text)) else { return nil }
        host = parts[0].lowercased()
        self.port = port
        address = found.address
    }

    static var taken: String { "a host, its port and its address, such as web.test:443:10.9.0.1" }
    var defaultValueDescription: String { "\(host):\(port):\(address)" }
}
