public import Packets

extension TLS {
    /// `TLS ClientHello, SNI example.com`, `TLS ServerHello, Certificate`, `TLS Application Data`, `TLS Alert`.
    ///
    /// Each record that the packet holds whole is named by what it carries, and of the handshake each message. Of a record
    /// that goes on elsewhere no more is said than what its header tells: `Handshake (1000 of 1393 octets)`.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        line.append("TLS ", as: .protocol)
        guard let tls = Layer<TLS>(message) else { return }
        var list = CommaList()
        var version2 = tls.version2Records
        while let record = version2.next() {
            list.next(&line)
            line.text.append("SSLv2 ")
            line.text.append(Version2Message.name(of: record.type.raw) ?? "record")
        }
        var records = tls.records
        var last: ContentType = 0
        while let record = records.next() {
            let type = record.contentType
            // A run of records with data is named once.
            if type != 23 || last != 23 { summarize(record, &list, into: &line) }
            last = type
        }
        summarizeRest(tls, isRun: last == 23, &list, into: &line)
    }

    private static func summarize(
        _ record: borrowing Layer<Record>, _ list: inout CommaList, into line: inout SummaryLine
    ) {
        if record.contentType == 22, let handshake = record.as(HandshakeMessages.self) {
            return summarize(handshake: handshake, &list, into: &line)
        }
        list.next(&line)
        switch record.contentType {
        case 20: line.text.append("ChangeCipherSpec")
        case 21:
            if let alert = record.as(Alert.self) { summarize(alert: alert, into: &line) }
        default: line.text.append(ContentType.name(of: record.contentType.raw) ?? "Record")
        }
    }

    /// What is left behind the whole records: the start of another, or what belongs to one that began before.
    private static func summarizeRest(
        _ tls: borrowing Layer<TLS>, isRun: Bool, _ list: inout CommaList, into line: inout SummaryLine
    ) {
        let rest = tls.octets(of: continuation)
        guard rest.byteCount > 0 || list.isEmpty else { return }
        guard rest.byteCount >= Record.headerLength,
            list.isEmpty ? Record.isPlausible(rest, at: 0) : Record.isKnown(rest, at: 0)
        else {
            list.next(&line)
            return line.text.append("Continuation")
        }
        // The header alone is read: of what it announces there is only a part.
        let header = Layer<Record>(rest, start: 0, parts: LayerParts(Record.headerLength, rest.byteCount))
        if isRun, header.contentType == 23 { return }
        list.next(&line)
        line.text.append(ContentType.name(of: header.contentType.raw) ?? "Record")
        line.text.append(" (")
        line.text.append(decimal: rest.byteCount &- Record.headerLength)
        line.text.append(" of ")
        line.text.append(decimal: header.length)
        line.text.append(" octets)")
    }

    /// RFC 8446 section 6. The words are the RFC's: those of the names, in small letters.
    private static func summarize(alert: borrowing Layer<Alert>, into line: inout SummaryLine) {
        guard alert.parts.count(0) > 0 else { return line.text.append("Encrypted Alert") }
        line.text.append("Alert ")
        line.append(identifier: AlertLevel.name(of: alert.level.raw), or: alert.level.raw)
        line.text.append(" ")
        line.append(identifier: AlertDescription.name(of: alert.description.raw), or: alert.description.raw)
    }

    /// The messages of one record. RFC 8446 section 4.
    private static func summarize(
        handshake: borrowing Layer<HandshakeMessages>, _ list: inout CommaList, into line: inout SummaryLine
    ) {
        var messages = handshake.messages
        while let message = messages.next() {
            list.next(&line)
            line.append(word: HandshakeType.name(of: message.type.raw) ?? "Handshake")
            if message.type == 1, let hello = message.as(ClientHello.self) { summarize(hello: hello, into: &line) }
        }
        if handshake.parts.count(1) > 0 {
            list.next(&line)
            line.text.append("Encrypted Handshake")
        }
        if handshake.parts.count(2) > 0 {
            list.next(&line)
            line.text.append("Handshake Fragment")
        }
    }

    /// The name of the server that a client asks for. RFC 6066 section 3.
    private static func summarize(hello: borrowing Layer<ClientHello>, into line: inout SummaryLine) {
        var extensions = hello.extensions
        while let item = extensions.next() {
            guard item.type == 0, let list = item.as(ServerNames.self) else { continue }
            var names = list.values
            while let name = names.next() {
                guard name.type == 0 else { continue }
                line.text.append(", SNI ")
                line.start(.address)
                line.append(text: name.octets(of: ServerName.text).clamped(0, 255))
                return line.end()
            }
        }
    }
}

/// Puts commas between pieces of a line.
private struct CommaList {
    private(set) var isEmpty = true

    /// Begins the next piece.
    mutating func next(_ line: inout SummaryLine) {
        if !isEmpty { line.text.append(", ") }
        isEmpty = false
    }
}

extension SummaryLine {
    /// A name's words as one: `ClientHello`.
    fileprivate mutating func append(word name: StaticString) {
        name.withUTF8Buffer { letters in
            var begins = true
            for index in letters.indices {
                let letter = unsafe letters[index]
                if letter != UInt8(ascii: " ") {
                    text.append(byte: begins && letter >= UInt8(ascii: "a") ? letter & 0xdf : letter)
                }
                begins = letter == UInt8(ascii: " ")
            }
        }
    }

    /// A name in small letters with `_` between its words: `close_notify`; without one the number.
    fileprivate mutating func append(identifier name: StaticString?, or number: UInt64) {
        guard let name else { return text.append(decimal: number) }
        name.withUTF8Buffer { letters in
            for index in letters.indices {
                let letter = unsafe letters[index]
                let isCapital = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= letter
                text.append(byte: letter == UInt8(ascii: " ") ? UInt8(ascii: "_") : isCapital ? letter | 0x20 : letter)
            }
        }
    }
}
