import Terminal

extension BenchModel {
    mutating func take(_ event: MouseEvent) {
        if sheet != nil {
            switch event.action {
            case .wheelDown: sheet?.list.move(by: 3)
            case .wheelUp: sheet?.list.move(by: -3)
            case .press: sheet = nil
            default: break
            }
            return
        }
        if takeDrag(event) { return }
        if event.action == .press {
            note = nil
            if event.position.row == 0 {
                let room = size.columns - statusText.cellWidth - 2
                if let tab = tabs(within: room).first(where: { $0.columns.contains(event.position.column) }) {
                    view = tab.view
                }
                return
            }
            if event.position.row == 1 {
                view = .packets
                entry = .filter
                return
            }
        }
        switch view {
        case .packets: takeInPackets(event)
        case .forge: takeInForge(event, in: body)
        case .conversations: takeInConversations(event, in: body)
        case .path: takeInPath(event, in: body)
        case .host: takeInHost(event, in: body)
        case .explain: takeInExplain(event, in: body)
        }
    }

    private mutating func takeInPackets(_ event: MouseEvent) {
        let lines = event.action == .wheelDown ? 3 : -3
        let pane = packets.layout.pane(at: event.position, in: body)
        let part = pane.flatMap { packets.layout.part(of: $0, in: body) } ?? body
        switch (event.action, pane) {
        case (.wheelDown, .packetList), (.wheelUp, .packetList): moveList(by: lines)
        case (.wheelDown, .packetDetail), (.wheelUp, .packetDetail): changeTree { $0.list.move(by: lines) }
        case (.wheelDown, .packetOctets): changeOctets(KeyPress(.pageDown))
        case (.wheelUp, .packetOctets): changeOctets(KeyPress(.pageUp))
        case (.press, _) where event.button == .left:
            entry = nil
            packets.dragged = packets.layout.border(at: event.position, in: body)
            guard packets.dragged == nil, let pane else { return }
            place = pane
            switch pane {
            case .packetList:
                if case .row(let row)? = packets.table.press(at: event.position, in: part) { go(toRow: row) }
            case .packetDetail: changeTree { $0.press(at: event.position, in: part) }
            default:
                packets.octets.press(at: event.position, in: part)
                packets.lightLine()
            }
        case (.drag, _):
            if let border = packets.dragged { packets.layout.move(border, to: event.position, in: body) }
        case (.release, _): packets.dragged = nil
        default: break
        }
    }
}
