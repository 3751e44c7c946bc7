import Terminal

extension Action {
    static let host: [Action] = []
}
