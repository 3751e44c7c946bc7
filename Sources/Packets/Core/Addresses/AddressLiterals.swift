// Addresses and prefixes as they are written: `$0.destination = "10.0.0.1"`. A literal that is no address is a mistake in the
// program and ends it, as an array's index out of its bounds does; texts from elsewhere go through `init(parsing:)`. What
// takes addresses and texts by the same name (`append`) disfavors the former, so that a literal there stays a text.

extension TextualValue where Self: ExpressibleByStringLiteral {
    fileprivate init(literal text: String) {
        do throws(AddressError) { try self.init(parsing: text) } catch { preconditionFailure(error.description) }
    }
}

extension IPv4Address: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self.init(literal: text) }
}

extension IPv6Address: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self.init(literal: text) }
}

extension IPAddress: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self.init(literal: text) }
}

extension IPv4Prefix: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self.init(literal: text) }
}

extension IPv6Prefix: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self.init(literal: text) }
}

extension MACAddress: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self.init(literal: text) }
}
