import Packets

/// Which of an interface's addresses a packet leaves from. RFC 6724 section 5. Rules 4 and 5.5 ask for what is not here: home
/// addresses, and which router gave a prefix; rule 5 is kept by asking for one interface's addresses.
enum SourceChoice {
    static func best(of addresses: [Interface.Address], for destination: IPv6Address) -> IPv6Address? {
        var best: Interface.Address?
        for address in addresses where !address.mapped.isIPv4 {
            if best.map({ isBetter(address, than: $0, for: destination) }) ?? true { best = address }
        }
        return best?.mapped
    }

    private static func isBetter(
        _ a: Interface.Address, than b: Interface.Address, for destination: IPv6Address
    ) -> Bool {
        // Rule 1: the same address.
        if a.mapped == destination || b.mapped == destination { return a.mapped == destination }
        // Rule 2: the smallest scope that reaches as far as the destination.
        let (scopeA, scopeB, wanted) = (scope(a.mapped), scope(b.mapped), scope(destination))
        if scopeA < scopeB { return scopeA >= wanted }
        if scopeB < scopeA { return scopeB < wanted }
        // Rule 3: none that is deprecated.
        if a.isDeprecated != b.isDeprecated { return b.isDeprecated }
        // Rule 6: the destination's label.
        let label = label(destination)
        let (hasA, hasB) = (self.label(a.mapped) == label, self.label(b.mapped) == label)
        if hasA != hasB { return hasA }
        // Rule 7: one that says less of who we are.
        if a.isTemporary != b.isTemporary { return a.isTemporary }
        // Rule 8: the longest prefix in common, as far as the address's own reaches.
        return common(a, destination) > common(b, destination)
    }

    private static func common(_ address: Interface.Address, _ destination: IPv6Address) -> Int {
        min(Int(address.prefix.length), address.mapped.commonBits(with: destination))
    }

    /// RFC 6724 section 3.1: a unicast address's scope in the numbers of groups' scopes. Site-local is what fec0::/10 was.
    private static func scope(_ address: IPv6Address) -> UInt8 {
        if let scope = address.multicastScope { return scope }
        if address.isLinkLocal || address.isLoopback { return 2 }
        return address.high >> 54 == 0xFEC0 >> 6 ? 5 : 14
    }

    /// RFC 6724 section 2.1, the default policy table.
    private static func label(_ address: IPv6Address) -> UInt8 {
        switch address.high >> 48 {
        case _ where address.isLoopback: 0
        case _ where address.isIPv4: 4
        case 0x2002: 2
        case 0x2001 where address.high >> 32 == 0x2001_0000: 5
        case 0xFC00...0xFDFF: 13
        case 0xFEC0...0xFEFF: 11
        case 0x3FFE: 12
        case 0 where address.high == 0 && address.low >> 32 == 0: 3
        default: 1
        }
    }
}
