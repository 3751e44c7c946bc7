/// The octets of one layer or item that is being made: fields are set by the names that its schema declares.
///
///     let syn = TCP.with { $0.destinationPort = 80; $0.synchronize = true }
///
/// Setting a field that the forge fills in (a length, a checksum) pins it: it stays as set, however wrong.
@dynamicMemberLookup
public struct Header<P: Schema>: Sendable {
    public var any: AnyHeader

    /// A new header: zero but for what its declarations preset.
    public init() { any = AnyHeader(P.self) }

    /// The octets of a header that exists; `nil` when they do not hold one. Nothing is filled in.
    public init?(octets: [UInt8]) {
        guard let parts = octets.withSpan({ P.measure($0, from: 0, to: $0.byteCount) }) else { return nil }
        any = AnyHeader(schema: P.self, octets: octets, parts: parts, pins: .all)
    }

    @inlinable
    public subscript<V: WireNumber>(dynamicMember path: KeyPath<P.Type, Field<V>>) -> V {
        @_transparent get { load(P.self[keyPath: path]) }
        @_transparent set { store(newValue, P.self[keyPath: path]) }
    }

    public subscript<V: WireValue>(dynamicMember path: KeyPath<P.Type, Field<V>>) -> V {
        get {
            let field = P.self[keyPath: path]
            return any.octets.withSpan { V.read($0, field.place(from: 0, any.parts)) }
        }
        set {
            let field = P.self[keyPath: path]
            if field.width == 0 { return any.replace(part: field.part, with: newValue.encoded) }
            let start = any.parts.start(field.part) + field.bit / 8
            let octets = newValue.encoded.prefix(field.width / 8)
            guard start + octets.count <= any.octets.count else { return }
            any.octets.replaceSubrange(start..<start + octets.count, with: octets)
        }
    }

    /// The items of a part, as headers of their own. Setting them replaces the part.
    public subscript<Item: Schema>(dynamicMember path: KeyPath<P.Type, Repeated<Item>>) -> [Header<Item>] {
        get { items(P.self[keyPath: path].part) }
        set { any.replace(part: P.self[keyPath: path].part, with: newValue.map(\.any)) }
    }

    @inlinable @inline(__always)
    func load<V: WireNumber>(_ field: Field<V>) -> V {
        unsafe V.read(any.octets.span.bytes, field.place(from: 0, any.parts))
    }

    @inlinable @inline(__always)
    mutating func store<V: WireNumber>(_ value: V, _ field: Field<V>) {
        let raw = field.scale == 1 ? value.raw : value.raw / UInt64(field.scale)
        any.set(bit: field.bit, width: field.width, order: field.order, of: field.part, to: raw)
        if field.auto != .none { any.hold(part: field.part, bit: field.bit) }
    }

    private func items<Item: Schema>(_ part: Int) -> [Header<Item>] {
        var result: [Header<Item>] = []
        var offset = any.parts.start(part)
        let end = any.parts.end(part)
        while offset < end {
            let length = any.octets.withSpan { Item.measure($0, from: offset, to: end)?.total ?? 0 }
            guard length > 0, let item = Header<Item>(octets: Array(any.octets[offset..<offset + length])) else {
                break
            }
            result.append(item)
            offset += length
        }
        return result
    }
}

extension Header {
    /// An item that one of its variants fills: `.init(TCP.MaximumSegmentSize.with { $0.size = 1460 })`. Its kind is
    /// the one under which the variant is declared.
    public init<Variant: Schema>(_ variant: Header<Variant>) {
        self.init()
        any.fill(with: variant.any)
    }
}

extension AnyHeader {
    /// Makes a variant's octets the part that variants describe, and sets the kind that chooses it.
    mutating func fill(with variant: AnyHeader) {
        guard let variants = schema.variants else { return }
        let kind = value(of: variants)
        let fitting = variants.choices.filter { $0.schema == variant.schema }
        // A kind that was set stays where several share a schema: HTTPS and SVCB.
        if let choice = fitting.first(where: { $0.raw == kind }) ?? fitting.first {
            set(
                bit: variants.place.bit, width: variants.place.width, order: variants.place.order, of: variants.part,
                to: choice.raw / UInt64(variants.place.scale))
        }
        if case .part(let part) = variants.target { replace(part: part, with: [variant]) }
    }
}

extension Schema {
    /// A new header of this schema, filled by `make`.
    public static func with(_ make: (inout Header<Self>) -> Void) -> Header<Self> {
        var header = Header<Self>()
        make(&header)
        return header
    }
}
