extension String {
    /// The text with what a terminal would act on made visible, for messages that hold names which others chose: see
    /// ``TextBuffer/append(textEscaping:)-(RawSpan)``.
    package var withVisibleControls: String {
        var text = TextBuffer(capacity: utf8.count)
        let octets = Array(utf8)
        unsafe text.append(textEscaping: octets.span.bytes)
        return String(decoding: text)
    }
}
