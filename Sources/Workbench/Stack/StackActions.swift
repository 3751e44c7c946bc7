import Terminal

extension Action {
    static let stack: [Action] = []
}
