public import Packets

/// Which protocols lie in which, and how many packets hold them so: `io,phs`.
///
/// As in tshark's trees, what an error message quotes belongs to the message, and IPv6's extension headers to IPv6.
public struct ProtocolHierarchy: Statistic {
    /// A protocol at one place of the tree.
    public struct Node: Sendable {
        /// The protocol's filter name, or that of the mark of what is broken or cut.
        public let name: String
        /// How deep it stands; 0 for what no other carries.
        public let depth: Int
        public fileprivate(set) var traffic = Traffic()
        fileprivate let key: Key
        fileprivate var firstChild = -1, lastChild = -1, next = -1
    }

    /// What tells the nodes below one apart.
    fileprivate enum Key: Hashable, Sendable {
        case layer(ObjectIdentifier)
        case frame, malformed, short
    }

    /// Whether the frame itself is the tree's root, as in tshark wherever some filter asks for one of its fields.
    public var showsFrame = false
    /// How many nodes are kept; packets lose the layers that find no room.
    public let limit: Int
    public private(set) var leftOut: UInt64 = 0
    /// The first has no protocol: below it are those that no other carries.
    private var nodes = [Node(name: "", depth: -1, key: .frame)]

    public init(limit: Int = 1 << 16) { self.limit = limit }

    public mutating func add(_ packet: inout PacketView) {
        var at = 0
        let octets = UInt64(packet.frame.originalLength)
        if showsFrame { at = step(from: at, .frame, "frame", octets) }
        for index in 0..<packet.layers.count where at >= 0 {
            let span = packet.layers[index]
            if span.isQuoted || span.isPartOfHeader { continue }
            at = step(from: at, .layer(span.schema), span.type.name, octets)
        }
        if let fault = packet.fault, at >= 0 {
            at =
                fault.isCut
                ? step(from: at, .short, ShortMark.name, octets)
                : step(from: at, .malformed, MalformedMark.name, octets)
        }
        if at < 0 { leftOut &+= 1 }
    }

    /// Counts a packet at a node below another; -1 where there is no more room.
    @inline(__always)
    private mutating func step(
        from parent: Int, _ key: Key, _ name: @autoclosure () -> String, _ octets: UInt64
    ) -> Int {
        let node = child(of: parent, key, name())
        if node >= 0 { nodes[node].traffic.add(octets) }
        return node
    }

    private mutating func child(of parent: Int, _ key: Key, _ name: @autoclosure () -> String) -> Int {
        var node = nodes[parent].firstChild
        while node >= 0, nodes[node].key != key { node = nodes[node].next }
        if node >= 0 { return node }
        guard nodes.count < limit else { return -1 }
        nodes.append(Node(name: name(), depth: nodes[parent].depth + 1, key: key))
        let new = nodes.count - 1
        if nodes[parent].firstChild < 0 {
            nodes[parent].firstChild = new
        } else {
            nodes[nodes[parent].lastChild].next = new
        }
        nodes[parent].lastChild = new
        return new
    }

    public mutating func merge(_ other: ProtocolHierarchy) {
        leftOut &+= other.leftOut
        var open = [(mine: 0, theirs: 0)]
        while let (mine, theirs) = open.popLast() {
            var next = other.nodes[theirs].firstChild
            while next >= 0 {
                let found = child(of: mine, other.nodes[next].key, other.nodes[next].name)
                if found < 0 {
                    leftOut &+= other.nodes[next].traffic.packets
                } else {
                    nodes[found].traffic = nodes[found].traffic + other.nodes[next].traffic
                    open.append((found, next))
                }
                next = other.nodes[next].next
            }
        }
    }

    /// The nodes, each before those that it carries, as they came first.
    public var rows: [Node] {
        var rows: [Node] = []
        rows.reserveCapacity(nodes.count - 1)
        var open = [nodes[0].firstChild]
        while let at = open.popLast() {
            guard at >= 0 else { continue }
            rows.append(nodes[at])
            open.append(nodes[at].next)
            open.append(nodes[at].firstChild)
        }
        return rows
    }

    public func write(filter: String?, into text: inout TextBuffer) {
        text.append("\n")
        text.append(character: "=", repeated: 67)
        text.append("\nProtocol Hierarchy Statistics\nFilter: \(filter ?? "")\n\n" as String)
        for row in rows {
            text.append(leftIn: 40) {
                $0.append(character: " ", repeated: 2 * min(row.depth, 16))
                if row.depth > 16 { $0.append("...") }
                $0.append(row.name)
            }
            text.append(" frames:")
            text.append(decimal: row.traffic.packets)
            text.append(" bytes:")
            text.append(decimal: row.traffic.octets)
            text.append("\n")
        }
        text.append(character: "=", repeated: 67)
        text.append("\n")
    }
}

extension LayerSpan {
    /// Whether it is an extension of IPv6's header.
    @inline(__always)
    fileprivate var isPartOfHeader: Bool { role.contains(.networkExtension) && type.name.hasPrefix("ipv6.") }
}
