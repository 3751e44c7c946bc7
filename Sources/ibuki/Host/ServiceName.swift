#if os(Linux)
    import Glibc

    /// A service as a person names it: by its port, or as services(5) calls it.
    enum ServiceName {
        /// The ports that a text means: a number's, or those of the service of that name, of TCP and of UDP; none when
        /// nothing is called so. getservbyname(3)
        static func ports(_ text: String) -> [UInt16] {
            if let number = UInt16(text) { return [number] }
            var ports: [UInt16] = []
            for transport in ["tcp", "udp"] {
                guard let service = unsafe getservbyname(text, transport) else { continue }
                let port = unsafe UInt16(truncatingIfNeeded: service.pointee.s_port).bigEndian
                if !ports.contains(port) { ports.append(port) }
            }
            return ports
        }
    }
#endif
