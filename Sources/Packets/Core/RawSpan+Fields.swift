extension RawSpan {
    /// The value of a field in the first part of a layer or item that starts at `start`, whatever else the octets hold:
    /// also of a header whose own length is wrong. What lies outside of the octets reads as zero or as empty.
    @inlinable @inline(__always)
    public func value<V: WireValue>(of field: Field<V>, at start: Int = 0) -> V {
        guard field.part == 0, start >= 0, start <= byteCount else {
            return V.read(self, FieldPlace(bit: -8, width: 0))
        }
        return V.read(
            self, FieldPlace(bit: start &* 8 &+ field.bit, width: field.width, scale: field.scale, order: field.order))
    }
}
