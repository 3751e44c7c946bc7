extension [UInt8] {
    /// The bytes as a raw span. `Span.bytes` counts as unsafe because of padding, which bytes do not have.
    package var octets: RawSpan {
        @_lifetime(borrow self) get { unsafe span.bytes }
    }
}
