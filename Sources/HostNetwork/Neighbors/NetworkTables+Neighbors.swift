#if os(Linux)
    internal import CHostNetwork
    internal import SystemCalls
    public import Packets

    // The table of neighbors, as ARP and neighbor discovery found them.
    extension NetworkTables {
        /// The neighbors of one protocol or both, on one interface or all.
        /// - Parameter proxies: the addresses for which the host answers in another's place, and not the neighbors.
        /// - Throws: ``HostNetworkError``.
        public mutating func neighbors(
            _ family: IPFamily? = nil, on interface: UInt32? = nil, proxies: Bool = false
        ) throws(HostNetworkError) -> [Neighbor] {
            var neighbors: [Neighbor] = []
            for family in IPFamily.allCases(family) {
                var request = NetlinkRequest(Int(RTM_GETNEIGH))
                request.append(UInt8(family.number))
                request.append(octets: [UInt8](repeating: 0, count: 9))
                request.append(proxies ? UInt8(NTF_PROXY) : 0)
                request.append(UInt8(0))
                if let interface { request.append(Int(NDA_IFINDEX), interface) }
                neighbors += try socket.dump(request, for: "neighbors") { message in
                    // Kernels before 4.20 give those of all interfaces.
                    Neighbor(message).flatMap { interface == nil || $0.interfaceIndex == interface ? $0 : nil }
                }
            }
            return neighbors
        }

        /// What the host knows of one neighbor; `nil` when it knows nothing.
        /// - Throws: ``HostNetworkError``.
        public mutating func neighbor(
            _ address: IPAddress, on interface: UInt32
        ) throws(HostNetworkError) -> Neighbor? {
            var request = NetlinkRequest(Int(RTM_GETNEIGH))
            request.append(UInt8(address.family.number))
            request.append(octets: [0, 0, 0])
            request.append(interface)
            request.append(octets: [0, 0, 0, 0])
            request.append(Int(NDA_DST), octets: address.octets)
            do throws(HostNetworkError) {
                return try socket.get(request, for: "neighbor \(address)") { Neighbor($0) }
            } catch {
                if error.errorNumber == ENOENT { return nil }
                // Kernels before 5.0 give only the whole table.
                guard error.code == .notSupported else { throw error }
                return try neighbors(address.family, on: interface).first { $0.address == address }
            }
        }
    }
#endif
