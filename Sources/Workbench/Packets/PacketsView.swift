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
    var list = ListState(follows: true)
    /// The frame that is looked at, whether a filter leaves it or not.
    var selected: Int?
    /// Where one was before one jumped.
    var origin: Int?
    var rows: [Int: PacketRow] = [:]
    var exhibit: PacketExhibit?
    /// What was opened and closed by hand, by what it is: kept from packet to packet.
    var toggled: [String: Bool] = [:]
    /// The line of the tree that one is at, by what it is.
    var lineKey: String?
    var tree = ListState()
    /// The octet that one is at.
    var octet = 0
    var octetTop = 0
    var marks: [Character: Int] = [:]
    var time = ListTime.relative
    /// The pane that is seen alone.
    var isZoomed = false
    /// How the room is shared, in parts of 100: the list's rows, the tree's columns.
    var listShare = 45
    var treeShare = 55
    var isFrozen = false
    /// What is looked for by `n` and `N`.
    var wanted = ""

    /// Rows are made anew when what they say changes.
    mutating func forgetRows() { rows = [:] }

    /// The lines of the tree that are seen, by their places in the exhibit.
    var treeLines: [Int] { exhibit?.visibleLines(toggled: toggled) ?? [] }

    /// The line that one is at.
    var line: PacketExhibit.Line? {
        guard let exhibit, let row = tree.selection else { return nil }
        let lines = treeLines
        return lines.indices.contains(row) ? exhibit.lines[lines[row]] : nil
    }

    /// Goes to the line of the same kind as before, in another packet or after something was opened.
    mutating func settleTree() {
        let lines = treeLines
        tree.setCount(lines.count)
        guard let exhibit, let key = lineKey else { return }
        if let row = lines.firstIndex(where: { exhibit.lines[$0].key == key }) { tree.select(row) }
    }
}
