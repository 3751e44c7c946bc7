#if os(Linux)
    import HostNetwork

    extension NetworkTables {
        /// The interfaces' names by their indices, and the index of the one that an option names, if it names one.
        ///
        /// - Throws: `CommandFailure` when there is none of that name; `HostNetworkError`.
        mutating func interfaceNames(finding name: String?) throws -> (names: [UInt32: String], index: UInt32?) {
            let interfaces = try interfaces(addresses: false)
            let names = Dictionary(interfaces.map { ($0.index, $0.name) }, uniquingKeysWith: { first, _ in first })
            guard let name else { return (names, nil) }
            guard let found = interfaces.first(where: { $0.isCalled(name) }) else {
                throw CommandFailure.noInterface(name, interfaces)
            }
            return (names, found.index)
        }
    }
#endif
