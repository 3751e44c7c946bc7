public import Packets

/// Hosts as people name them: `10.0.0.1`, `10.0.0.0/24`, `10.0.0.1-20`, `10.0.0.1-10.0.1.20`, `fd00::1`, `fd00::/120`, or a name.
public enum ScanTarget: Sendable, Equatable {
    /// The first and the last of a range, of one family.
    case range(IPAddress, IPAddress)
    case name(String)

    /// How many hosts a scan takes at most: those of an IPv4 network of 65,536.
    public static let limit = 1 << 16

    /// - Throws: what is wrong with the text, and what is taken.
    public init(parsing text: String) throws(ScanInputError) {
        if let mark = text.firstIndex(of: "/") {
            let (head, tail) = (String(text[..<mark]), text[text.index(after: mark)...])
            guard let address = try? IPAddress(parsing: head), let length = Int(tail), tail.allSatisfy(\.isNumber)
            else {
                throw ScanInputError("'\(text)' is no network such as 10.0.0.0/24")
            }
            self = try Self.network(address, length, text)
            return
        }
        if let address = try? IPAddress(parsing: text) {
            self = .range(address, address)
            return
        }
        if let mark = text.firstIndex(of: "-"), let first = try? IPAddress(parsing: String(text[..<mark])) {
            let tail = String(text[text.index(after: mark)...])
            guard let last = Self.last(of: tail, after: first), first <= last, Self.count(first, last) != nil else {
                throw ScanInputError("'\(text)' is no range such as 10.0.0.1-20 or 10.0.0.1-10.0.1.20")
            }
            self = .range(first, last)
            return
        }
        let isName = text.utf8.allSatisfy { octet in
            let character = Character(Unicode.Scalar(octet))
            return character.isASCII && (character.isLetter || character.isNumber || "-._".contains(character))
        }
        guard isName, text.contains(where: \.isLetter), text.first != "-", text.utf8.count <= 253 else {
            throw ScanInputError("'\(text)' is neither an address, nor a network, nor a range, nor a name")
        }
        self = .name(text)
    }

    private static func network(_ address: IPAddress, _ length: Int, _ text: String) throws(ScanInputError)
        -> ScanTarget
    {
        switch address {
        case .v4(let address):
            guard (0...32).contains(length) else {
                throw ScanInputError("'\(text)': IPv4 has prefixes of 0 to 32 bits")
            }
            let prefix = IPv4Prefix(address, length: length)
            // The network's own address and that of all are no hosts'. RFC 3021 section 2.2
            let hosts = length < 31
            let first = prefix.address.rawValue &+ (hosts ? 1 : 0)
            let last = prefix.last.rawValue &- (hosts ? 1 : 0)
            return .range(.v4(IPv4Address(rawValue: first)), .v4(IPv4Address(rawValue: last)))
        case .v6(let address):
            guard (0...128).contains(length) else {
                throw ScanInputError("'\(text)': IPv6 has prefixes of 0 to 128 bits")
            }
            let prefix = IPv6Prefix(address, length: length)
            return .range(.v6(prefix.address), .v6(prefix.last))
        }
    }

    /// The end of a range: a whole address, or what takes the place of the first one's last octet.
    private static func last(of text: String, after first: IPAddress) -> IPAddress? {
        if let address = try? IPAddress(parsing: text) { return address }
        guard case .v4(let first) = first, let octet = UInt8(text), text.allSatisfy(\.isNumber) else { return nil }
        return .v4(IPv4Address(rawValue: first.rawValue & 0xffff_ff00 | UInt32(octet)))
    }

    /// How many addresses there are from one to another; `nil` where they differ in their families, or there are too many to count.
    static func count(_ first: IPAddress, _ last: IPAddress) -> Int? {
        switch (first, last) {
        case (.v4(let first), .v4(let last)):
            guard first <= last else { return nil }
            return Int(last.rawValue - first.rawValue) + 1
        case (.v6(let first), .v6(let last)):
            guard first <= last, first.high == last.high else { return nil }
            return Int(clamping: (last.low - first.low).addingReportingOverflow(1).partialValue)
        default: return nil
        }
    }

    /// The addresses of several, each once, in the order in which they were named.
    ///
    /// - Parameter resolve: gives the addresses of a name.
    /// - Throws: `ScanInputError` where there are more than `limit`, and what `resolve` throws.
    public static func addresses(of targets: [ScanTarget], resolve: (String) throws -> [IPAddress]) throws
        -> [IPAddress]
    {
        var seen: Set<IPAddress> = []
        var addresses: [IPAddress] = []
        for target in targets {
            switch target {
            case .name(let name):
                for address in try resolve(name) where seen.insert(address).inserted { addresses.append(address) }
            case .range(let first, let last):
                guard let count = count(first, last), count > 0, count <= limit - addresses.count else {
                    throw ScanInputError(
                        "more than \(limit) hosts are too many for one scan: name fewer of \(first) to \(last)")
                }
                for offset in 0..<count {
                    let address = first.advanced(by: offset)
                    if seen.insert(address).inserted { addresses.append(address) }
                }
            }
        }
        return addresses
    }
}

extension IPAddress {
    /// The address so many behind it.
    fileprivate func advanced(by count: Int) -> IPAddress {
        switch self {
        case .v4(let address): .v4(IPv4Address(rawValue: address.rawValue &+ UInt32(truncatingIfNeeded: count)))
        case .v6(let address):
            .v6(IPv6Address(high: address.high, low: address.low &+ UInt64(truncatingIfNeeded: count)))
        }
    }
}

/// What a scan was asked for is not what can be scanned.
public struct ScanInputError: Error, Sendable, CustomStringConvertible {
    public let description: String
    init(_ description: String) { self.description = description }
}

/// Ports as people list them: `22,80,8000-8100`, `-` for all, in the order in which they were named.
public struct PortList: Sendable, Equatable {
    public let ports: [UInt16]

    /// - Parameter service: gives the ports that a name stands for.
    /// - Throws: what is wrong with the text.
    public init(parsing text: String, service: (String) -> [UInt16] = { _ in [] }) throws(ScanInputError) {
        var seen = [Bool](repeating: false, count: 65_536)
        var ports: [UInt16] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            for port in try Self.range(part, service) where !seen[Int(port)] {
                seen[Int(port)] = true
                ports.append(port)
            }
        }
        self.ports = ports
    }

    private static func range(
        _ text: Substring, _ service: (String) -> [UInt16]
    ) throws(ScanInputError) -> [UInt16] {
        if let port = number(text) { return [port] }
        let named = service(String(text))
        if !named.isEmpty { return named }
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2, let first = ends[0].isEmpty ? 1 : number(ends[0]),
            let last = ends[1].isEmpty ? 65_535 : number(ends[1]), first <= last
        else { throw ScanInputError("'\(text)' is neither a port, nor a range such as 8000-8100, nor a service") }
        return Array(first...last)
    }

    private static func number(_ text: Substring) -> UInt16? {
        guard text.allSatisfy({ $0.isASCII && $0.isNumber }), let port = UInt16(text) else { return nil }
        return port
    }

    /// Those up to 1024, and where else services of TCP are found most.
    public static let usualTCP: [UInt16] =
        Array(1...1024) + [
            1080, 1194, 1433, 1521, 1723, 1883, 2049, 2181, 2375, 2376, 3000, 3128, 3306, 3389, 4369, 4443, 5000, 5060,
            5222, 5432,
            5671, 5672, 5900, 5984, 6379, 6443, 6667, 7000, 8000, 8008, 8080, 8081, 8086, 8443, 8888, 9000, 9042, 9090,
            9092, 9100,
            9200, 9418, 10_000, 11_211, 15_672, 25_565, 27_017,
        ]
    /// Where services of UDP are found most: each closed port may take a second.
    public static let usualUDP: [UInt16] = [
        7, 9, 13, 17, 19, 37, 53, 67, 68, 69, 88, 111, 123, 137, 138, 161, 162, 389, 443, 500, 514, 520, 623, 1194,
        1434, 1645, 1812,
        1900, 3478, 4500, 5060, 5353, 5355, 51_820,
    ]
}
