public import Packets

extension BGP {
    /// `BGP Open, AS 65001, hold 180, id 192.0.2.1`, `BGP Update, 3 prefixes via 192.0.2.1, path 65001 65002`,
    /// `BGP Update, 203.0.113.0/24 withdrawn`, `BGP Keepalive`, `BGP Notification, Cease (6/2)`.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let bgp = Layer<BGP>(message) else { return }
        line.append("BGP ", as: .protocol)
        switch bgp.type {
        case 1: if let open = bgp.as(Open.self, part: 2) { summarize(open, into: &line) }
        case 2: if let update = bgp.as(Update.self, part: 2) { summarize(update, into: &line) }
        case 3:
            guard let notification = bgp.as(Notification.self, part: 2) else { break }
            line.text.append("Notification, ")
            line.text.append(Notification.Code.name(of: notification.code.raw) ?? "error")
            line.text.append(" (")
            line.text.append(decimal: notification.code.rawValue)
            line.text.append(character: "/")
            line.text.append(decimal: notification.otherSubcode)
            line.text.append(")")
        case 4: line.text.append("Keepalive")
        case 5:
            line.text.append("Route Refresh")
            if let refresh = bgp.as(RouteRefresh.self, part: 2) {
                line.append(family: refresh.family, refresh.subsequent)
            }
        default:
            line.text.append("type-")
            line.text.append(decimal: bgp.type.rawValue)
        }
        if !packet.carriesData { line.text.append(", ") }
    }

    private static func summarize(_ open: borrowing Layer<Open>, into line: inout SummaryLine) {
        var system = UInt32(open.system)
        var parameters = open.parameters
        while let parameter = parameters.next() {
            guard parameter.type == 2, let capabilities = parameter.as(Capabilities.self) else { continue }
            var list = capabilities.list
            while let capability = list.next() {
                guard capability.type == 65, let long = capability.as(LongNumbers.self) else { continue }
                system = long.system
            }
        }
        line.text.append("Open, AS ")
        line.text.append(decimal: system)
        line.text.append(", hold ")
        line.text.append(decimal: open.holdTime)
        line.text.append(", id ")
        line.append(open.identifier)
    }

    private static func summarize(_ update: borrowing Layer<Update>, into line: inout SummaryLine) {
        line.text.append("Update")
        var told = count(update.networks)
        var lost = count(update.withdrawn)
        var attributes = update.attributes
        while let attribute = attributes.next() {
            if attribute.type == 14, let reached = attribute.as(Reachable.self, part: 3) {
                told &+= count(reached.networks4) &+ count(reached.networks6)
            } else if attribute.type == 15, let gone = attribute.as(Unreachable.self, part: 3) {
                lost &+= count(gone.networks4) &+ count(gone.networks6)
            }
        }
        if told > 0 {
            line.text.append(", ")
            line.text.append(decimal: told)
            line.text.append(told == 1 ? " prefix" : " prefixes")
            summarize(attributes: update, into: &line)
        }
        if lost > 0 {
            line.text.append(", ")
            line.text.append(decimal: lost)
            line.text.append(" withdrawn")
        }
        // An UPDATE without anything ends the first exchange of all routes. RFC 4724 section 2.
        if told == 0, lost == 0 { line.text.append(", End-of-RIB") }
    }

    /// The next router, and the systems on the way.
    private static func summarize(attributes update: borrowing Layer<Update>, into line: inout SummaryLine) {
        var attributes = update.attributes
        while let attribute = attributes.next() {
            switch attribute.type {
            case 2:
                guard let path = attribute.as(SystemPath.self, part: 3), path.parts.total > 0 else { continue }
                line.text.append(", path")
                var segments = path.segments
                while let segment = segments.next() { summarize(segment, into: &line) }
            case 3:
                guard let next = attribute.as(NextHop.self, part: 3) else { continue }
                line.text.append(" via ")
                line.append(next.value)
            case 14:
                guard let next = attribute.as(Reachable.self, part: 3) else { continue }
                let count = next.parts.count(1)
                if count != 4, count != 16, count != 32 { continue }
                line.text.append(" via ")
                if count == 4 { line.append(next.nextHop4) } else { line.append(next.nextHop6) }
            default: continue
            }
        }
    }

    private static func summarize(_ segment: borrowing Layer<PathSegment>, into line: inout SummaryLine) {
        let isSet = segment.type == 1
        line.text.append(isSet ? " {" : "")
        var short = segment.short
        while let system = short.next() {
            line.text.append(character: " ")
            line.text.append(decimal: system.value)
        }
        var long = segment.long
        while let system = long.next() {
            line.text.append(character: " ")
            line.text.append(decimal: system.value)
        }
        line.text.append(isSet ? " }" : "")
    }

    private static func count<Item: Schema>(_ items: consuming Items<Item>) -> Int {
        var items = items
        var count = 0
        while items.next() != nil { count &+= 1 }
        return count
    }
}

extension SummaryLine {
    fileprivate mutating func append(family: BGP.AddressFamily, _ subsequent: BGP.SubsequentFamily) {
        text.append(", ")
        text.append(BGP.AddressFamily.name(of: family.raw) ?? "other")
        text.append(character: " ")
        text.append(BGP.SubsequentFamily.name(of: subsequent.raw) ?? "other")
    }
}
