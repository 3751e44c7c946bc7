extension IPv6Address: TextualValue {
    @inlinable public static func == (a: IPv6Address, b: IPv6Address) -> Bool { a.high == b.high && a.low == b.low }

    @inlinable public func hash(into hasher: inout Hasher) {
        hasher.combine(high)
        hasher.combine(low)
    }

    /// Orders by the octets as they stand on the wire.
    @inlinable public static func < (a: IPv6Address, b: IPv6Address) -> Bool {
        a.high != b.high ? a.high < b.high : a.low < b.low
    }

    /// Writes the text of RFC 5952 4: lower case, no leading zeros, `::` for the longest run of two or more zero groups
    /// and the first of equal ones; the last 32 bits dotted where the first 96 are zero or ::ffff:0:0/96 (RFC 5952 5),
    /// as inet_ntop(3) does.
    @inlinable public func appendText(to buffer: inout TextBuffer) { buffer.append(self) }

    /// Reads the forms of RFC 4291 2.2, in either case, with an IPv4 address at the end where there is one.
    /// - Throws: ``AddressError``; a zone (`%eth0`) has a code of its own.
    public init(parsing text: some StringProtocol) throws(AddressError) {
        var scanner = AddressScanner(text, subject: "IPv6 address")
        self = try Self.scan(&scanner)
        try scanner.expectEnd("':' and a group, or the end")
    }

    /// Reads to the end, or to a character after a whole address.
    static func scan(_ scanner: inout AddressScanner, until stop: UInt8? = nil) throws(AddressError) -> IPv6Address {
        let colon = UInt8(ascii: ":")
        /// The groups before `::` and after it; one number each, the last group lowest.
        var head: UInt128 = 0
        var tail: UInt128 = 0
        var headCount = 0
        var tailCount = 0
        var compressed = false

        func ends(_ scanner: AddressScanner) -> Bool { scanner.isAtEnd || scanner.peek() == stop }

        if scanner.peek() == colon {
            guard scanner.peek(1) == colon else {
                throw scanner.error(.unexpectedCharacter, at: 0, "a single ':' begins it; expected '::' or a group")
            }
            compressed = true
            scanner.skip(2)
        }
        while !(compressed && tailCount == 0 && ends(scanner)) {
            let count = headCount + tailCount
            let start = scanner.position
            guard count < 8 else {
                throw scanner.error(.groupCount, at: start, "there are more than eight groups; expected eight")
            }
            var group: UInt64 = 0
            while let digit = scanner.hexDigit() {
                guard scanner.position - start <= 4 else {
                    throw scanner.error(.outOfRange, at: start, "a group has more than four digits; expected 0 to ffff")
                }
                group = group << 4 | digit
            }
            guard scanner.position > start else { throw scanner.unexpected("a group of hexadecimal digits") }
            var width = 1
            if scanner.peek() == UInt8(ascii: ".") {
                guard count <= 6 else {
                    throw scanner.error(.groupCount, at: start, "an IPv4 address takes two groups; one is left")
                }
                scanner.moveBack(to: start)
                group = UInt64((try IPv4Address.scan(&scanner)).rawValue)
                width = 2
            }
            if compressed {
                tail = tail << UInt128(16 * width) | UInt128(group)
                tailCount += width
            } else {
                head = head << UInt128(16 * width) | UInt128(group)
                headCount += width
            }
            if ends(scanner) || width == 2 { break }
            if scanner.peek() == UInt8(ascii: "%") {
                throw scanner.error(
                    .zone, at: scanner.position,
                    "a zone names an interface of a host, which no packet holds; expected the address alone")
            }
            guard scanner.peek() == colon else { throw scanner.unexpected("':' and a group, or the end") }
            scanner.skip()
            if scanner.peek() == colon {
                guard !compressed else {
                    throw scanner.error(
                        .compression, at: scanner.position - 1, "'::' stands twice; expected it once at most")
                }
                compressed = true
                scanner.skip()
            }
        }
        return try assemble(head, headCount, tail, tailCount, compressed, scanner)
    }

    private static func assemble(
        _ head: UInt128, _ headCount: Int, _ tail: UInt128, _ tailCount: Int, _ compressed: Bool,
        _ scanner: AddressScanner
    ) throws(AddressError) -> IPv6Address {
        let count = headCount + tailCount
        guard compressed else {
            guard count == 8 else {
                throw scanner.error(
                    .groupCount, at: scanner.position, "there are \(count) groups; expected eight, or '::' for zeros")
            }
            return IPv6Address(number: head)
        }
        guard count < 8 else {
            throw scanner.error(
                .compression, at: scanner.position, "'::' stands for no group; expected it to replace one or more")
        }
        return IPv6Address(number: (headCount == 0 ? 0 : head << UInt128(128 - 16 * headCount)) | tail)
    }
}
