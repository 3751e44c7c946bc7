import Terminal

extension Action {
    static let explain: [Action] = []
}
