extension Layer {
    /// The octets of a field.
    @inlinable @inline(__always) @_lifetime(copy self)
    public func octets<V: WireValue>(of field: Field<V>) -> RawSpan {
        let place = field.place(from: start, parts)
        return message.clamped(firstOctet(of: field), (place.bit &+ place.width &+ 7) &>> 3)
    }

    /// The octets of a list, of all its items together.
    @inlinable @inline(__always) @_lifetime(copy self)
    public func octets<Item: Schema>(of list: Repeated<Item>) -> RawSpan { octets(ofPart: list.part) }
}
