/// Panes beside and below each other, with borders between them that can be moved.
///
/// ```swift
/// let layout = SplitLayout<String>(
///     .rows([.pane("list", rows: 6), .columns([.pane("tree", isTitled: true), .pane("octets", isTitled: true)])]),
///     focus: "list")
/// ```
public struct SplitLayout<Pane: Hashable & Sendable>: Equatable, Sendable {
    /// In which direction panes follow each other.
    public enum Axis: Sendable { case rows, columns }

    /// A pane, or several that follow each other.
    public struct Node: Equatable, Sendable {
        indirect enum Content: Equatable {
            case pane(Pane, isTitled: Bool, minimum: Size)
            case split(Axis, [Node])
        }
        var content: Content
        /// What it takes of the room, in relation to those beside it.
        var share: Int

        /// A pane, with a border above it that has its title or without, and how small it may become.
        public static func pane(
            _ pane: Pane, isTitled: Bool = false, rows: Int = 1, columns: Int = 1, share: Int = 1
        ) -> Node {
            let minimum = Size(rows: max(1, rows), columns: max(1, columns))
            return Node(content: .pane(pane, isTitled: isTitled, minimum: minimum), share: max(1, share))
        }

        /// One below the other.
        public static func rows(_ nodes: [Node], share: Int = 1) -> Node {
            Node(content: .split(.rows, nodes), share: max(1, share))
        }

        /// One beside the other, with a border between them.
        public static func columns(_ nodes: [Node], share: Int = 1) -> Node {
            Node(content: .split(.columns, nodes), share: max(1, share))
        }
    }

    /// A border that can be moved: that behind one of the nodes of a split.
    public struct Border: Equatable, Sendable {
        public let axis: Axis
        /// Which node of each split leads there, and which of the last it lies behind.
        let path: [Int]
        let index: Int
    }

    private(set) var root: Node
    /// Where keys go; where there is no room for all, this is seen.
    public var focus: Pane
    /// Whether that pane is seen alone.
    public var isAlone = false

    public init(_ root: Node, focus: Pane) {
        self.root = root
        self.focus = focus
    }

    /// All panes, in their order.
    public var panes: [Pane] { root.panes }

    /// Goes to the next pane, or to one before where it is less than 0; behind the last comes the first.
    public mutating func moveFocus(by count: Int) {
        let panes = panes
        guard let place = panes.firstIndex(of: focus) else { return }
        let next = (place + count % panes.count) % panes.count
        focus = panes[next < 0 ? next + panes.count : next]
    }

    /// The part that a pane has of one that all have, without its title; `nil` where it is not seen.
    public func part(of pane: Pane, in part: Rectangle) -> Rectangle? {
        arranged(in: part).panes.first { $0.pane == pane }?.part
    }

    /// The pane in a place, if it is one's and not a border's.
    public func pane(at position: Position, in part: Rectangle) -> Pane? {
        arranged(in: part).panes.first { $0.part.contains(position) }?.pane
    }

    /// The border in a place, to be moved as the mouse is dragged.
    public func border(at position: Position, in part: Rectangle) -> Border? {
        let arrangement = arranged(in: part)
        let isTitle = arrangement.titles.contains { $0.part.contains(position) }
        return arrangement.borders.first { $0.isMoved(at: position, isTitle: isTitle) }?.border
    }

    /// Moves a border to where the mouse is, as far as the panes on both sides can be made smaller.
    public mutating func move(_ border: Border, to position: Position, in part: Rectangle) {
        guard let placed = arranged(in: part).borders.first(where: { $0.border == border }) else { return }
        move(placed, by: (border.axis == .rows ? position.row : position.column) - placed.place)
    }

    /// Makes the pane with the focus larger by so many cells, or smaller, in the innermost split of an axis, if one is said.
    public mutating func resize(by cells: Int, along axis: Axis? = nil, in part: Rectangle) {
        let borders = arranged(in: part).borders.filter { (axis ?? $0.border.axis) == $0.border.axis }
        let near = borders.filter { $0.before.contains(focus) || $0.after.contains(focus) }
        let innermost = near.filter { border in near.allSatisfy { $0.border.path.count <= border.border.path.count } }
        let cells = min(max(cells, -10_000), 10_000)
        if let behind = innermost.first(where: { $0.before.contains(focus) }) {
            move(behind, by: cells)
        } else if let before = innermost.first {
            move(before, by: -cells)
        }
    }

    private mutating func move(_ placed: PlacedBorder, by cells: Int) {
        var sizes = placed.sizes
        let index = placed.border.index
        let (before, after) = (sizes[index] - placed.minimums[index], sizes[index + 1] - placed.minimums[index + 1])
        let cells = min(max(cells, -max(0, before)), max(0, after))
        sizes[index] += cells
        sizes[index + 1] -= cells
        root.setShares(sizes, at: placed.border.path[...])
    }
}

extension SplitLayout.Node {
    var panes: [Pane] {
        switch content {
        case .pane(let pane, _, _): [pane]
        case .split(_, let nodes): nodes.flatMap(\.panes)
        }
    }

    /// The fewest rows or columns that show all of it.
    func minimum(_ axis: SplitLayout.Axis) -> Int {
        switch content {
        case .pane(_, let isTitled, let minimum): axis == .columns ? minimum.columns : minimum.rows + (isTitled ? 1 : 0)
        case .split(axis, let nodes):
            nodes.reduce(axis == .columns ? nodes.count - 1 : 0) { $0 + $1.minimum(axis) }
        case .split(_, let nodes): nodes.map { $0.minimum(axis) }.max() ?? 0
        }
    }

    mutating func setShares(_ shares: [Int], at path: ArraySlice<Int>) {
        guard case .split(let axis, var nodes) = content else { return }
        if let first = path.first {
            nodes[first].setShares(shares, at: path.dropFirst())
        } else {
            for (place, share) in shares.enumerated() { nodes[place].share = max(1, share) }
        }
        content = .split(axis, nodes)
    }
}
