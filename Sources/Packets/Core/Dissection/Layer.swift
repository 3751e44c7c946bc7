/// A layer or an item as it lies in a packet: a view over the octets that copies and allocates nothing.
///
/// `layer.destinationPort` reads the field that its schema declares as `destinationPort`. Offsets count from the start
/// of `message`, which is the protocol's own octets, so that compressed names and the like resolve.
@dynamicMemberLookup
public struct Layer<P: Schema>: ~Escapable, BitwiseCopyable {
    /// The octets of the protocol that this layer or item belongs to.
    public let message: RawSpan
    /// Where the layer or item starts in `message`.
    public let start: Int
    public let parts: LayerParts

    /// Views the octets `from..<to` of `message`; `nil` when they do not hold what the schema describes.
    @inlinable @inline(__always) @_lifetime(copy message)
    public init?(_ message: RawSpan, from: Int, to: Int) {
        guard let parts = P.measure(message, from: from, to: to) else { return nil }
        self.init(message, start: from, parts: parts)
    }

    @inlinable @inline(__always) @_lifetime(copy message)
    public init?(_ message: RawSpan) { self.init(message, from: 0, to: message.byteCount) }

    /// Views the first `count` octets of `message`, of which the fields of the first part lie in, and measures nothing:
    /// for who has seen that the layer is whole, and reads little of it. `nil` when there are fewer.
    @inlinable @inline(__always) @_lifetime(copy message)
    init?(fixed message: RawSpan, count: Int) {
        guard message.byteCount >= count else { return nil }
        self.init(message, start: 0, parts: LayerParts(count))
    }

    @_transparent @usableFromInline @_lifetime(copy message)
    package init(_ message: RawSpan, start: Int, parts: LayerParts) {
        self.message = message
        self.start = start
        self.parts = parts
    }

    @inlinable
    public subscript<V: WireValue>(dynamicMember path: KeyPath<P.Type, Field<V>>) -> V {
        @_transparent get { load(P.self[keyPath: path]) }
    }

    @inlinable
    public subscript<Item: Schema>(dynamicMember path: KeyPath<P.Type, Repeated<Item>>) -> Items<Item> {
        @_lifetime(copy self) @_transparent get { items(P.self[keyPath: path]) }
    }

    @_transparent
    public func load<V: WireValue>(_ field: Field<V>) -> V { V.read(message, field.place(from: start, parts)) }

    /// Where the octets of a field start, counted from the start of `message`.
    @inlinable @inline(__always)
    public func firstOctet<V: WireValue>(of field: Field<V>) -> Int { field.place(from: start, parts).bit &>> 3 }

    @inlinable @inline(__always) @_lifetime(copy self)
    func items<Item: Schema>(_ field: Repeated<Item>) -> Items<Item> {
        Items(message, from: start &+ parts.start(field.part), to: start &+ parts.end(field.part))
    }

    /// The octets of one part.
    @inlinable @inline(__always) @_lifetime(copy self)
    public func octets(ofPart part: Int) -> RawSpan {
        message.clamped(start &+ parts.start(part), start &+ parts.end(part))
    }

    /// What follows the layer in its message: the payload.
    @inlinable @inline(__always)
    public var payload: RawSpan {
        @_lifetime(copy self) get { message.clamped(start &+ parts.total, message.byteCount) }
    }

    /// The same octets seen as another schema that lies over one part of this one; `nil` when they do not hold it.
    @inlinable @inline(__always) @_lifetime(copy self)
    public func `as`<Q: Schema>(_: Q.Type, part: Int = 1) -> Layer<Q>? {
        Layer<Q>(message, from: start &+ parts.start(part), to: start &+ parts.end(part))
    }
}

/// The items of a repeated part, read one after the other: `while let option = options.next()`.
///
/// Ends at the part's end, or at the first item that the octets do not hold; then `isBroken` says so.
public struct Items<Item: Schema>: ~Escapable {
    public let message: RawSpan
    /// Where the next item starts.
    public var offset: Int
    public let end: Int

    @inlinable @inline(__always) @_lifetime(copy message)
    init(_ message: RawSpan, from: Int, to: Int) {
        self.message = message
        offset = from
        end = to
    }

    /// Whether octets are left that no item describes.
    @inlinable public var isBroken: Bool { offset < end && Item.measure(message, from: offset, to: end) == nil }

    @inlinable @inline(__always) @_lifetime(copy self)
    public mutating func next() -> Layer<Item>? {
        guard offset < end, let item = Layer<Item>(message, from: offset, to: end), item.parts.total > 0 else {
            return nil
        }
        offset = offset &+ item.parts.total
        return item
    }
}
