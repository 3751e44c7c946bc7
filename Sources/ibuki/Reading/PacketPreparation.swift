import PacketFilters
import Packets
import SystemCalls

/// What is done with a packet before it is looked at, whether it comes from a file or from an interface: it is dissected, its
/// flows are followed, its relative times are worked out, and its processes are asked for.
struct PacketPreparation: ~Copyable {
    let registry: Registry
    var verifiesChecksums = false
    /// Who says whose packets are, where that is asked for.
    var owners: OwnerClient?
    /// What was said of the packet that was prepared last, besides what its capture says.
    private(set) var comments: [String] = []

    /// Whether flows are followed, and bodies looked for.
    private var follows = true
    private var findsBodies = true
    private var dissection = Dissection()
    private var conversations = ConversationTable()
    private var flows = PacketConversations()
    private var times = FrameTimes()

    init(registry: Registry) { self.registry = registry }

    /// Before the first packet: flows are followed and bodies looked for only when the sink or the filter looks at them.
    ///
    /// - Parameters:
    ///   - conversations: whether the sink does, at what only the conversation table knows.
    ///   - bodies: whether it does, at what lies behind the headers of a text protocol.
    mutating func begin(conversations: Bool, bodies: Bool, _ filter: DisplayFilter?) {
        follows = conversations || (filter?.needsConversations ?? false)
        findsBodies = bodies || (filter?.needsBodies ?? false)
    }

    /// Prepares a packet.
    ///
    /// - Parameters:
    ///   - info: what is known of it; its relative times are filled in here.
    ///   - isChecksumPending: whether a card was yet to fill in its checksum, so that it is no wrong one.
    @inline(__always) @_lifetime(&self, copy bytes)
    mutating func packet(_ bytes: RawSpan, _ info: consuming FrameInfo, isChecksumPending: Bool = false) -> PacketView {
        registry.dissect(info.content(of: bytes), as: info.linkType, into: &dissection, findingBodies: findsBodies)
        times.mark(&info)
        if owners != nil { name(bytes, &info) }
        if follows {
            conversations.follow(
                bytes, &dissection, in: registry, number: info.number, at: info.timestamp,
                originalLength: info.originalLength, findingBodies: findsBodies, into: &flows)
        } else {
            conversations.reassemble(
                bytes, &dissection, in: registry, number: info.number, at: info.timestamp,
                originalLength: info.originalLength, findingBodies: findsBodies, into: &flows)
        }
        return PacketView(
            bytes: bytes, layers: dissection.layers, frame: consume info, conversations: flows,
            verifiesChecksums: verifiesChecksums && !isChecksumPending)
    }

    /// Remembers that a packet was shown, from which the next one's time counts.
    @inline(__always)
    mutating func noteShown(_ timestamp: Timestamp) { times.displayed = timestamp }

    /// Adds whose the dissected packet is to what is known of it.
    @inline(never)
    private mutating func name(_ bytes: RawSpan, _ info: inout FrameInfo) {
        comments.removeAll(keepingCapacity: true)
        let packet = PacketView(bytes: bytes, layers: dissection.layers, frame: info)
        guard let found = owners?.owners(of: packet, at: System.nanoseconds()), !found.isEmpty else { return }
        comments.append(found.description)
        info.notes = StoredFrameNotes(
            interfaceName: info.notes?.interfaceName, deviceName: info.notes?.deviceName, comments: comments)
    }
}

/// The times that relative times count from.
struct FrameTimes {
    var first: Timestamp?
    var previous: Timestamp?
    var displayed: Timestamp?

    mutating func mark(_ info: inout FrameInfo) {
        let now = info.timestamp
        if first == nil { first = now }
        info.firstTimestamp = first ?? now
        info.previousTimestamp = previous ?? now
        info.previousDisplayedTimestamp = displayed ?? now
        previous = now
    }
}
