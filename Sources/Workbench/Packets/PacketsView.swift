import Packets
import Terminal

/// The frames that are watched, and which of them a filter leaves.
struct Shelf {
    var index = FrameIndex()
    var file: FrameFile?
    var state = GathererState.done
    var lost: UInt64 = 0
    var generation = 0
    /// The numbers of the frames that the filter chose so far, in their order; `nil` where there is no filter.
    var chosen: [UInt32]?
    /// Up to which frame the filter has looked.
    var checked = 0
    var filterGeneration = 0

    /// How many rows the list has.
    var rowCount: Int { chosen?.count ?? index.count }

    /// The frame in a row.
    func number(atRow row: Int) -> Int? {
        guard (0..<rowCount).contains(row) else { return nil }
        return chosen.map { Int($0[row]) } ?? row + 1
    }

    /// The row of a frame, or of the next one that there is behind it.
    func row(of number: Int) -> (row: Int, isIt: Bool) {
        guard let chosen else { return (min(number, index.count) - 1, number <= index.count) }
        var (low, high) = (0, chosen.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(chosen[middle]) < number { low = middle + 1 } else { high = middle }
        }
        let isIt = low < chosen.count && Int(chosen[low]) == number
        return (min(low, max(0, chosen.count - 1)), isIt)
    }
}

/// The list of packets, the tree of the one that is looked at, and its octets.
struct PacketsView {
    var table = TableState(Self.columns, follows: true)
    /// The frame that is looked at, whether a filter leaves it or not.
    var selected: Int?
    /// Where one was before one jumped.
    var origin: Int?
    var rows: [Int: PacketRow] = [:]
    var exhibit: PacketExhibit?
    /// What is open in it stays so from packet to packet.
    var tree = TreeState<String>()
    /// Layers that were the innermost once, and were opened for it.
    private var openedLayers: Set<String> = []
    var octets = HexView()
    var layout = SplitLayout<Place>(
        .rows([
            .pane(.packetList, rows: 5, share: 45),
            .columns(
                [
                    .pane(.packetDetail, isTitled: true, rows: 5, columns: 44, share: 55),
                    .pane(.packetOctets, isTitled: true, rows: 5, columns: 41, share: 45),
                ], share: 55),
        ]), focus: .packetList)
    /// The border that the mouse moves.
    var dragged: SplitLayout<Place>.Border?
    var marks: [Character: Int] = [:]
    var time = ListTime.relative
    /// The frame that times count from; the first where there is none.
    var reference: Int?
    /// What the user said of frames.
    var comments: [Int: String] = [:]
    var coloring = ColoringRules()
    /// Fields that have a column of their own, before the last.
    var fields: [String] = []
    var isFrozen = false
    /// What is looked for by `n` and `N`.
    var wanted = ""

    static let columns = [
        TableColumn("No.", .right, width: 4, priority: 5, isSortable: false),
        TableColumn("Time", .right, width: 8, priority: 4, isSortable: false),
        TableColumn("Source", width: 15, minimum: 15, priority: 3, isSortable: false),
        TableColumn("Destination", width: 15, minimum: 15, priority: 2, isSortable: false),
        TableColumn("Proto", width: 6, priority: 6, isSortable: false),
        TableColumn("Length", .right, width: 6, priority: 1, isSortable: false),
        TableColumn("Info", width: 24, minimum: 16, stretches: true, priority: 7, isSortable: false),
    ]

    var list: ListState {
        get { table.list }
        set { table.list = newValue }
    }

    /// Rows are made anew when what they say changes.
    mutating func forgetRows() { rows = [:] }

    /// The line of the tree that one is at.
    var line: PacketExhibit.Line? {
        guard let exhibit, let row = tree.list.selection, tree.shown.indices.contains(row) else { return nil }
        return exhibit.lines[tree.shown[row]]
    }

    /// Shows another packet: what was open stays so, and one stays at the same field where it is there too.
    mutating func show(_ exhibit: PacketExhibit) {
        self.exhibit = exhibit
        let wasAt = tree.selection?.key
        tree.setRows(
            exhibit.lines.map {
                TreeRow($0.key, depth: $0.depth, isExpandable: $0.hasChildren, [StyledText($0.text, $0.style)])
            })
        if let innermost = exhibit.lines.last(where: { $0.isLayer && $0.hasChildren }),
            openedLayers.insert(innermost.key).inserted
        {
            tree.select(innermost.key)
            tree.open()
            if let wasAt { tree.select(wasAt) } else { tree.list.select(0) }
        }
        octets.setCount(exhibit.octets.count)
        lightOctets()
    }

    /// The octets follow the tree.
    mutating func lightOctets() {
        if let line, !line.octets.isEmpty { octets.go(to: line.octets.lowerBound) }
    }

    /// The tree follows the octets: the innermost line that speaks of the one that one is at.
    mutating func lightLine() {
        guard let place = exhibit?.line(ofOctet: octets.cursor), let key = exhibit?.lines[place].key else { return }
        tree.select(key)
        // Of several that are called the same, the one that has the octet.
        if let row = tree.shown.firstIndex(of: place) { tree.list.select(row) }
    }
}
