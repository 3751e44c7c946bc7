/// What who sends the packets adds to what the expression says.
extension ForgeSequence {
    /// Gives a field of a piece a value in every packet, where the expression gives it none.
    ///
    /// - Parameter key: the field's name without its layer's: `src`.
    /// - Throws: `ForgeError` when the piece has no such field, or the value does not fit.
    public mutating func fill(_ key: String, ofPiece index: Int, with text: String) throws(ForgeError) {
        guard !gives(key, ofPiece: index), case .layer(var header, let trailer) = base.pieces[index] else { return }
        try header.make("\(header.schema.prefix).\(key)", text, at: 0..<0, 0..<0)
        base.pieces[index] = .layer(header, trailer: trailer)
    }

    /// How long an answer may take by the protocols that the packets are made of, where one says so.
    public var answerTime: Duration? {
        base.pieces.compactMap { piece -> Duration? in
            guard case .layer(let header, _) = piece else { return nil }
            return (header.schema as? any PacketProtocol.Type)?.answerTime
        }.max()
    }
}
