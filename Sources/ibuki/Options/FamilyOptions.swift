#if os(Linux)
    import ArgumentParser
    import HostNetwork

    /// One Internet protocol or both.
    struct FamilyOptions: ParsableArguments {
        @Flag(name: .customShort("4"), help: "Only IPv4.") var onlyIPv4 = false
        @Flag(name: .customShort("6"), help: "Only IPv6.") var onlyIPv6 = false

        /// `nil` for both.
        var family: IPFamily? { onlyIPv4 == onlyIPv6 ? nil : onlyIPv4 ? .v4 : .v6 }
    }
#endif
