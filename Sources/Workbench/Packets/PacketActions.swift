import Packets
import Terminal

extension Action {
    private static let panes: Set<Place> = [.packetList, .packetDetail, .packetOctets]
    private static let list: Set<Place> = [.packetList]
    private static let detail: Set<Place> = [.packetDetail]

    static let packets: [Action] = [
        Action("packets.next", "next packet", in: list, keys: ["j", "Down"], takesCount: true) {
            $0.moveList(by: $1 ?? 1)
        },
        Action("packets.previous", "previous packet", in: list, keys: ["k", "Up"], takesCount: true) {
            $0.moveList(by: -($1 ?? 1))
        },
        Action("packets.pageDown", "a page down", in: list, keys: ["PgDn", "Space", "Ctrl-F"]) { model, _ in
            model.pageList(1)
        },
        Action("packets.pageUp", "a page up", in: list, keys: ["PgUp", "Ctrl-B"]) { model, _ in model.pageList(-1) },
        Action("packets.first", "first packet", in: list, keys: ["g", "Home"]) { model, _ in model.go(toRow: 0) },
        Action(
            "packets.last", "last packet, and on with what comes; with a number that frame", in: list,
            keys: ["G", "End"], takesCount: true
        ) {
            model, number in
            if let number { model.go(toFrame: number) } else { model.go(toRow: .max) }
        },
        Action("packets.back", "back to where one came from", in: panes, keys: ["' '"]) { model, _ in
            if let origin = model.packets.origin { model.go(toFrame: origin) }
        },
        Action("packets.mark", "mark this packet", in: panes, keys: ["m"]) { model, _ in
            model.ask("mark with the letter") { $0.mark($1) }
        },
        Action("packets.toMark", "go to a mark", in: panes, keys: ["' m"]) { model, _ in
            let marks = model.packets.marks.sorted { $0.key < $1.key }
            if marks.isEmpty { return model.complain("nothing is marked; m marks") }
            model.choose(
                "marks",
                marks.map { mark in
                    .init(key: KeyPress(mark.key), title: "packet \(mark.value)") { $0.go(toFrame: mark.value) }
                })
        },
        Action("packets.nextInConversation", "next packet of this conversation", in: panes, keys: ["]"]) { model, _ in
            model.moveInConversation(forward: true)
        },
        Action("packets.previousInConversation", "previous packet of this conversation", in: panes, keys: ["["]) {
            model, _ in
            model.moveInConversation(forward: false)
        },
        Action("packets.open", "look into the packet", in: list, keys: ["Enter", "l", "Right"]) { model, _ in
            model.place = .packetDetail
        },
        Action("detail.next", "next line", in: detail, keys: ["j", "Down"], takesCount: true) { model, count in
            model.changeTree { $0.list.move(by: count ?? 1) }
        },
        Action("detail.previous", "previous line", in: detail, keys: ["k", "Up"], takesCount: true) { model, count in
            model.changeTree { $0.list.move(by: -(count ?? 1)) }
        },
        Action("detail.pageDown", "a page down", in: detail, keys: ["PgDn", "Ctrl-F"]) { model, _ in
            model.changeTree { $0.list.move(by: 10) }
        },
        Action("detail.pageUp", "a page up", in: detail, keys: ["PgUp", "Ctrl-B"]) { model, _ in
            model.changeTree { $0.list.move(by: -10) }
        },
        Action("detail.first", "first line", in: detail, keys: ["g", "Home"]) { model, _ in
            model.changeTree { $0.list.select(0) }
        },
        Action("detail.last", "last line", in: detail, keys: ["G", "End"]) { model, _ in
            model.changeTree { $0.list.select(.max) }
        },
        Action("detail.toggle", "open or close", in: detail, keys: ["Enter", "Space"]) { model, _ in
            model.changeTree { $0.toggle() }
        },
        Action("detail.open", "open, or go into", in: detail, keys: ["l", "Right"]) { model, _ in
            model.changeTree { $0.open() }
        },
        Action("detail.close", "close, or go to what it lies in", in: detail, keys: ["h", "Left"]) { model, _ in
            model.changeTree { $0.close() }
        },
        Action("detail.openAll", "open everything", in: detail, keys: ["E"]) { model, _ in
            model.changeTree { $0.openAll() }
        },
        Action("detail.closeAll", "close everything", in: detail, keys: ["C"]) { model, _ in
            model.changeTree { $0.closeAll() }
        },
        Action("octets.right", "next octet", in: [.packetOctets], keys: ["l", "Right"]) { model, _ in
            model.changeOctets(KeyPress(.right))
        },
        Action("octets.left", "previous octet", in: [.packetOctets], keys: ["h", "Left"]) { model, _ in
            model.changeOctets(KeyPress(.left))
        },
        Action("octets.down", "a row down", in: [.packetOctets], keys: ["j", "Down"]) { model, _ in
            model.changeOctets(KeyPress(.down))
        },
        Action("octets.up", "a row up", in: [.packetOctets], keys: ["k", "Up"]) { model, _ in
            model.changeOctets(KeyPress(.up))
        },
        Action("octets.pageDown", "a page down", in: [.packetOctets], keys: ["PgDn", "Ctrl-F"]) { model, _ in
            model.changeOctets(KeyPress(.pageDown))
        },
        Action("octets.pageUp", "a page up", in: [.packetOctets], keys: ["PgUp", "Ctrl-B"]) { model, _ in
            model.changeOctets(KeyPress(.pageUp))
        },
        Action("filter.use", "use this as filter", in: panes, keys: ["a"], hint: "use as filter") { model, _ in
            model.offerFilter(applies: true)
        },
        Action("filter.prepare", "put this into the filter line", in: panes, keys: ["A"]) { model, _ in
            model.offerFilter(applies: false)
        },
        Action("filter.clear", "no filter", in: panes, keys: ["Esc"]) { model, _ in
            guard model.shelf.chosen != nil else { return }
            model.filter.text = ""
            model.applyFilter()
        },
        Action("packets.column", "make this field a column, or no more", in: panes, keys: ["c"]) { model, _ in
            model.toggleColumn()
        },
        Action("packets.find", "find by a filter, a text or hexadecimal digits", in: panes, keys: ["f"]) { model, _ in
            model.askFind()
        },
        Action("packets.findNext", "find the next", in: panes, keys: ["n"]) { model, _ in
            model.find(model.packets.wanted)
        },
        Action("packets.findPrevious", "find the one before", in: panes, keys: ["N"]) { model, _ in
            model.find(model.packets.wanted, forward: false)
        },
        Action("copy.line", "copy the line", in: panes, keys: ["y y"], hint: "copy") { model, _ in
            model.copy(model.packets.line?.text ?? model.selectedLine)
        },
        Action("copy.field", "copy the field as a filter", in: panes, keys: ["y f"]) { model, _ in
            model.copy(model.packets.line?.filter)
        },
        Action("copy.value", "copy the value", in: panes, keys: ["y v"]) { model, _ in
            model.copy(model.packets.line?.value)
        },
        Action("copy.octets", "copy the octets as hexadecimal digits", in: panes, keys: ["y b"]) { model, _ in
            model.copy(model.chosenOctets?.map { Int64($0).hexadecimal }.joined())
        },
        Action("copy.c", "copy the octets as an array of C", in: panes, keys: ["y c"]) { model, _ in
            model.copy(
                model.chosenOctets.map { "{ " + $0.map { "0x" + Int64($0).hexadecimal }.joined(separator: ", ") + " }" }
            )
        },
        Action("copy.json", "copy the packet as JSON", in: panes, keys: ["y j"]) { model, _ in
            model.copy(model.selectedJSON)
        },
        Action("packets.comment", "say something of this packet", in: panes, keys: ["o"]) { model, _ in
            model.askComment()
        },
        Action("packets.decodeAs", "decode a port as another protocol", in: panes, keys: ["d"]) { model, _ in
            model.askProtocol()
        },
        Action("packets.timeReference", "count times from this packet", in: panes, keys: ["T"]) { model, _ in
            model.toggleReference()
        },
        Action("packets.time", "tell times otherwise", in: panes, keys: ["t"]) { model, _ in
            let next = (model.packets.time.rawValue + 1) % ListTime.allCases.count
            model.packets.time = ListTime(rawValue: next) ?? .relative
            model.packets.forgetRows()
            model.say("times: \(model.packets.time.title)")
        },
        Action("packets.save", "save the packets that are listed", in: panes, keys: ["w"], hint: "save") { model, _ in
            model.ask("save \(model.shelf.rowCount) packets as") { $0.save($1, all: false) }
        },
        Action("packets.saveAll", "save all packets", in: panes, keys: ["W"]) { model, _ in
            model.ask("save all packets as") { $0.save($1, all: true) }
        },
        Action("capture.toggle", "stop the capture, or begin anew", in: panes, keys: ["s"]) { model, _ in
            model.toggleCapture()
        },
        Action("capture.interface", "capture on another interface, or the lab", in: panes, keys: ["i"]) { model, _ in
            model.showHost(.interfaces)
        },
        Action("capture.filter", "which frames are captured", in: panes, keys: ["b"]) { model, _ in
            model.askForCaptureFilter()
        },
        Action("screen.freeze", "hold the screen while the capture goes on", in: panes, keys: ["F"]) { model, _ in
            model.packets.isFrozen.toggle()
            model.say(model.packets.isFrozen ? "frozen; F goes on" : "going on")
        },
        Action("pane.zoom", "this pane alone", in: panes, keys: ["z"]) { model, _ in
            model.packets.layout.isAlone.toggle()
        },
        Action("pane.larger", "make this pane larger", in: panes, keys: ["+"]) { model, _ in
            model.packets.layout.resize(by: 2, in: model.body)
        },
        Action("pane.smaller", "make this pane smaller", in: panes, keys: ["-"]) { model, _ in
            model.packets.layout.resize(by: -2, in: model.body)
        },
    ]
}

extension Int64 {
    /// Two digits.
    fileprivate var hexadecimal: String { (self < 16 ? "0" : "") + String(self, radix: 16) }
}
