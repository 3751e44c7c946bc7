public import Packets

extension DNSFormat {
    /// `12345+ A? example.com. (29)`, `12345 1/0/0 A 192.0.2.1 (45)`.
    ///
    /// After the identifier: `*` an authoritative answer, `-` no recursion available, `|` truncated, `$` authentic data;
    /// in a query `+` recursion desired, `%` checking disabled.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        let start = packet.layers[packet.index].start
        guard let dns = Layer<Self>(message) else { return }
        let flags = dns.flags
        line.text.append(decimal: dns.identifier)
        if flags & 0x7800 != 0 {
            line.text.append(byte: 0x20)
            line.text.append(operationName(UInt8(truncatingIfNeeded: flags &>> 11 & 15)))
        }
        if dns.isResponse {
            let code = UInt8(truncatingIfNeeded: flags & 15)
            if code != 0 {
                line.text.append(byte: 0x20)
                line.text.append(codeName(code))
            }
            if flags & 0x0400 != 0 { line.text.append(byte: 0x2a) }
            if flags & 0x0080 == 0 { line.text.append(byte: 0x2d) }
            if flags & 0x0200 != 0 { line.text.append(byte: 0x7c) }
            if flags & 0x0020 != 0 { line.text.append(byte: 0x24) }
            if dns.questionCount != 1 { line.append(count: dns.questionCount, "q]") }
            line.text.append(byte: 0x20)
            line.text.append(decimal: dns.answerCount)
            line.text.append(byte: 0x2f)
            line.text.append(decimal: dns.authorityCount)
            line.text.append(byte: 0x2f)
            line.text.append(decimal: dns.additionalCount)
            summarize(answers: dns, start, into: &line)
        } else {
            if flags & 0x0100 != 0 { line.text.append(byte: 0x2b) }
            if flags & 0x0010 != 0 { line.text.append(byte: 0x25) }
            if dns.questionCount != 1 { line.append(count: dns.questionCount, "q]") }
            if dns.answerCount != 0 { line.append(count: dns.answerCount, "a]") }
            if dns.authorityCount != 0 { line.append(count: dns.authorityCount, "n]") }
            if dns.additionalCount != 0 { line.append(count: dns.additionalCount, "au]") }
            summarize(questions: dns, start, into: &line)
        }
        line.text.append(" (")
        line.text.append(decimal: packet.wireEnd(packet.index) &- start)
        line.text.append(byte: 0x29)
    }

    private static func summarize(questions dns: borrowing Layer<Self>, _ start: Int, into line: inout SummaryLine) {
        var questions = dns.questions
        var left = dns.questionCount
        while left > 0, let question = questions.next() {
            line.text.append(byte: 0x20)
            line.start(.protocol)
            line.text.append(recordType: question.type)
            line.end()
            if question.class.rawValue & 0x7fff != 1 {
                line.text.append(byte: 0x20)
                line.text.append(recordClass: question.class.rawValue & 0x7fff)
            }
            line.text.append("? ")
            line.text.append(dnsName: Name.self, dns.message, from: question.start)
            left &-= 1
        }
        if left > 0 { line.mark("dns.qry", at: start &+ questions.offset, "a question does not fit") }
    }

    private static func summarize(answers dns: borrowing Layer<Self>, _ start: Int, into line: inout SummaryLine) {
        var answers = dns.answers
        var left = dns.answerCount
        while left > 0, let record = answers.next() {
            line.text.append(byte: 0x20)
            line.start(.protocol)
            line.text.append(recordType: record.type)
            line.end()
            summarize(data: record, into: &line)
            left &-= 1
            if left > 0 { line.text.append(byte: 0x2c) }
        }
        if left > 0 { line.mark("dns.resp", at: start &+ answers.offset, "a record does not fit") }
    }

    private static func summarize(data record: borrowing Layer<Record>, into line: inout SummaryLine) {
        let message = record.message
        let from = record.start &+ record.parts.start(2)
        let count = record.parts.count(2)
        switch (record.type.rawValue, count) {
        case (1, 4):
            line.text.append(byte: 0x20)
            line.append(IPv4Address(rawValue: message.long(from)))
        case (28, 16):
            line.text.append(byte: 0x20)
            line.append(IPv6Address(high: message.quad(from), low: message.quad(from &+ 8)))
        case (2, 1...), (5, 1...), (12, 1...), (39, 1...):
            line.text.append(byte: 0x20)
            line.text.append(dnsName: Name.self, message, from: from)
        case (6, 1...):
            line.text.append(byte: 0x20)
            line.text.append(dnsName: Name.self, message, from: from)
        case (15, 3...):
            line.text.append(byte: 0x20)
            line.text.append(dnsName: Name.self, message, from: from &+ 2)
            line.text.append(byte: 0x20)
            line.text.append(decimal: message.word(from))
        case (33, 7...):
            line.text.append(byte: 0x20)
            line.text.append(dnsName: Name.self, message, from: from &+ 6)
            line.text.append(byte: 0x3a)
            line.text.append(decimal: message.word(from &+ 4))
            line.text.append(byte: 0x20)
            line.text.append(decimal: message.word(from))
            line.text.append(byte: 0x20)
            line.text.append(decimal: message.word(from &+ 2))
        case (16, 1...):
            var at = from
            while at < from &+ count {
                let length = Int(message.octet(at))
                line.text.append(" \"")
                line.text.append(printable: message.clamped(at &+ 1, min(at &+ 1 &+ length, from &+ count)))
                line.text.append(byte: 0x22)
                at &+= 1 &+ length
            }
        default: break
        }
    }

    /// RFC 6895 section 2.2, in tcpdump's words.
    private static func operationName(_ operation: UInt8) -> StaticString {
        switch operation {
        case 1: "inv_q"
        case 2: "stat"
        case 4: "notify"
        case 5: "update"
        case 6: "dso"
        default: "op?"
        }
    }

    /// RFC 6895 section 2.3, in tcpdump's words.
    private static func codeName(_ code: UInt8) -> StaticString {
        switch code {
        case 1: "FormErr"
        case 2: "ServFail"
        case 3: "NXDomain"
        case 4: "NotImp"
        case 5: "Refused"
        case 6: "YXDomain"
        case 7: "YXRRSet"
        case 8: "NXRRSet"
        case 9: "NotAuth"
        case 10: "NotZone"
        default: "Resp?"
        }
    }

    public static func describe(
        _ layer: borrowing Layer<Self>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        text.append(title)
        text.append(" (")
        text.append(layer.isResponse ? "response)" : "query)")
    }
}

extension SummaryLine {
    /// ` [2q]`.
    fileprivate mutating func append(count: UInt16, _ what: StaticString) {
        text.append(" [")
        text.append(decimal: count)
        text.append(what)
    }
}

extension TextBuffer {
    /// `AAAA`, or `Type65280`.
    mutating func append(recordType type: DNS.RecordType) {
        if let name = DNS.RecordType.name(of: type.raw) { return append(name) }
        append("Type")
        append(decimal: type.rawValue)
    }

    mutating func append(recordClass number: UInt16) {
        if let name = DNS.RecordClass.name(of: UInt64(number)) { return append(name) }
        append("Class")
        append(decimal: number)
    }

    /// A name with its last dot; what a terminal would act on is escaped.
    mutating func append<Name: DomainName>(dnsName _: Name.Type, _ message: RawSpan, from: Int) {
        guard message.octet(from) != 0 else { return append(byte: 0x2e) }
        let start = count
        Name.describe(message, from: from, to: message.byteCount, into: &self)
        append(byte: 0x2e)
        escapePrintable(from: start)
    }
}

extension DNSQuestionFormat {
    /// `www.example.com: type A, class IN`.
    public static func describe(
        _ layer: borrowing Layer<Self>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        text.append(dnsHeading: Name.self, layer.message, layer.start, layer.type, layer.class.rawValue)
    }
}

extension DNSRecordFormat {
    /// `www.example.com: type A, class IN, addr 192.0.2.1`.
    public static func describe(
        _ layer: borrowing Layer<Self>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        let type = layer.type
        text.append(dnsHeading: Name.self, layer.message, layer.start, type, layer.class.rawValue)
        let message = layer.message
        let from = layer.start + layer.parts.start(2)
        switch (type.rawValue, layer.parts.count(2)) {
        case (1, 4):
            text.append(", addr ")
            text.append(IPv4Address(rawValue: message.long(from)))
        case (28, 16):
            text.append(", addr ")
            text.append(IPv6Address(high: message.quad(from), low: message.quad(from + 8)))
        case (2, 1...): text.append(dnsTarget: Name.self, message, from, ", ns ")
        case (5, 1...): text.append(dnsTarget: Name.self, message, from, ", cname ")
        case (6, 1...): text.append(dnsTarget: Name.self, message, from, ", mname ")
        case (15, 3...):
            text.append(", preference ")
            text.append(decimal: message.word(from))
            text.append(dnsTarget: Name.self, message, from + 2, ", mx ")
        default: if type.rawValue == 12 { text.append(dnsTarget: Name.self, message, from, ", ") }
        }
    }
}

extension TextBuffer {
    fileprivate mutating func append<Name: DomainName>(
        dnsTarget _: Name.Type, _ message: RawSpan, _ from: Int, _ what: StaticString
    ) {
        append(what)
        append(bareName: Name.self, message, from)
    }

    private mutating func append<Name: DomainName>(bareName _: Name.Type, _ message: RawSpan, _ from: Int) {
        let start = count
        Name.describe(message, from: from, to: message.byteCount, into: &self)
        escapePrintable(from: start)
    }

    fileprivate mutating func append<Name: DomainName>(
        dnsHeading _: Name.Type, _ message: RawSpan, _ from: Int, _ type: DNS.RecordType, _ recordClass: UInt16
    ) {
        append(bareName: Name.self, message, from)
        append(": type ")
        append(recordType: type)
        if type.rawValue == 41 { return }
        append(", class ")
        append(recordClass: recordClass & 0x7fff)
    }
}
