import Terminal

/// Who speaks with whom, and one conversation as a ladder.
struct ConversationsView {
}

extension BenchModel {
    /// Makes what will be drawn.
    mutating func prepareConversations() {}

    func drawConversations(in part: Rectangle, on screen: inout Screen) {
        screen.write(
            "Conversations is not there yet", at: Position(row: part.row + 1, column: part.column + 2), BenchTheme.dim)
    }

    mutating func takeInConversations(_ event: MouseEvent, in part: Rectangle) {}
}
