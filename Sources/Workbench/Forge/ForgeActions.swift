import Terminal

extension Action {
    static let forge: [Action] = []
}
