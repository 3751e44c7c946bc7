internal import SystemCalls
package import Packets

/// What the host calls hosts and services.
package enum HostNames {
    /// The addresses of a host, the likeliest first. getaddrinfo(3)
    package static func addresses(of name: String) -> [IPAddress] {
        var first: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(name, nil, nil, &first) == 0 else { return [] }
        defer { unsafe freeaddrinfo(first) }
        var addresses: [IPAddress] = []
        var next = unsafe first
        while let entry = unsafe next {
            // Each comes once for every kind of socket.
            if let address = unsafe address(entry.pointee), !addresses.contains(address) { addresses.append(address) }
            unsafe next = entry.pointee.ai_next
        }
        return addresses
    }

    private static func address(_ entry: addrinfo) -> IPAddress? {
        guard let pointer = unsafe entry.ai_addr else { return nil }
        switch unsafe entry.ai_family {
        case AF_INET where unsafe Int(entry.ai_addrlen) >= MemoryLayout<sockaddr_in>.size:
            let socket = unsafe UnsafeRawPointer(pointer).loadUnaligned(as: sockaddr_in.self)
            return .v4(IPv4Address(rawValue: UInt32(bigEndian: socket.sin_addr.s_addr)))
        case AF_INET6 where unsafe Int(entry.ai_addrlen) >= MemoryLayout<sockaddr_in6>.size:
            var socket = unsafe UnsafeRawPointer(pointer).loadUnaligned(as: sockaddr_in6.self)
            return unsafe withUnsafeBytes(of: &socket.sin6_addr) { octets in
                let high = unsafe octets.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
                let low = unsafe octets.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
                return .v6(IPv6Address(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low)))
            }
        default: return nil
        }
    }

    /// The ports of a service, of TCP and of UDP; none when nothing is called so. getservbyname(3)
    package static func ports(of name: String) -> [UInt16] {
        var ports: [UInt16] = []
        for transport in ["tcp", "udp"] {
            guard let service = unsafe getservbyname(name, transport) else { continue }
            let port = unsafe UInt16(truncatingIfNeeded: service.pointee.s_port).bigEndian
            if !ports.contains(port) { ports.append(port) }
        }
        return ports
    }
}
