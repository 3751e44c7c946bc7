/// How a value's text is made where its number or its octets are enough for that, so that it goes into a stretch of room
/// at once: nearly all values of a packet. Everything else is described into a buffer.
@usableFromInline package enum ValueForm: UInt8, Sendable, BitwiseCopyable {
    /// There, and no more: `1`.
    case presence
    case boolean, decimal, hex, signed, ipv4, mac, nanoseconds
    /// The octets as such, and as what they are an address of.
    case octets, ipv4Octets, ipv6Octets
    case ascii
    /// What its type alone can write, or the presenter.
    case described

    package init(of field: FieldFormat) {
        self =
            switch field.kind {
            case .none: .presence
            case .boolean: .boolean
            case .unsigned, .frameNumber: field.show == .hex ? .hex : .decimal
            case .signed: .signed
            case .ipv4: .ipv4
            case .mac: .mac
            case .ipv6: .ipv6Octets
            case .bytes: .octets
            case .relativeTime: .nanoseconds
            case .absoluteTime: .described
            case .text: Self(ofText: field.type)
            }
    }

    private init(ofText type: (any WireValue.Type)?) {
        self =
            switch type {
            case let type? where type == AddressText<IPv4Address>.self: .ipv4Octets
            case let type? where type == AddressText<IPv6Address>.self: .ipv6Octets
            case let type? where type.isASCII: .ascii
            default: .described
            }
    }

    /// How many bytes the text of a value of `length` octets takes at most, its quotes not counted.
    @inlinable @inline(__always)
    package func room(_ length: UInt32) -> Int {
        switch self {
        case .octets: Int(length) &* 3
        case .ascii: Int(length) &* 6
        default: 64
        }
    }
}

extension TextStretch {
    /// Puts a node's value, for which there is room, as the inside of a JSON string; its form is not `.described`.
    @inlinable @inline(__always)
    package mutating func put(
        value node: DetailNode, _ form: ValueForm, digits: UInt8, of packet: PacketOctets
    ) {
        switch form {
        case .decimal: put(decimal: node.raw)
        case .boolean: put(character: node.raw == 0 ? "0" : "1")
        case .hex: put(hex: node.raw, digits: Int(digits))
        default: put(other: node, form, of: packet)
        }
    }

    @usableFromInline mutating func put(other node: DetailNode, _ form: ValueForm, of packet: PacketOctets) {
        switch form {
        case .ipv4: put(IPv4Address(raw: node.raw))
        case .mac: put(MACAddress(raw: node.raw))
        case .nanoseconds: put(nanoseconds: Int64(bitPattern: node.raw))
        case .octets:
            put(colonsBetween: packet.bytes.clamped(Int(node.start), Int(node.start) &+ Int(node.length)))
        case .ascii: put(jsonOfASCII: packet.octets(ofText: node, length: Int(node.length)))
        case .ipv4Octets: put(IPv4Address(packet.octets(ofText: node, length: Int(node.length))))
        case .ipv6Octets: put(IPv6Address(packet.octets(ofText: node, length: 16)))
        case .signed:
            let number = Int64(bitPattern: node.raw)
            if number < 0 { put(character: "-") }
            put(decimal: number.magnitude)
        case .presence: put(character: "1")
        case .boolean, .decimal, .hex, .described: break
        }
    }
}

/// What of a packet most values are made of. A closure that makes them would copy the whole view, 100 instructions.
@usableFromInline package struct PacketOctets: ~Escapable {
    @usableFromInline package let bytes: RawSpan
    @usableFromInline let layers: Span<LayerSpan>

    @inlinable @inline(__always) @_lifetime(copy packet)
    package init(_ packet: borrowing PacketView) {
        bytes = packet.octets
        layers = packet.layers
    }

    /// The octets of a node that its type would describe, as far as its layer has them.
    @_lifetime(copy self)
    fileprivate func octets(ofText node: DetailNode, length: Int) -> RawSpan {
        guard node.layer >= 0 else { return bytes.clamped(0, 0) }
        return bytes.clamped(Int(node.start), min(Int(node.start) &+ length, layers[Int(node.layer)].end))
    }
}
