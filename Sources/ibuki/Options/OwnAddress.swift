import ArgumentParser
import NetStack
import Packets

/// An address of the program's own with the length of its network's prefix: `10.9.0.2/24`, `fd00::2/64`.
struct OwnAddress: OptionValue {
    let address: IPAddress
    let prefixLength: Int

    init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let host = HostAddress(argument: String(parts[0])), let length = Int(parts[1]),
            (0...host.bits).contains(length), parts[1].allSatisfy({ $0.isASCII && $0.isNumber })
        else { return nil }
        address = host.address
        prefixLength = length
    }

    static var taken: String { "an address of one host and the length of its prefix, such as 10.9.0.2/24" }
    var defaultValueDescription: String { "\(address)/\(prefixLength)" }
    /// How many bits an address of its family has.
    var bits: Int { if case .v4 = address { 32 } else { 128 } }

    /// Whether another address is of the same network.
    func reaches(_ other: IPAddress) -> Bool {
        switch (address, other) {
        case (.v4(let own), .v4(let other)): IPv4Prefix(own, length: prefixLength).contains(other)
        case (.v6(let own), .v6(let other)): IPv6Prefix(own, length: prefixLength).contains(other)
        default: false
        }
    }

    /// As the stack's interface has it.
    var ofInterface: Interface.Address { Interface.Address(address, prefixLength: prefixLength) }
}

/// An address of one host: `10.9.0.1`, `fd00::1`.
struct HostAddress: OptionValue {
    let address: IPAddress

    init?(argument: String) {
        guard let address = try? IPAddress(parsing: argument), !address.isUnspecified, !address.isMulticast,
            !address.isBroadcast
        else { return nil }
        self.address = address
    }

    static var taken: String { "an address of one host, such as 10.9.0.1" }
    var defaultValueDescription: String { "\(address)" }

    /// How many bits an address of its family has.
    var bits: Int { if case .v4 = address { 32 } else { 128 } }
}
