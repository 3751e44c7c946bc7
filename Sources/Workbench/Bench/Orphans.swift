import Terminal

extension BenchModel {
    /// Says that packets of runs that ended unasked are still there.
    mutating func offerOrphans(_ paths: [String]) {
        guard !paths.isEmpty else { return }
        let many = paths.count == 1 ? "a capture" : "\(paths.count) captures"
        choose(
            "\(many) of an earlier run, which ended without being asked",
            [
                .init(key: KeyPress("k"), title: "keep: \(paths.joined(separator: " "))") { _ in },
                .init(key: KeyPress("d"), title: "discard") { $0.effects.append(.own(.discard(paths))) },
            ])
    }
}
