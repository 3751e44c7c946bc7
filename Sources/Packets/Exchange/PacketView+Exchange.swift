/// What answers what.
extension PacketView {
    /// The keys under which this packet, once sent, waits for its answers: replies, and the errors that quote it.
    public var questionKeys: ExchangeKeys {
        var keys = ExchangeKeys()
        var digest = ExchangeDigest(.question)
        for index in 0..<layers.count {
            let layer = layers[index]
            if layer.isQuoted || layer.isBroken { break }
            layer.type.match(message(index), into: &digest)
        }
        let (reply, other) = digest.keys
        keys.add(reply)
        keys.add(other)
        keys.asksGroup = digest.asksGroup
        // An error may quote what any of a tunnel's IP headers begins; the outermost is the likeliest.
        for index in 0..<layers.count {
            let layer = layers[index]
            if layer.isQuoted || layer.isBroken { break }
            keys.add(quoteKey(at: index, tags: digest.tags))
        }
        return keys
    }

    /// The keys of the question that this packet answers, if it is an answer.
    public var answerKeys: ExchangeKeys {
        var keys = ExchangeKeys()
        var digest = ExchangeDigest(.answer)
        for index in 0..<layers.count {
            let layer = layers[index]
            if layer.isQuoted {
                if !digest.isRefused { keys.add(quoteKey(at: index, tags: digest.tags)) }
                return keys
            }
            if layer.isBroken { break }
            layer.type.match(message(index), into: &digest)
            if digest.isRefused { return keys }
        }
        let (question, other) = digest.keys
        keys.add(question)
        keys.add(other)
        return keys
    }

    /// What an error message quotes of the packet that begins at the layer `first`: the IP header and at least the eight
    /// octets behind it (RFC 792), or all that fits (RFC 4443 section 2.4). `nil` where no network header is.
    ///
    /// - Parameter tags: the VLANs of the frame that the packet, or the message that quotes it, came in.
    private func quoteKey(at first: Int, tags: UInt64) -> ExchangeKey? {
        let octets = message(first)
        // Apart from the keys of replies.
        var digest = ExchangeDigest(.question)
        digest.add(UInt8(1))
        digest.add(tags)
        guard layers[first].role.contains(.network), let header = layers[first].type.networkHeader(octets) else {
            return nil
        }
        digest.add(header.source)
        digest.add(header.destination)
        digest.add(layers[first].type.quotedIdentity(octets))
        var last = first
        while last + 1 < layers.count, layers[last + 1].role.contains(.networkExtension) { last += 1 }
        let start = layers[last].payloadStart
        let end = layers[last].end
        digest.add(bytes.bits(start * 8, min((end - start) * 8, UInt64.bitWidth)))
        return digest.keys.0
    }
}
