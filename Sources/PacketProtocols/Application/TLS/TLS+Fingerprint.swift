import Packets

/// What hellos say of the software that sent them.
extension Layer where P == TLS.ClientHello {
    /// Version, cipher suites, extensions, groups and point formats as decimal numbers, without those that mean nothing.
    /// Their number is bounded by the message's length.
    var fingerprint: String {
        var text = TextBuffer()
        text.append(decimal: UInt64(self.version.rawValue))
        text.append(character: ",")
        var isFirst = true
        func add(_ number: UInt16) {
            guard !TLS.isReserved(number) else { return }
            if !isFirst { text.append(character: "-") }
            text.append(decimal: UInt64(number))
            isFirst = false
        }
        var suites = self.cipherSuites
        while let suite = suites.next() { add(suite.value.rawValue) }
        text.append(character: ",")
        isFirst = true
        var groups = 0..<0
        var formats = 0..<0
        var items = self.extensions
        while let item = items.next() {
            add(item.type.rawValue)
            let body = item.start &+ 4
            let end = item.start &+ item.parts.total
            switch item.type {
            case 10: groups = min(body &+ 2, end)..<TLS.vectorEnd(message, body, 2, end)
            case 11: formats = min(body &+ 1, end)..<TLS.vectorEnd(message, body, 1, end)
            default: break
            }
        }
        text.append(character: ",")
        isFirst = true
        var at = groups.lowerBound
        while at &+ 2 <= groups.upperBound {
            add(message.word(at))
            at &+= 2
        }
        text.append(character: ",")
        isFirst = true
        for offset in formats { add(UInt16(message.octet(offset))) }
        return String(decoding: text)
    }
}

extension Layer where P == TLS.ServerHello {
    /// Version, cipher suite and extensions as decimal numbers.
    var fingerprint: String {
        var text = TextBuffer()
        text.append(decimal: UInt64(self.version.rawValue))
        text.append(character: ",")
        text.append(decimal: UInt64(self.cipherSuite.rawValue))
        text.append(character: ",")
        var isFirst = true
        var items = self.extensions
        while let item = items.next() {
            guard !TLS.isReserved(item.type.rawValue) else { continue }
            if !isFirst { text.append(character: "-") }
            text.append(decimal: UInt64(item.type.rawValue))
            isFirst = false
        }
        return String(decoding: text)
    }

    /// The version that the server chose: TLS 1.3 is named in an extension.
    var chosenVersion: TLS.Version {
        var items = self.extensions
        while let item = items.next() {
            if item.type == 43, item.length == 2, let chosen = item.as(TLS.ChosenVersion.self) { return chosen.version }
        }
        return self.version
    }

    var isVersion13: Bool { chosenVersion.isVersion13 }
}

extension TLS {
    /// Whether a number means nothing and is only there so that servers learn to bear unknown ones (GREASE). RFC 8701.
    static func isReserved(_ number: UInt16) -> Bool { number & 0x0f0f == 0x0a0a && number >> 8 == number & 0xff }
}
