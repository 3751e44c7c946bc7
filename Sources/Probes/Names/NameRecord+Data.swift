internal import PacketProtocols
internal import Packets

extension NameRecord {
    /// Reads a record of a message.
    init(_ record: borrowing Layer<DNS.Record>) {
        name = Self.name(record.message, record.start)
        timeToLive = record.timeToLive
        let number = record.class.rawValue
        recordClass = Self.classes[number] ?? "CLASS\(number)"
        type = record.type
        data = Self.data(of: record) ?? Self.unknown(record.octets(ofPart: DNS.recordDataPart))
    }

    private static let classes: [UInt16: String] = [1: "IN", 3: "CH", 4: "HS", 254: "NONE", 255: "ANY"]

    /// The data as its type has them; `nil` for those that are not told of here, and when they do not fit their type.
    private static func data(of record: borrowing Layer<DNS.Record>) -> String? {
        typealias Named = DNS.Named
        let part = DNS.recordDataPart
        let message = record.message
        let from = record.start + record.parts.start(part)
        let end = record.start + record.parts.end(part)
        switch record.type.rawValue {
        case 1:
            guard let data = record.as(DNS.Address.self, part: part) else { return nil }
            return "\(data.address)"
        case 28:
            guard let data = record.as(DNS.Address6.self, part: part) else { return nil }
            return "\(data.address)"
        case 2, 5, 12, 39:
            guard DNSName.end(message, from: from, to: end) != nil else { return nil }
            return name(message, from)
        case 6:
            guard let data = record.as(Named.StartOfAuthority.self, part: part) else { return nil }
            let numbers = [
                data.load(Named.StartOfAuthority.serial), data.load(Named.StartOfAuthority.refresh),
                data.load(Named.StartOfAuthority.retry), data.load(Named.StartOfAuthority.expire),
                data.load(Named.StartOfAuthority.minimum),
            ]
            let names = [name(message, data.start), name(message, data.start + data.parts.start(1))]
            return (names + numbers.map { "\($0)" }).joined(separator: " ")
        case 15:
            guard let data = record.as(Named.MailExchange.self, part: part) else { return nil }
            return "\(data.load(Named.MailExchange.preference)) \(name(message, data.start + data.parts.start(1)))"
        case 33:
            guard let data = record.as(Named.Service.self, part: part) else { return nil }
            let numbers = [
                data.load(Named.Service.priority), data.load(Named.Service.weight), data.load(Named.Service.port),
            ]
            return numbers.map { "\($0) " }.joined() + name(message, data.start + data.parts.start(1))
        case 16: return texts(of: record)
        case 64, 65: return serviceBinding(record)
        default: return nil
        }
    }

    private static func texts(of record: borrowing Layer<DNS.Record>) -> String? {
        guard let data = record.as(DNS.Text.self, part: DNS.recordDataPart) else { return nil }
        var result: [String] = []
        var strings = data.strings
        while let string = strings.next() { result.append(quoted(string.octets(of: DNS.TextString.text))) }
        return strings.isBroken ? nil : result.joined(separator: " ")
    }

    /// RFC 9460 section 2.1
    private static func serviceBinding(_ record: borrowing Layer<DNS.Record>) -> String? {
        typealias Binding = DNS.Named.ServiceBinding
        guard let data = record.as(Binding.self, part: DNS.recordDataPart) else { return nil }
        var result = ["\(data.load(Binding.priority))", name(record.message, data.start + data.parts.start(1))]
        var parameters = data.parameters
        while let parameter = parameters.next() {
            result.append(ServiceParameterText.text(parameter.key.rawValue, parameter.octets(ofPart: 1)))
        }
        return parameters.isBroken ? nil : result.joined(separator: " ")
    }

    /// What no one knows, in octets. RFC 3597 section 5
    private static func unknown(_ octets: RawSpan) -> String {
        let digits = (0..<octets.byteCount).map { index in
            let text = String(octets.octet(index), radix: 16)
            return text.count == 1 ? "0" + text : text
        }
        return "\\# \(octets.byteCount)" + (digits.isEmpty ? "" : " " + digits.joined())
    }

    /// A name with its last dot.
    static func name(_ message: RawSpan, _ from: Int) -> String {
        guard from < message.byteCount, message.octet(from) != 0 else { return "." }
        var text = TextBuffer()
        DNSName.describe(message, from: from, to: message.byteCount, into: &text)
        let name = String(decoding: text)
        return name == "<Root>" ? "." : name + "."
    }

    /// A string of characters in quotation marks. RFC 1035 section 5.1
    static func quoted(_ octets: RawSpan) -> String {
        var text = "\""
        for index in 0..<octets.byteCount {
            let octet = octets.octet(index)
            switch octet {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += "\\" + String(UnicodeScalar(octet))
            case 0x20..<0x7f: text += String(UnicodeScalar(octet))
            default:
                let digits = "\(octet)"
                text += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
            }
        }
        return text + "\""
    }
}
