/// A number by which an answer finds its question: the same for both. It means something within one process alone.
public struct ExchangeKey: Hashable, Sendable, BitwiseCopyable {
    let digest: Int
}

/// The few keys of one packet.
public struct ExchangeKeys: Sendable, BitwiseCopyable {
    private var keys = InlineArray<4, ExchangeKey>(repeating: ExchangeKey(digest: 0))
    /// How many there are: none when the packet has no answer, or is none.
    public private(set) var count = 0
    /// Whether a group was asked, so that several may answer.
    public internal(set) var asksGroup = false

    init() {}

    public var isEmpty: Bool { count == 0 }
    public subscript(index: Int) -> ExchangeKey { keys[index] }

    /// Takes one more, while there is room: what tunnels add at their innermost is left out.
    mutating func add(_ key: ExchangeKey?) {
        guard let key, count < 4 else { return }
        keys[count] = key
        count += 1
    }
}
