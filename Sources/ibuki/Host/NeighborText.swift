#if os(Linux)
    import HostNetwork
    import Packets

    /// Neighbors as a person and as a program read them.
    enum NeighborText {
        static func table(_ neighbors: [Neighbor], _ names: [UInt32: String]) -> TextTable {
            var table = TextTable([
                .left("Address"), .left("Link address"), .left("Interface"), .left("State"), .right("Used"),
                .right("Confirmed"), .left("Notes"),
            ])
            for neighbor in neighbors {
                table.add(.address, "\(neighbor.address)")
                table.add(nil, neighbor.linkLayerAddress?.description ?? "-")
                table.add(.heading, names[neighbor.interfaceIndex] ?? "#\(neighbor.interfaceIndex)")
                table.add(role(of: neighbor.state), neighbor.state.names.joined(separator: " "))
                table.add(nil, neighbor.sinceUsed.map(Amount.duration) ?? "-")
                table.add(nil, neighbor.sinceConfirmed.map(Amount.duration) ?? "-")
                var notes = neighbor.flags.names
                if let origin = neighbor.origin { notes.append("proto \(origin)") }
                if neighbor.probes > 0 { notes.append("probes \(neighbor.probes)") }
                table.add(nil, notes.joined(separator: " "))
            }
            return table
        }

        private static func role(of state: NeighborState) -> TextRole? {
            if !state.isDisjoint(with: [.reachable, .permanent]) { return .protocol }
            if !state.isDisjoint(with: [.failed, .incomplete]) { return .fault }
            return .time
        }

        static func object(_ neighbor: Neighbor, _ names: [UInt32: String]) -> JSONObject {
            var object = JSONObject()
            object.add("address", "\(neighbor.address)")
            if let address = neighbor.linkLayerAddress { object.add("mac", address.description) }
            object.add("interface", names[neighbor.interfaceIndex] ?? "\(neighbor.interfaceIndex)")
            object.add("state", neighbor.state.names)
            object.add("flags", neighbor.flags.names)
            if let origin = neighbor.origin { object.add("origin", origin.description) }
            object.add("probes", neighbor.probes)
            if let time = neighbor.sinceUsed { object.add("used", time) }
            if let time = neighbor.sinceConfirmed { object.add("confirmed", time) }
            if let time = neighbor.sinceUpdated { object.add("updated", time) }
            return object
        }
    }
#endif
