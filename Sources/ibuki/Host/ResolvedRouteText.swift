#if os(Linux)
    import HostNetwork
    import Packets

    /// The way to an address, as a person and as a program read it.
    struct ResolvedRouteText {
        /// The interfaces' names, by their numbers.
        let names: [UInt32: String]
        /// The interfaces that ask nobody for link-layer addresses.
        let silent: Set<UInt32>
        let style: TextStyle

        private func name(_ route: ResolvedRoute) -> String {
            names[route.interfaceIndex] ?? "#\(route.interfaceIndex)"
        }

        func write(_ route: ResolvedRoute, _ neighbor: Neighbor?, into text: inout TextBuffer) {
            text.append(style, .address, "\(route.destination)")
            if route.type != .unicast { text.append(" \(route.type)") }
            if let encapsulation = route.encapsulation { text.append(" \(EncapsulationText.note(encapsulation))") }
            if let gateway = route.gateway {
                text.append(" via ")
                text.append(style, .address, "\(gateway)")
            }
            text.append(" dev ")
            text.append(style, .heading, name(route))
            if let source = route.source { text.append(" src \(source)") }
            if let mtu = route.mtu { text.append(" mtu \(mtu)") }
            text.append(" table \(route.table)\n")
            guard route.hasNeighbor else { return }
            text.append("    next hop \(route.nextHop) ")
            if silent.contains(route.interfaceIndex) { return text.append("needs no link-layer address\n") }
            guard let neighbor else { return text.append("is not known yet\n") }
            text.append("is at ")
            text.append(style, .address, neighbor.linkLayerAddress?.description ?? "no known address")
            text.append(", \(neighbor.state.names.joined(separator: " "))\n")
        }

        func object(_ route: ResolvedRoute, _ neighbor: Neighbor?) -> JSONObject {
            var object = JSONObject()
            object.add("destination", "\(route.destination)")
            if let gateway = route.gateway { object.add("gateway", "\(gateway)") }
            object.add("interface", name(route))
            if let source = route.source { object.add("source", "\(source)") }
            object.add("type", route.type.description)
            object.add("table", route.table.description)
            if let mtu = route.mtu { object.add("mtu", mtu) }
            if let encapsulation = route.encapsulation {
                object.add("encapsulation", EncapsulationText.object(encapsulation))
            }
            if let neighbor { object.add("neighbor", NeighborText.object(neighbor, names)) }
            return object
        }
    }

    extension ResolvedRoute {
        /// Whether the packet goes to ``nextHop`` itself. One that is wrapped goes where its outer header says, unless the
        /// route names a router.
        var hasNeighbor: Bool { type == .unicast && (encapsulation == nil || gateway != nil) }
    }
#endif
