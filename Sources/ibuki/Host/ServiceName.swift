#if os(Linux)
    import HostNetwork

    /// A service as a person names it: by its port, or as services(5) calls it.
    enum ServiceName {
        /// The ports that a text means: a number's, or those of the service of that name, of TCP and of UDP; none when
        /// nothing is called so.
        static func ports(_ text: String) -> [UInt16] {
            UInt16(text).map { [$0] } ?? HostNames.ports(of: text)
        }
    }
#endif
