/// A layer or an item as it lies in octets that may be changed: its fields are written in place, by the names that its
/// schema declares, at the cost of a store by hand.
///
///     var ip = MutableLayer<IPv4>(&bytes, at: 14)
///     ip.timeToLive -= 1
///
/// Nothing follows a change: lengths and checksums are for whoever changes what they cover. A field of the first part
/// lies where its declaration says, whatever the octets hold; where a later part lies is measured at each access. What
/// lies outside of the octets reads as zero, and is not written.
@dynamicMemberLookup
public struct MutableLayer<P: Schema>: ~Copyable, ~Escapable {
    /// The octets of the protocol that this layer or item belongs to.
    @usableFromInline var bytes: MutableRawSpan
    /// Where the layer or item starts in them.
    public let start: Int

    /// Lends octets, which hold the layer from `start` on.
    @inlinable @inline(__always) @_lifetime(&bytes)
    public init(_ bytes: inout MutableRawSpan, at start: Int = 0) {
        self.bytes = bytes._mutatingExtracting(...)
        // Past the end there is nothing to write; bits are never counted from where they would wrap.
        self.start = start < 0 || start > self.bytes.byteCount ? self.bytes.byteCount : start
    }

    @inlinable
    public subscript<V: WireValue>(dynamicMember path: KeyPath<P.Type, Field<V>>) -> V {
        @_transparent get { load(P.self[keyPath: path]) }
        @_transparent set { store(newValue, P.self[keyPath: path]) }
    }

    @_transparent
    public func load<V: WireValue>(_ field: Field<V>) -> V { V.read(bytes.bytes, place(of: field)) }

    @inlinable @inline(__always) @_lifetime(self: copy self)
    public mutating func store<V: WireValue>(_ value: V, _ field: Field<V>) {
        value.write(place(of: field), into: &bytes)
    }

    @inlinable @inline(__always)
    func place<V: WireValue>(of field: Field<V>) -> FieldPlace {
        guard field.part == 0, field.width != 0 else { return measuredPlace(of: field) }
        return FieldPlace(bit: start &* 8 &+ field.bit, width: field.width, scale: field.scale, order: field.order)
    }

    /// Nowhere when the octets do not hold the layer.
    @usableFromInline
    func measuredPlace<V: WireValue>(of field: Field<V>) -> FieldPlace {
        guard start >= 0, let parts = P.measure(bytes.bytes, from: start, to: bytes.byteCount) else {
            return FieldPlace(bit: -8, width: 0)
        }
        let place = field.place(from: start, parts)
        // A field that is not there, such as one that another variant has, lies past its part.
        guard field.bit + place.width <= parts.count(field.part) * 8 else { return FieldPlace(bit: -8, width: 0) }
        return place
    }
}
