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
        case .stack: takeInStack(event, in: body)
        case .path: takeInPath(event, in: body)
        case .host: takeInHost(event, in: body)
        case .explain: takeInExplain(event, in: body)
        }
    }

    private mutating func takeInPackets(_ event: MouseEvent) {
        let panes = packetPanes
        let lines = event.action == .wheelDown ? 3 : -3
        switch event.action {
        case .wheelDown, .wheelUp:
            if panes.list.contains(event.position) {
                moveList(by: lines)
            } else if panes.detail.contains(event.position) {
                moveTree(by: lines)
            } else if panes.octets.contains(event.position) {
                moveOctet(by: lines * 16)
            }
        case .press where event.button == .left:
            entry = nil
            if panes.list.contains(event.position) {
                place = .packetList
                let offset = event.position.row - panes.list.row - (panes.list.rows > 6 ? 1 : 0)
                if offset >= 0, packets.list.top + offset < shelf.rowCount { go(toRow: packets.list.top + offset) }
            } else if panes.detail.contains(event.position) {
                place = .packetDetail
                let row = packets.tree.top + event.position.row - panes.detail.row
                guard row < packets.treeLines.count else { return }
                let isSame = packets.tree.selection == row
                moveTree(by: row - (packets.tree.selection ?? 0))
                if isSame { toggle(nil) }
            } else if panes.octets.contains(event.position) {
                place = .packetOctets
            }
        case .drag:
            if let border = panes.border, place == .packetList, event.position.row != border.row {
                let body = body
                packets.listShare = min(80, max(15, (event.position.row - body.row) * 100 / max(1, body.rows)))
            }
        default: break
        }
    }
}
