import Terminal

extension Action {
    static let path: [Action] = []
}
