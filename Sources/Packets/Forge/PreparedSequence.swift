/// The packets of a sequence, made one after another in the same memory.
///
/// Where the fields that change are plain numbers and addresses, the packet is laid out once and only they are written
/// anew: that allocates nothing. Anything else (a name in a DNS question) is made from the sequence each time.
///
/// A packet is made in two steps, so that what the sequence leaves out, such as a source address, can be written between
/// them: `lay`, then `finish`, which fills in lengths and checksums.
public struct PreparedSequence: Sendable {
    /// A field that changes from packet to packet.
    private struct Patch: Sendable {
        var bit: Int
        var width: Int
        var order: ByteOrder
        var values: PatchValues
        var count: Int
    }

    private let sequence: ForgeSequence
    private let registry: Registry
    /// The packet that is laid out: the first, or without `patches` the last one made.
    private var prepared: PreparedPacket
    /// `nil` when packets have to be made from the sequence.
    private var patches: [Patch]?

    /// How many packets there are; `Int.max` when more than can be counted.
    public var count: Int { sequence.count }
    /// Where each layer of the packet that was laid out last starts.
    public var starts: [Int] { prepared.starts }
    /// Whether packets are made without the sequence's help.
    var isPatched: Bool { patches != nil }

    /// - Throws: `ForgeError`, as `ForgeSequence.packet(at:random:)`.
    public init(_ sequence: ForgeSequence, in registry: Registry) throws(ForgeError) {
        self.sequence = sequence
        self.registry = registry
        var random = SplitMix64(seed: 0)
        let first = try sequence.packet(at: 0, random: &random)
        prepared = try PreparedPacket(first, in: registry)
        var patches: [Patch] = []
        for slot in sequence.slots {
            guard let patch = Self.patch(slot, in: first, from: prepared.starts[slot.piece]) else { return }
            patches.append(patch)
        }
        self.patches = patches
        if try !isFaithful() { self.patches = nil }
    }

    /// Puts a packet into `octets`, in place of what was there, without its lengths and checksums.
    ///
    /// - Parameter random: where `random` values come from; the same packets as from the sequence come of it.
    /// - Throws: `ForgeError`, as `ForgeSequence.packet(at:random:)`.
    public mutating func lay(
        at index: Int, random: inout some RandomNumberGenerator, into octets: inout [UInt8]
    ) throws(ForgeError) {
        guard let patches else {
            prepared = try PreparedPacket(try sequence.packet(at: index, random: &random), in: registry)
            octets.removeAll(keepingCapacity: true)
            octets.append(contentsOf: prepared.template)
            return
        }
        octets.removeAll(keepingCapacity: true)
        octets.append(contentsOf: prepared.template)
        guard !patches.isEmpty else { return }
        // The last argument's values turn fastest, but random values are drawn in the order of the arguments.
        var divisor = 1
        for patch in patches { divisor = Self.product(divisor, patch.count) }
        var span = octets.mutableSpan
        var bytes = unsafe span.mutableBytes
        var rest = index
        for at in patches.indices {
            let patch = patches[at]
            // Where the product is beyond counting, no index reaches the first arguments' second values.
            divisor = divisor == .max ? Self.product(patches[(at + 1)...].lazy.map(\.count)) : divisor / patch.count
            let pick = divisor == .max ? 0 : rest / divisor
            if divisor != .max { rest %= divisor }
            patch.values.value(pick % patch.count, &random).store(patch.bit, patch.width, patch.order, &bytes)
        }
    }

    /// Fills in the lengths and checksums of the packet that was laid out last.
    public func finish(_ octets: inout [UInt8]) { prepared.finish(&octets) }

    private static func product(_ a: Int, _ b: Int) -> Int {
        let (result, over) = a.multipliedReportingOverflow(by: b)
        return over ? .max : result
    }

    private static func product(_ counts: some Sequence<Int>) -> Int { counts.reduce(1, product) }

    /// How a slot's field is written in octets; `nil` when that takes more than storing a number.
    private static func patch(_ slot: ForgeSequence.Slot, in packet: Packet, from start: Int) -> Patch? {
        guard case .layer(let header, _) = packet.pieces[slot.piece],
            let declaration = header.schema.declarations.first(where: {
                $0.fullName(behind: header.schema.prefix) == slot.name
            }), declaration.aliasOf == nil, case .bits(let part, let place) = declaration.content,
            place.width > 0, place.scale == 1, place.order != .digits,
            place.bit + place.width <= header.parts.count(part) * 8
        else { return nil }
        switch declaration.auto {
        case .variant, .next(.etherType): return nil
        case .none, .next, .length, .count, .checksum, .identity: break
        }
        guard declaration.kind.isNumeric || (declaration.kind == .ipv6 && place.width == 128),
            let values = PatchValues(slot.choices, declaration)
        else { return nil }
        return Patch(
            bit: (start + header.parts.start(part)) * 8 + place.bit, width: place.width, order: place.order,
            values: values, count: slot.choices.count)
    }

    /// Whether some packets come out as the sequence makes them.
    private mutating func isFaithful() throws(ForgeError) -> Bool {
        var octets: [UInt8] = []
        for index in [0, 1, count / 3, count / 2, count - 1] where index < count {
            var (a, b) = (SplitMix64(seed: 7), SplitMix64(seed: 7))
            try lay(at: index, random: &a, into: &octets)
            finish(&octets)
            guard try sequence.packet(at: index, random: &b).octets(in: registry) == octets else { return false }
        }
        return true
    }
}
