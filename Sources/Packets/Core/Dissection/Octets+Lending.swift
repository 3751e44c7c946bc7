extension [UInt8] {
    /// Lends the octets as a span.
    package func lend<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R { unsafe try body(span.bytes) }
}
