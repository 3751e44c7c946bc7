#if os(Linux)
    import Lab
    import Packets

    /// Names of hosts, looked up where a command speaks.
    enum HostLookup {
        /// The addresses of a name, those that are to be tried first in front.
        ///
        /// - Throws: `usage` where nobody has the name.
        static func addresses(of name: String, isInLab: Bool) throws(CommandFailure) -> [IPAddress] {
            if isInLab {
                guard let found = LabHost.named(name) else {
                    let names = LabHost.all.map(\.name).joined(separator: ", ")
                    throw CommandFailure(.usage, "\(name): nobody in the lab has this name; there are \(names)")
                }
                return found.addresses
            }
            let addresses = HostNames.addresses(of: name)
            guard !addresses.isEmpty else { throw CommandFailure(.usage, "\(name): no such host is known") }
            return addresses
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
