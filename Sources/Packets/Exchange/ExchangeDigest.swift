/// Gathers what a packet and its answer have in common, layer by layer, into keys by which one finds the other.
///
/// Each protocol adds its share in `PacketProtocol.match`: for a question what an answer will repeat, for an answer what
/// it repeats of the question.
public struct ExchangeDigest: Sendable {
    /// Which of the two a packet is taken for.
    public enum Role: Sendable { case question, answer }

    public let role: Role
    private var hasher = Hasher()
    /// Where the packet says one of two things, the other.
    private var alternative: Hasher?
    private var isEmpty = true
    /// The VLANs that the frame says it is in, which an answer to it is in too.
    private(set) var tags: UInt64 = 0
    /// Whether the packet is none of this role.
    private(set) var isRefused = false
    /// Whether the question went to a group.
    package private(set) var asksGroup = false

    init(_ role: Role) { self.role = role }

    /// Adds a number that both packets hold.
    public mutating func add(_ number: some FixedWidthInteger) {
        hasher.combine(number)
        alternative?.combine(number)
        isEmpty = false
    }

    /// Adds one of two numbers: either makes an answer. Only the first such choice of a packet counts; of later ones the
    /// first number is taken.
    public mutating func add<N: FixedWidthInteger>(_ number: N, or other: N) {
        if alternative == nil {
            alternative = hasher
            alternative?.combine(other)
            hasher.combine(number)
            isEmpty = false
        } else {
            add(number)
        }
    }

    /// Adds what the sender and the receiver are known by, such as ports, which change places in the answer.
    public mutating func add<N: FixedWidthInteger>(from sender: N, to receiver: N) {
        add(role == .question ? sender : receiver)
        add(role == .question ? receiver : sender)
    }

    /// Adds addresses, which change places in the answer. Members of a group answer from addresses of their own.
    public mutating func add<N: FixedWidthInteger>(addressesFrom sender: N, to receiver: N, isGroup: Bool) {
        switch role {
        case .question:
            if isGroup { asksGroup = true }
            add(sender)
            // A group's own address stands for none; nobody sends from it.
            add(asksGroup ? 0 : receiver)
        case .answer:
            add(receiver)
            add(sender, or: 0)
        }
    }

    /// Adds the VLAN that a frame is in. A tag without one (IEEE 802.1Q 6.9.1, the null VID) only tells a priority.
    public mutating func add(tag identifier: UInt16) {
        if identifier != 0 { tags = tags << 12 | UInt64(identifier & 0xfff) }
    }

    /// Says that the packet goes to a group whatever its address, as a frame to all does.
    public mutating func setGroup() { if role == .question { asksGroup = true } }

    /// Leaves out what the layers around have added, but for the VLAN: what follows is enough, and does not depend on
    /// addresses.
    ///
    /// - Parameter asksGroup: whether several may answer.
    public mutating func restart(asksGroup: Bool = false) {
        let tags = tags
        self = ExchangeDigest(role)
        self.tags = tags
        self.asksGroup = asksGroup && role == .question
    }

    /// Says that the packet has no answer, or is none.
    public mutating func refuse() { isRefused = true }

    /// The keys of all that was added.
    var keys: (ExchangeKey?, ExchangeKey?) {
        guard !isRefused, !isEmpty else { return (nil, nil) }
        return (key(hasher), alternative.map { key($0) })
    }

    private func key(_ hasher: Hasher) -> ExchangeKey {
        var hasher = hasher
        hasher.combine(tags)
        return ExchangeKey(digest: hasher.finalize())
    }
}
