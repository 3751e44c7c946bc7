/// A packet that is being made: layers that are added, moved and taken away, fields that follow by themselves or are set by
/// hand, octets that are edited, and all that can be undone.
package struct ForgedPacket: Sendable {
    private struct State: Sendable {
        var packet: Packet
        /// The keys of each piece that were set by hand.
        var given: [Set<String>]
        /// Those of them that were set here, or in an expression.
        var edited: [Set<String>]
        /// Whether all that a layer holds is meant as it is: it was captured.
        var isOpened = false
        var octets: [UInt8]
        /// The expression as it was typed, while it is still the packet.
        var text: String?

        mutating func mark(_ key: String, ofPiece index: Int) {
            given[index].insert(key)
            edited[index].insert(key)
        }

        mutating func unmark(_ key: String, ofPiece index: Int) {
            given[index].remove(key)
            edited[index].remove(key)
        }
    }

    package let registry: Registry
    package let linkType: LinkType
    /// The octets that it began with.
    package private(set) var original: [UInt8]
    private var state: State
    private var past: [State] = []
    private var future: [State] = []

    /// How many changes can be undone.
    private static let memory = 1000
    /// The fields that who sends a packet fills in where nobody set them: see `AddressBlanks`.
    private static let filled: Set<String> = [
        "eth.src", "eth.dst", "ip.src", "ipv6.src", "arp.src.hw_mac", "arp.src.proto_ipv4", "dhcp.hw.mac_addr",
    ]

    /// Opens octets as they were captured: what is as it would be computed follows by itself from now on, all else stays.
    ///
    /// - Parameter originalLength: how long the frame was where the capture cut it.
    package init(opening octets: [UInt8], _ linkType: LinkType, originalLength: Int? = nil, in registry: Registry) {
        self.registry = registry
        self.linkType = linkType
        original = octets
        let packet = Self.opened(octets, linkType, originalLength, registry)
        state = State(
            packet: packet, given: packet.pieces.map { Self.keys(of: $0) }, edited: packet.pieces.map { _ in [] },
            isOpened: true, octets: octets)
    }

    /// Makes the first packet that an expression stands for.
    ///
    /// - Throws: `ForgeError`, with the place in the expression.
    package init(_ text: String, in registry: Registry) throws(ForgeError) {
        let (state, linkType) = try Self.made(text, registry)
        self.registry = registry
        self.linkType = linkType
        self.state = state
        original = state.octets
    }

    private static func made(_ text: String, _ registry: Registry) throws(ForgeError) -> (State, LinkType) {
        let sequence = try ForgeSequence(ForgeExpression(text), in: registry)
        var random = SplitMix64(seed: 0)
        var packet = try sequence.packet(at: 0, random: &random)
        let octets = try packet.settle(in: registry)
        let given = packet.pieces.indices.map { sequence.keys(ofPiece: $0) }
        return (State(packet: packet, given: given, edited: given, octets: octets, text: text), sequence.linkType)
    }

    private static func opened(
        _ octets: [UInt8], _ linkType: LinkType, _ originalLength: Int?, _ registry: Registry
    ) -> Packet {
        octets.lend { bytes in
            var dissection = Dissection()
            registry.dissect(bytes, as: linkType, into: &dissection)
            let frame = FrameInfo(
                capturedLength: octets.count, originalLength: originalLength ?? octets.count, linkType: linkType)
            var packet = Packet(
                opening: PacketView(bytes: bytes, layers: dissection.layers, frame: frame), in: registry)
            packet.releaseWhatFollows(octets, in: registry)
            return packet
        }
    }

    /// The keys of those fields of a piece that who sends it would fill in; or of all.
    private static func keys(of piece: Packet.Piece, all: Bool = false) -> Set<String> {
        guard case .layer(let header, _) = piece else { return [] }
        var keys: Set<String> = []
        try? header.forEachSite { site in
            let name = site.declaration.fullName(behind: site.frames.last?.schema.prefix ?? "")
            if all || filled.contains(name) { keys.insert(header.key(of: name)) }
            if case .identity = site.declaration.auto { keys.insert(header.key(of: name)) }
            return true
        }
        return keys
    }

    // MARK: What it is

    package var octets: [UInt8] { state.octets }
    package var canUndo: Bool { !past.isEmpty }
    package var canRedo: Bool { !future.isEmpty }
    package var isChanged: Bool { state.octets != original }
    /// How many octets differ from those that it began with.
    package var differences: Int {
        zip(state.octets, original).count { $0 != $1 } + abs(state.octets.count - original.count)
    }

    package var fields: [ForgedField] {
        state.packet.formFields(given: state.given, edited: state.edited, filled: Self.filled, in: registry)
    }

    /// What the pieces are called: titles of layers, and `Data`.
    package var layers: [(title: String, short: String, name: String)] {
        state.packet.pieces.map { piece in
            guard case .layer(let header, _) = piece else { return ("Data", "Data", "") }
            let type = header.schema as? any PacketProtocol.Type
            return (header.schema.title, type?.shortName ?? header.schema.title, header.schema.name)
        }
    }

    /// The same packet as an expression.
    package var expression: String {
        state.text ?? state.packet.expression(given: state.given, octets: state.octets, in: registry)
    }

    /// All that it stands for, for who sends it: the sets and ranges of an expression, or the packet alone.
    package var sequence: ForgeSequence {
        if let text = state.text, let made = try? ForgeSequence(ForgeExpression(text), in: registry) { return made }
        let given = state.packet.pieces.enumerated().map { index, piece in
            guard state.isOpened else { return state.given[index] }
            // What was left to who sends stays left to it.
            let left = Self.keys(of: piece).subtracting(state.given[index])
            return state.given[index].union(Self.keys(of: piece, all: true)).subtracting(left)
        }
        return ForgeSequence(state.packet, given: given, linkType: linkType)
    }

    // MARK: Changing it

    /// - Throws: `ForgeError` where the change makes no packet; it is as it was then.
    private mutating func change(
        _ body: (inout State) throws(ForgeError) -> Void
    ) throws(ForgeError) {
        var next = state
        next.text = nil
        try body(&next)
        if next.text == nil { next.octets = try next.packet.settle(in: registry) }
        guard
            next.octets != state.octets || next.given != state.given || next.edited != state.edited
                || next.text != state.text
        else { return }
        past.append(state)
        if past.count > Self.memory { past.removeFirst() }
        future = []
        state = next
    }

    /// Sets a field; what follows from it and was not set by hand follows.
    ///
    /// - Throws: `ForgeError` when the text is no value of it.
    package mutating func set(_ field: ForgedField, to text: String) throws(ForgeError) {
        let registry = registry
        try change { (state) throws(ForgeError) in
            switch state.packet.pieces[field.piece] {
            case .payload: state.packet.pieces[field.piece] = .payload(try Self.payload(text))
            case .layer(let header, _):
                guard !field.name.isEmpty else {
                    throw ForgeError(.fieldName, "\(field.label) has no name by which it could be set")
                }
                try state.packet.set(field.name, to: text, occurrence: field.occurrence, in: registry)
                state.mark(header.key(of: field.name), ofPiece: field.piece)
            }
        }
    }

    /// Octets of a payload: `'text'`, `hex:…`, or digits.
    private static func payload(_ text: String) throws(ForgeError) -> [UInt8] {
        if text.isEmpty { return [] }
        if text.hasPrefix("'") || text.hasPrefix("\"") || text.hasPrefix("hex:") {
            let elements = try ForgeExpression(text).elements
            if elements.count == 1, case .payload(let octets) = elements[0].content { return octets }
        }
        return HexText.parse(text) ?? Array(text.utf8)
    }

    /// Has a field follow by itself, or keep its value.
    ///
    /// - Throws: `ForgeError` when it is one that never follows.
    package mutating func toggleAutomatic(_ field: ForgedField) throws(ForgeError) {
        try change { (state) throws(ForgeError) in
            guard case .layer(var header, let trailer) = state.packet.pieces[field.piece] else {
                throw ForgeError(.fieldName, "data do not follow from anything")
            }
            let key = header.key(of: field.name)
            let computed = header.computedFields.first {
                $0.declaration.fullName(behind: header.schema.prefix) == field.name
            }
            guard let (_, part, bit) = computed else {
                guard
                    Self.filled.contains(field.name) || field.state == .automatic
                        || header.schema.declarations.contains(where: { declaration in
                            guard case .identity = declaration.auto else { return false }
                            return declaration.fullName(behind: header.schema.prefix) == field.name
                        })
                else { throw ForgeError(.fieldName, "\(field.label) does not follow from anything; Enter sets it") }
                if state.given[field.piece].contains(key) {
                    state.unmark(key, ofPiece: field.piece)
                } else {
                    state.mark(key, ofPiece: field.piece)
                }
                return
            }
            if header.isPinned(part: part, bit: bit) {
                header.held.remove(part: part, bit: bit)
                header.pins.remove(part: part, bit: bit)
                state.unmark(key, ofPiece: field.piece)
            } else {
                header.hold(part: part, bit: bit)
                state.mark(key, ofPiece: field.piece)
            }
            state.packet.pieces[field.piece] = .layer(header, trailer: trailer)
        }
    }

    /// Puts a new layer, or data, before a piece.
    ///
    /// - Throws: `ForgeError` when no protocol has the name.
    package mutating func add(_ name: String, at index: Int) throws(ForgeError) {
        let registry = registry
        try change { (state) throws(ForgeError) in
            let index = min(max(0, index), state.packet.pieces.count)
            var piece = Packet.Piece.payload([])
            if name != "data" {
                guard let id = registry.protocolID(named: name) else {
                    throw ForgeSequence.unknownProtocol(name, registry, at: 0..<name.utf8.count)
                }
                var header = AnyHeader(registry[id])
                header.fillVariant()
                piece = .layer(header, trailer: [])
            }
            state.packet.pieces.insert(piece, at: index)
            state.given.insert([], at: index)
            state.edited.insert([], at: index)
        }
    }

    package mutating func remove(at index: Int) throws(ForgeError) {
        try change { (state) throws(ForgeError) in
            guard state.packet.pieces.count > 1, state.packet.pieces.indices.contains(index) else {
                throw ForgeError(.size, "a packet has one layer at least")
            }
            state.packet.pieces.remove(at: index)
            state.given.remove(at: index)
            state.edited.remove(at: index)
        }
    }

    /// Moves a piece inwards, or outwards where `step` is less than 0.
    package mutating func move(at index: Int, by step: Int) throws(ForgeError) {
        try change { (state) throws(ForgeError) in
            guard state.packet.pieces.indices.contains(index), state.packet.pieces.indices.contains(index + step) else {
                throw ForgeError(.size, "there is nothing to change places with")
            }
            state.packet.pieces.swapAt(index, index + step)
            state.given.swapAt(index, index + step)
            state.edited.swapAt(index, index + step)
        }
    }

    package mutating func duplicate(at index: Int) throws(ForgeError) {
        try change { (state) throws(ForgeError) in
            guard state.packet.pieces.indices.contains(index) else { return }
            state.packet.pieces.insert(state.packet.pieces[index], at: index)
            state.given.insert(state.given[index], at: index)
            state.edited.insert(state.edited[index], at: index)
        }
    }

    /// Makes it the packet that an expression stands for, or the first of them.
    package mutating func setExpression(_ text: String) throws(ForgeError) {
        let (made, linkType) = try Self.made(text, registry)
        guard linkType == self.linkType else {
            throw ForgeError(.syntax, "the packet began as \(self.linkType) and cannot become one of \(linkType)")
        }
        try change { (state) throws(ForgeError) in state = made }
    }

    /// Makes it other octets: they are dissected, and what follows by itself is found anew.
    package mutating func setOctets(_ octets: [UInt8]) throws(ForgeError) {
        let (registry, linkType) = (registry, linkType)
        try change { (state) throws(ForgeError) in
            let before = state
            state.packet = Self.opened(octets, linkType, nil, registry)
            state.given = state.packet.pieces.enumerated().map { index, piece in
                guard before.packet.pieces.indices.contains(index),
                    case .layer(let old, _) = before.packet.pieces[index],
                    case .layer(let new, _) = piece, old.schema == new.schema
                else { return Self.keys(of: piece) }
                return before.given[index].union(old.octets == new.octets ? [] : Self.keys(of: piece))
            }
            state.edited = state.packet.pieces.indices.map { index in
                before.edited.indices.contains(index) ? before.edited[index] : []
            }
            state.isOpened = true
        }
    }

    /// Takes the last change back.
    package mutating func undo() -> Bool {
        guard let last = past.popLast() else { return false }
        future.append(state)
        state = last
        return true
    }

    package mutating func redo() -> Bool {
        guard let next = future.popLast() else { return false }
        past.append(state)
        state = next
        return true
    }
}

extension ForgeSequence {
    /// One packet that was made otherwise than by an expression.
    ///
    /// - Parameter given: the keys that were set by hand, for each piece.
    init(_ packet: Packet, given: [Set<String>], linkType: LinkType) {
        base = packet
        self.given = Dictionary(uniqueKeysWithValues: given.enumerated().map { ($0.offset, $0.element) })
        self.linkType = linkType
    }

    /// The keys that a piece was given a value for.
    func keys(ofPiece index: Int) -> Set<String> { given[index] ?? [] }
}
