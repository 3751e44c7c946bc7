import Terminal

extension Action {
    static let conversations: [Action] = []
}
