#if os(Linux)
    import HostNetwork
    import Packets

    /// Routes as a person and as a program read them.
    enum RouteText {
        /// A line each, and one for each further way on.
        static func table(_ routes: [Route], _ names: [UInt32: String], showsTable: Bool) -> TextTable {
            var columns: [TextTable.Column] = [
                .left("Destination"), .left("Gateway"), .left("Interface"), .right("Metric"), .left("Source"),
                .left("Origin"), .left("Scope"),
            ]
            if showsTable { columns.append(.left("Table")) }
            columns.append(.left("Notes"))
            var table = TextTable(columns)
            for route in routes {
                let hops = route.nextHops.isEmpty ? [NextHop()] : route.nextHops
                for (number, hop) in hops.enumerated() {
                    let isFirst = number == 0
                    table.add(.address, isFirst ? route.destinationWord : "")
                    table.add(.address, hop.gateway.map { "\($0)" } ?? "-")
                    table.add(.heading, hop.interfaceIndex.map { names[$0] ?? "#\($0)" } ?? "-")
                    table.add(nil, isFirst ? "\(route.metric)" : "")
                    table.add(nil, isFirst ? route.preferredSource.map { "\($0)" } ?? "-" : "")
                    table.add(nil, isFirst ? route.origin.description : "")
                    table.add(nil, isFirst ? route.scope.description : "")
                    if showsTable { table.add(nil, isFirst ? route.table.description : "") }
                    var notes = isFirst ? Self.notes(route) : []
                    if let encapsulation = hop.encapsulation { notes.append(EncapsulationText.note(encapsulation)) }
                    if let realms = hop.realms { notes.append(Self.note(realms)) }
                    if hops.count > 1 { notes.append("weight \(hop.weight)") }
                    notes += hop.flags.names
                    table.add(nil, notes.joined(separator: " "))
                }
            }
            return table
        }

        private static func notes(_ route: Route) -> [String] {
            var notes: [String] = []
            if route.type != .unicast { notes.append(route.type.description) }
            if let source = route.source { notes.append("from \(source)") }
            if route.typeOfService != 0 { notes.append("tos \(route.typeOfService)") }
            notes += RouteMetricsText.notes(route.metrics)
            if let time = route.lifetime { notes.append("expires \(Amount.duration(time))") }
            if let preference = route.preference, preference != 0 { notes.append("pref \(preference)") }
            if let number = route.nextHopID { notes.append("nhid \(number)") }
            return notes
        }

        /// ip(8)'s words: `realm 5`, `realms 7/5`.
        private static func note(_ realms: RouteRealms) -> String {
            realms.source == 0 ? "realm \(realms.destination)" : "realms \(realms.source)/\(realms.destination)"
        }

        static func object(_ route: Route, _ names: [UInt32: String]) -> JSONObject {
            var object = JSONObject()
            object.add("family", route.destination.family.rawValue)
            object.add("destination", "\(route.destination)")
            if let source = route.source { object.add("from", "\(source)") }
            object.add("type", route.type.description)
            object.add("table", route.table.description)
            object.add("origin", route.origin.description)
            object.add("scope", route.scope.description)
            object.add("metric", route.metric)
            if let source = route.preferredSource { object.add("source", "\(source)") }
            object.add("next_hops", route.nextHops.map { Self.object($0, names) })
            RouteMetricsText.add(route.metrics, to: &object)
            if let time = route.lifetime { object.add("expires", time) }
            if let preference = route.preference { object.add("preference", preference.description) }
            if let number = route.nextHopID { object.add("next_hop_id", number) }
            return object
        }

        private static func object(_ hop: NextHop, _ names: [UInt32: String]) -> JSONObject {
            var object = JSONObject()
            if let gateway = hop.gateway { object.add("gateway", "\(gateway)") }
            if let index = hop.interfaceIndex { object.add("interface", names[index] ?? "\(index)") }
            object.add("weight", hop.weight)
            object.add("flags", hop.flags.names)
            if let encapsulation = hop.encapsulation {
                object.add("encapsulation", EncapsulationText.object(encapsulation))
            }
            if let realms = hop.realms {
                var numbers = JSONObject()
                numbers.add("from", realms.source)
                numbers.add("to", realms.destination)
                object.add("realms", numbers)
            }
            return object
        }
    }

    extension IPPrefix {
        var family: IPFamily {
            switch self {
            case .v4: .v4
            case .v6: .v6
            }
        }
    }
#endif
