extension IGMP {
    /// `igmp query v3 239.1.2.3`, `igmp v2 report 239.1.2.3`, `igmp leave 239.1.2.3`,
    /// `igmp v3 report, 1 group record, 239.1.2.3 to_ex { }`.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let igmp = Layer<IGMP>(message) else { return }
        line.append("igmp ", as: .protocol)
        switch igmp.type {
        case 0x11:
            guard let query = igmp.as(Query.self) else { break }
            line.text.append(query.parts.count(1) > 0 ? "query v3" : igmp.responseCode == 0 ? "query v1" : "query v2")
            if query.group.rawValue != 0 { line.append(group: query.group) }
        case 0x12, 0x16, 0x17:
            line.text.append(igmp.type == 0x12 ? "v1 report" : igmp.type == 0x16 ? "v2 report" : "leave")
            if let membership = igmp.as(Membership.self) { line.append(group: membership.group) }
        case 0x22:
            guard let report = igmp.as(Report.self) else { break }
            line.text.append("v3 report, ")
            line.text.append(decimal: report.recordCount)
            line.text.append(report.recordCount == 1 ? " group record" : " group records")
            var records = report.records
            while let record = records.next() {
                line.text.append(",")
                line.append(group: record.group)
                line.text.append(character: " ")
                line.append(name: word(for: record.type), "type-", record.type.rawValue)
                guard record.sourceCount > 0 else { continue }
                line.text.append(" {")
                var sources = record.sources
                while let source = sources.next() { line.append(group: source.value) }
                line.text.append(" }")
            }
        default: line.append(name: Kind.name(of: igmp.type.raw), "type-", igmp.type.rawValue)
        }
        if packet.isWhole, InternetChecksum.of(message) != 0 { line.markChecksum("igmp", igmp.checksum) }
    }

    /// tcpdump's words.
    private static func word(for type: RecordType) -> StaticString? {
        switch type {
        case 1: "is_in"
        case 2: "is_ex"
        case 3: "to_in"
        case 4: "to_ex"
        case 5: "allow"
        case 6: "block"
        default: nil
        }
    }
}

extension SummaryLine {
    fileprivate mutating func append(group: IPv4Address) {
        text.append(character: " ")
        append(group)
    }
}
