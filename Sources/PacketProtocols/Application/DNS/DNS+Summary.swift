public import Packets

extension DNSFormat {
    /// `12345+ A? example.com. (29)`, `12345 1/0/0 A 192.0.2.1 (45)`.
    ///
    /// After the identifier: `*` an authoritative answer, `-` no recursion available, `|` truncated, `$` authentic data;
    /// in a query `+` recursion desired, `%` checking disabled.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let dns = Layer<Self>(message) else { return }
        line.text.append(decimal: dns.identifier)
        if dns.operation != 0 {
            line.text.append(character: " ")
            line.text.append(word(for: dns.operation))
        }
        if dns.isResponse {
            if dns.responseCode != 0 {
                line.text.append(character: " ")
                line.text.append(word(for: dns.responseCode))
            }
            if dns.isAuthoritative { line.text.append(character: "*") }
            if !dns.recursionAvailable { line.text.append(character: "-") }
            if dns.isTruncated { line.text.append(character: "|") }
            if dns.isAuthenticated { line.text.append(character: "$") }
            if dns.questionCount != 1 { line.append(count: dns.questionCount, "q]") }
            line.text.append(character: " ")
            line.text.append(decimal: dns.answerCount)
            line.text.append(character: "/")
            line.text.append(decimal: dns.authorityCount)
            line.text.append(character: "/")
            line.text.append(decimal: dns.additionalCount)
            summarize(answers: dns, packet, into: &line)
        } else {
            if dns.recursionDesired { line.text.append(character: "+") }
            if dns.checkingDisabled { line.text.append(character: "%") }
            if dns.questionCount != 1 { line.append(count: dns.questionCount, "q]") }
            if dns.answerCount != 0 { line.append(count: dns.answerCount, "a]") }
            if dns.authorityCount != 0 { line.append(count: dns.authorityCount, "n]") }
            if dns.additionalCount != 0 { line.append(count: dns.additionalCount, "au]") }
            summarize(questions: dns, packet, into: &line)
        }
        if dns.authorityCount != 0 { line.check(dns.authorities, dns.authorityCount, packet) }
        if dns.additionalCount != 0 { line.check(dns.additionals, dns.additionalCount, packet) }
        line.text.append(" (")
        line.text.append(decimal: packet.wireEnd(packet.index) &- packet.layers[packet.index].start)
        line.text.append(character: ")")
    }

    private static func summarize(
        questions dns: borrowing Layer<Self>, _ packet: borrowing PacketView, into line: inout SummaryLine
    ) {
        var questions = dns.questions
        var left = dns.questionCount
        while left > 0, let question = questions.next() {
            line.text.append(character: " ")
            line.start(.protocol)
            line.text.append(recordType: question.type)
            line.end()
            // Multicast DNS has a flag in the class's first bit.
            let recordClass = question.class.rawValue & 0x7fff
            if recordClass != 1 {
                line.text.append(character: " ")
                line.text.append(recordClass: recordClass)
            }
            line.text.append("? ")
            line.text.append(dnsName: Name.self, dns.message, from: question.start)
            left &-= 1
        }
        if left > 0 { line.markMissing("dns.qry", at: questions.offset, "a question does not fit", in: packet) }
    }

    private static func summarize(
        answers dns: borrowing Layer<Self>, _ packet: borrowing PacketView, into line: inout SummaryLine
    ) {
        var answers = dns.answers
        var left = dns.answerCount
        while left > 0, let record = answers.next() {
            line.text.append(character: " ")
            line.start(.protocol)
            line.text.append(recordType: record.type)
            line.end()
            if !summarize(data: record, into: &line) {
                line.markMissing(
                    "dns.resp", at: record.start &+ record.parts.start(DNS.recordDataPart),
                    "a record's data do not fit",
                    in: packet)
            }
            left &-= 1
            if left > 0 { line.text.append(character: ",") }
        }
        if left > 0 { line.markMissing("dns.resp", at: answers.offset, "a record does not fit", in: packet) }
    }

    /// What the record holds, for the types of which a line says it.
    /// - Returns: whether the record holds what its type needs.
    private static func summarize(data record: borrowing Layer<Record>, into line: inout SummaryLine) -> Bool {
        let message = record.message
        let data = record.octets(ofPart: DNS.recordDataPart)
        // A dynamic update deletes by records without data. RFC 2136 section 2.5.
        if data.byteCount == 0 { return true }
        // The fields of types that are generic over how names are read are loaded without key paths: of those the optimiser of
        // Swift 6.3 makes code that the compiler then does not take.
        switch record.type {
        case 1:
            guard let data = record.as(DNS.Address.self, part: DNS.recordDataPart) else { return false }
            line.text.append(character: " ")
            line.append(data.address)
        case 28:
            guard let data = record.as(DNS.Address6.self, part: DNS.recordDataPart) else { return false }
            line.text.append(character: " ")
            line.append(data.address)
        // One name alone: of a server, an alias, a pointer, a delegation. Or the first of an authority's two.
        case 2, 5, 6, 12, 39:
            let from = record.start &+ record.parts.start(DNS.recordDataPart)
            line.text.append(character: " ")
            line.text.append(dnsName: Name.self, message, from: from)
            return Name.end(message, from: from, to: record.start &+ record.parts.end(DNS.recordDataPart)) != nil
        case 15:
            guard let data = record.as(Named.MailExchange.self, part: DNS.recordDataPart) else { return false }
            line.text.append(character: " ")
            line.text.append(dnsName: Name.self, message, from: data.start &+ data.parts.start(1))
            line.text.append(character: " ")
            line.text.append(decimal: data.load(Named.MailExchange.preference))
        case 33:
            guard let data = record.as(Named.Service.self, part: DNS.recordDataPart) else { return false }
            line.text.append(character: " ")
            line.text.append(dnsName: Name.self, message, from: data.start &+ data.parts.start(1))
            line.text.append(character: ":")
            line.text.append(decimal: data.load(Named.Service.port))
            line.text.append(character: " ")
            line.text.append(decimal: data.load(Named.Service.priority))
            line.text.append(character: " ")
            line.text.append(decimal: data.load(Named.Service.weight))
        case 16:
            guard let data = record.as(DNS.Text.self, part: DNS.recordDataPart) else { return false }
            var strings = data.strings
            while let string = strings.next() {
                line.text.append(" \"")
                line.text.append(printable: string.octets(of: DNS.TextString.text))
                line.text.append(character: "\"")
            }
            return !strings.isBroken
        default: break
        }
        return true
    }

    /// RFC 6895 section 2.2, in tcpdump's words.
    private static func word(for operation: DNS.Operation) -> StaticString {
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
    private static func word(for code: DNS.ResponseCode) -> StaticString {
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

    /// Marks where records end before their number is reached.
    fileprivate mutating func check<Record: DNSRecordFormat>(
        _ records: consuming Items<Record>, _ count: UInt16, _ packet: borrowing PacketView
    ) {
        for _ in 0..<count where records.next() == nil {
            return markMissing("dns.resp", at: records.offset, "a record does not fit", in: packet)
        }
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
        guard message.octet(from) != 0 else { return append(character: ".") }
        let start = count
        Name.describe(message, from: from, to: message.byteCount, into: &self)
        append(character: ".")
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
        let from = layer.start + layer.parts.start(DNS.recordDataPart)
        guard layer.parts.count(DNS.recordDataPart) > 0 else {
            if type == 12 { text.append(dnsTarget: Name.self, message, from, ", ") }
            return
        }
        switch type {
        case 1:
            guard let data = layer.as(DNS.Address.self, part: DNS.recordDataPart),
                data.parts.total == layer.parts.count(DNS.recordDataPart)
            else {
                return
            }
            text.append(", addr ")
            text.append(data.address)
        case 28:
            guard let data = layer.as(DNS.Address6.self, part: DNS.recordDataPart),
                data.parts.total == layer.parts.count(DNS.recordDataPart)
            else {
                return
            }
            text.append(", addr ")
            text.append(data.address)
        case 2: text.append(dnsTarget: Name.self, message, from, ", ns ")
        case 5: text.append(dnsTarget: Name.self, message, from, ", cname ")
        case 6: text.append(dnsTarget: Name.self, message, from, ", mname ")
        case 12: text.append(dnsTarget: Name.self, message, from, ", ")
        case 15:
            guard let data = layer.as(DNSNamed<Name>.MailExchange.self, part: DNS.recordDataPart) else { return }
            text.append(", preference ")
            text.append(decimal: data.load(DNSNamed<Name>.MailExchange.preference))
            text.append(dnsTarget: Name.self, message, data.start + data.parts.start(1), ", mx ")
        default: break
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
        if type == .extensions { return }
        append(", class ")
        append(recordClass: recordClass & 0x7fff)
    }
}
