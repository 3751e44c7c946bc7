/// A regular expression as a tree. It nests at most `ByteRegex.maximumDepth` groups deep.
indirect enum RegexNode: Sendable {
    case empty
    /// One octet of the set.
    case set(ByteSet)
    case assertion(RegexAssertion)
    case sequence([RegexNode])
    case choice([RegexNode])
    /// At least `minimum` times, at most `maximum` times, without limit when that is `nil`.
    case repetition(RegexNode, minimum: Int, maximum: Int?)

    /// Whether every match begins at the input's start.
    var isAnchored: Bool {
        switch self {
        case .assertion(.inputStart): true
        case .sequence(let nodes): nodes.first?.isAnchored ?? false
        case .choice(let nodes): nodes.allSatisfy(\.isAnchored)
        case .repetition(let node, let minimum, _): minimum > 0 && node.isAnchored
        case .empty, .set, .assertion: false
        }
    }

    /// The sets of a plain chain of octets, or `nil` when it is anything else.
    var chain: [ByteSet]? {
        switch self {
        case .empty: return []
        case .set(let set): return [set]
        case .sequence(let nodes):
            var sets: [ByteSet] = []
            for node in nodes {
                guard let part = node.chain else { return nil }
                sets += part
            }
            return sets
        case .assertion, .choice, .repetition: return nil
        }
    }
}

/// A condition on a place between two octets.
enum RegexAssertion: Hashable, Sendable {
    /// `\A`, and `^` without the `m` option.
    case inputStart
    /// `^` with the `m` option: at the start, and after a line feed that is not the last octet.
    case lineStart
    /// `\z`.
    case inputEnd
    /// `\Z`, and `$` without the `m` option: at the end, and before a line feed that is the last octet.
    case inputEndOrFinalLineFeed
    /// `$` with the `m` option: at the end, and before every line feed.
    case lineEnd
    /// `\b`.
    case wordBoundary
    /// `\B`.
    case notWordBoundary
}
