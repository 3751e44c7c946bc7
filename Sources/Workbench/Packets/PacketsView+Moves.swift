import PacketFilters
import Packets
import Terminal

extension BenchModel {
    mutating func take(_ news: ShelfNews) {
        guard news.generation == shelf.generation else { return }
        shelf.index = news.index
        for (number, text) in packets.comments { shelf.index.setComment(text, of: number) }
        shelf.file = news.file
        shelf.state = news.state
        shelf.lost = news.lost
        if case .failed(let reason) = news.state { complain(reason) }
        settleList()
        lookOn()
    }

    /// Has the filter look at the frames that there are by now.
    mutating func lookOn() {
        if shelf.chosen != nil, let file = shelf.file { effects.append(.own(.look(shelf.index, file))) }
    }

    mutating func take(_ news: FilterNews) {
        guard news.generation == shelf.filterGeneration, shelf.chosen != nil else { return }
        shelf.chosen?.append(contentsOf: news.chosen)
        shelf.checked = news.checked
        settleList()
    }

    /// There are more rows, or others: the frame that is looked at stays the same, unless the end is followed.
    mutating func settleList() {
        guard !packets.isFrozen else { return }
        let follows = packets.list.follows
        packets.list.setCount(shelf.rowCount)
        if follows, shelf.state == .capturing || shelf.state == .waiting || packets.selected == nil {
            // A file is begun at its first packet.
            if isFromCapture, packets.selected == nil {
                packets.list.select(0)
            }
            packets.selected = packets.list.selection.flatMap { shelf.number(atRow: $0) } ?? packets.selected
        } else if let selected = packets.selected, shelf.rowCount > 0 {
            packets.list.follows = false
            packets.list.select(shelf.row(of: selected).row)
        }
    }

    mutating func moveList(by rows: Int) {
        guard shelf.rowCount > 0 else { return }
        if let selected = packets.selected, case let (row, isIt) = shelf.row(of: selected), !isIt {
            // From between two rows to the nearer one of that side.
            let behind = shelf.number(atRow: row).map { $0 > selected } ?? false
            return go(toRow: rows > 0 ? row + rows - (behind ? 1 : 0) : row + rows + (behind ? 0 : 1))
        }
        go(toRow: (packets.list.selection ?? 0) + max(-shelf.rowCount, min(rows, shelf.rowCount)))
    }

    mutating func pageList(_ pages: Int) { moveList(by: pages * max(1, listRows - 1)) }

    mutating func go(toRow row: Int) {
        guard shelf.rowCount > 0 else { return }
        if abs(row - (packets.list.selection ?? 0)) > 1 { packets.origin = packets.selected }
        packets.list.follows = row >= shelf.rowCount - 1
        packets.list.select(row)
        packets.selected = packets.list.selection.flatMap { shelf.number(atRow: $0) }
    }

    /// Goes to a frame, also to one that the filter leaves out.
    mutating func go(toFrame number: Int) {
        guard shelf.index.count > 0 else { return }
        guard (1...shelf.index.count).contains(number) else {
            return complain("there is no packet \(number); the last is \(shelf.index.count)")
        }
        packets.origin = packets.selected
        packets.selected = number
        packets.list.follows = false
        let (row, isIt) = shelf.row(of: number)
        packets.list.select(row)
        if !isIt { say("packet \(number) is not among those of the filter") }
    }

    mutating func moveInConversation(forward: Bool) {
        guard let selected = packets.selected else { return }
        if !forward {
            let previous = Int(shelf.index[selected].previous)
            return previous > 0 ? go(toFrame: previous) : complain("this is the first packet of its conversation")
        }
        // Frames know the one before; so that it is looked for, as far as a glance takes.
        for number in (selected + 1)..<max(selected + 1, min(shelf.index.count, selected + 1 << 20) + 1)
        where Int(shelf.index[number].previous) == selected {
            return go(toFrame: number)
        }
        complain("this is the last packet of its conversation")
    }

    /// Goes in the tree; the octets follow.
    mutating func changeTree(_ change: (inout TreeState<String>) -> Void) {
        change(&packets.tree)
        packets.lightOctets()
    }

    /// Goes in the octets; the tree follows.
    mutating func changeOctets(_ key: KeyPress) {
        guard let part = packets.layout.part(of: .packetOctets, in: body) else { return }
        _ = packets.octets.take(key, in: part)
        packets.lightLine()
    }

    /// The octets that one is at: those of the line, or all of the packet.
    var chosenOctets: [UInt8]? {
        guard let exhibit = packets.exhibit else { return nil }
        guard place != .packetList, let line = packets.line, !line.octets.isEmpty else {
            return Array(exhibit.octets.prefix(exhibit.frameLength))
        }
        return Array(exhibit.octets[line.octets.clamped(to: 0..<exhibit.octets.count)])
    }

    /// The line of the list that one is at.
    var selectedLine: String? {
        packets.selected.flatMap { packets.rows[$0] }.map {
            [String($0.number), $0.time, $0.source, $0.destination, $0.protocolName, $0.length, $0.info].joined(
                separator: " ")
        }
    }

    mutating func copy(_ text: String?) {
        guard let text, !text.isEmpty else { return complain("there is nothing to copy here") }
        effects.append(.copy(text))
        say("copied: \(text.prefix(60))\(text.count > 60 ? "…" : "")")
    }

    /// Asks how the field that one is at becomes part of the filter.
    mutating func offerFilter(applies: Bool) {
        guard let filter = packets.line?.filter else { return complain("this line is no field; go to one in the tree") }
        let now = self.filter.applied
        func item(_ key: Character, _ title: String, _ text: String) -> Sheet.Item {
            .init(key: KeyPress(key), title: "\(title)  \(text)") { model in
                model.filter.text = text
                if applies { model.applyFilter() } else { model.entry = .filter }
            }
        }
        var items = [item("a", "selected", filter), item("n", "not selected", "not (\(filter))")]
        if !now.isEmpty {
            items += [
                item("&", "and selected", "(\(now)) and \(filter)"), item("|", "or selected", "(\(now)) or \(filter)"),
                item("-", "and not selected", "(\(now)) and not (\(filter))"),
                item("+", "or not selected", "(\(now)) or not (\(filter))"),
            ]
        }
        choose(applies ? "use as filter" : "prepare a filter", items)
    }

    /// Goes to the next packet that a filter chooses, among those that are listed.
    mutating func find(_ text: String, forward: Bool = true) {
        guard !text.isEmpty else { return complain("f says what is looked for") }
        packets.wanted = text
        let found: DisplayFilter
        do throws(FilterError) { found = try DisplayFilter(text, in: registry) } catch { return complain("\(error)") }
        guard let file = shelf.file, let start = packets.list.selection else { return }
        // A glance: so many packets are looked at before the keys are heard again.
        let rows =
            forward
            ? Array((start + 1)..<max(start + 1, min(shelf.rowCount, start + 20_000)))
            : Array(max(0, start - 20_000)..<start)
        let numbers = rows.compactMap { shelf.number(atRow: $0) }
        var filter = found
        var hit: Int?
        FrameDissector(registry: registry, index: shelf.index, file: file).dissect(numbers) { packet in
            if hit == nil || !forward, filter.matches(&packet) { hit = packet.frame.number }
        }
        if let hit {
            go(toFrame: hit)
        } else {
            complain("no packet \(forward ? "behind" : "before") this one: \(text)")
        }
    }

    mutating func mark(_ text: String) {
        guard let letter = text.first, let selected = packets.selected else { return }
        packets.marks[letter] = selected
        say("packet \(selected) is marked \(letter); ' m goes to it")
    }

    mutating func save(_ path: String, all: Bool) {
        guard !path.isEmpty else { return }
        guard let file = shelf.file, shelf.index.count > 0 else { return complain("there are no packets") }
        let numbers = all ? nil : shelf.chosen.map { $0.map { Int($0) } }
        effects.append(.own(.save(path: path, numbers: numbers, shelf.index, file)))
    }

    /// Makes the rows that are seen, and the packet that is looked at.
    mutating func preparePackets() {
        if packets.layout.focus != place { packets.layout.focus = place }
        guard let file = shelf.file, shelf.index.count > 0 else { return }
        let dissector = FrameDissector(registry: registry, index: shelf.index, file: file)
        let seen = packets.table.list.visible(listRows).compactMap { shelf.number(atRow: $0) }
        let missing = seen.filter { packets.rows[$0] == nil }
        if packets.rows.count > 4096 { packets.rows = packets.rows.filter { seen.contains($0.key) } }
        let selected = packets.selected.flatMap { packets.exhibit?.number == $0 ? nil : $0 }
        guard !missing.isEmpty || selected != nil else { return }
        var maker = PacketRowMaker(
            registry, packets.time, since: packets.reference.map { shelf.index[$0].timestamp },
            coloring: packets.coloring, fields: packets.fields)
        var (rows, exhibit) = (packets.rows, packets.exhibit)
        dissector.dissect(missing + [selected].compactMap(\.self)) { packet in
            let number = packet.frame.number
            if rows[number] == nil { rows[number] = maker.row(&packet) }
            if number == selected { exhibit = PacketExhibit(&packet, in: registry) }
        }
        packets.rows = rows
        fitColumns(seen)
        if selected != nil, let exhibit { packets.show(exhibit) }
    }
}

extension BenchModel {
    /// The field that one is at becomes a column of the list, or is one no more.
    mutating func toggleColumn() {
        guard let field = packets.line?.field else { return complain("this line is no field; go to one in the tree") }
        if let place = packets.fields.firstIndex(of: field) {
            packets.fields.remove(at: place)
            say("\(field) is no column any more")
        } else {
            packets.fields.append(field)
            say("\(field) is a column; the same key takes it away")
        }
        packets.forgetRows()
    }

    /// Columns are as wide as what is seen in them: an address is never cut in its middle.
    private mutating func fitColumns(_ seen: [Int]) {
        let rows = seen.compactMap { packets.rows[$0] }
        func widest(_ text: KeyPath<PacketRow, String>) -> Int { rows.map { $0[keyPath: text].count }.max() ?? 0 }
        let number = String(shelf.index.count).count
        let widths = [number, widest(\.time), widest(\.source), widest(\.destination), widest(\.protocolName)]
        let columns = PacketsView.columns.enumerated().map { place, column in
            guard place < widths.count else { return column }
            let width = max(min(column.width, place < 2 ? 4 : 11), min(39, widths[place]))
            return TableColumn(
                column.title, column.alignment, width: max(width, column.title.count), priority: column.priority,
                isSortable: false)
        }
        let fields = packets.fields.enumerated().map { place, name in
            let texts = rows.compactMap { $0.fields.indices.contains(place) ? $0.fields[place].count : nil }
            let width = min(40, max(6, texts.max() ?? 0))
            return TableColumn(name, width: max(width, min(20, name.count)), minimum: 6, priority: 4, isSortable: false)
        }
        var table = TableState(columns.dropLast() + fields + columns.suffix(1))
        table.list = packets.table.list
        packets.table = table
    }
}
