import Packets
import Testing

@Suite("The text of addresses")
struct AddressTextTests {
    @Test(
        "IPv6 is written as RFC 5952 says",
        arguments: [
            ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),  // 4.2.3: the first of equal runs
            ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),  // 4.2.3: the longest run
            ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),  // 4.2.2: one group stays
            ("2001:0DB8::0001", "2001:db8::1"),  // 4.1, 4.3
            ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"),  // 4.2.1
            ("0:0:0:0:0:ffff:192.0.2.1", "::ffff:192.0.2.1"),  // 5
            ("::ffff:c000:201", "::ffff:192.0.2.1"),
            ("::192.0.2.1", "::192.0.2.1"),
            ("::1:0", "::0.1.0.0"),  // as inet_ntop(3)
            ("::ffff:0:0", "::ffff:0.0.0.0"),
            ("::ffff", "::ffff"),
            ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("fe80::", "fe80::"),
            ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
            ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("0:0:3::", "0:0:3::"),
            ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),  // RFC 6052 2.4
            ("ABCD:EF01:2345:6789:ABCD:EF01:2345:6789", "abcd:ef01:2345:6789:abcd:ef01:2345:6789"),  // RFC 4291 2.2
        ])
    func ipv6Canonical(text: String, canonical: String) throws {
        let address = try IPv6Address(parsing: text)
        #expect(address.description == canonical)
        #expect(try IPv6Address(parsing: canonical) == address)
    }

    @Test(
        "a text that is no IPv6 address is refused with the kind of fault and its place",
        arguments: [
            ("", AddressError.Code.empty, 0), (":", .unexpectedCharacter, 0), (":1::", .unexpectedCharacter, 0),
            ("1:", .groupCount, 2), ("1:2:3:4:5:6:7", .groupCount, 13), ("1:2:3:4:5:6:7:8:9", .groupCount, 16),
            ("1::2::3", .compression, 4), (":::", .unexpectedCharacter, 2), ("1:2:3:4::5:6:7:8", .compression, 16),
            ("12345::", .outOfRange, 0), ("fe80::1%eth0", .zone, 7), ("::g", .unexpectedCharacter, 2),
            ("::1.2.3", .groupCount, 7), ("::1.2.3.256", .outOfRange, 8), ("1:2:3:4:5:6:7:1.2.3.4", .groupCount, 14),
            ("::1.2.3.4:5", .unexpectedCharacter, 9), ("::1 ", .unexpectedCharacter, 3),
            ("::1/64", .unexpectedCharacter, 3),
            ("1:2:3:4:5:6:7:8:", .groupCount, 16), ("::01.2.3.4", .leadingZero, 2), ("١::", .unexpectedCharacter, 0),
        ])
    func ipv6Refused(text: String, code: AddressError.Code, offset: Int) {
        let error = #expect(throws: AddressError.self) { try IPv6Address(parsing: text) }
        #expect(error?.code == code)
        #expect(error?.offset == offset)
        #expect(IPv6Address(text) == nil)
    }

    @Test(
        "a text that is no IPv4 address is refused with the kind of fault and its place",
        arguments: [
            ("", AddressError.Code.empty, 0), ("1.2.3", .groupCount, 5), ("1.2.3.", .groupCount, 6),
            ("1.2.3.4.5", .unexpectedCharacter, 7), ("10.0.0.256", .outOfRange, 7), ("010.0.0.1", .leadingZero, 0),
            ("1.2.3.4 ", .unexpectedCharacter, 7), ("1..2.3", .unexpectedCharacter, 2),
            ("99999999999999999999.1.1.1", .outOfRange, 0), ("0x7f.1.1.1", .unexpectedCharacter, 1),
            ("+1.2.3.4", .unexpectedCharacter, 0),
        ])
    func ipv4Refused(text: String, code: AddressError.Code, offset: Int) {
        let error = #expect(throws: AddressError.self) { try IPv4Address(parsing: text) }
        #expect(error?.code == code)
        #expect(error?.offset == offset)
    }

    @Test("an error is one sentence that names the text, the place and what was expected")
    func errorSentence() {
        let error = #expect(throws: AddressError.self) { try IPv4Address(parsing: "10.0.0.256") }
        #expect(
            error?.description
                == "'10.0.0.256' is no IPv4 address: at offset 7, the number is too large; expected 0 to 255")
        let long = #expect(throws: AddressError.self) { try MACAddress(parsing: String(repeating: "é", count: 5000)) }
        #expect((long?.description.utf8.count ?? .max) < 300)
    }

    @Test("every octet is written in decimal without leading zeros", arguments: 0...255 as ClosedRange<UInt8>)
    func ipv4Octets(octet: UInt8) {
        let address = IPv4Address(octet, 255 - octet, octet ^ 0x55, octet)
        #expect(address.description == "\(octet).\(255 - octet).\(octet ^ 0x55).\(octet)")
        #expect(IPv4Address(address.description) == address)
    }

    @Test(
        "a MAC address is read with colons, hyphens and dots",
        arguments: ["00:1b:21:3c:9d:f8", "00-1B-21-3C-9D-F8", "001b.213c.9df8", "0:1b:21:3C:9d:f8"])
    func macForms(text: String) throws {
        let address = try MACAddress(parsing: text)
        #expect(address.rawValue == 0x001B_213C_9DF8)
        #expect(address == MACAddress(0x00, 0x1B, 0x21, 0x3C, 0x9D, 0xF8))
        #expect(address.description == "00:1b:21:3c:9d:f8")
    }

    @Test(
        "a text that is no MAC address is refused",
        arguments: [
            ("", AddressError.Code.empty), ("00:1b:21:3c:9d", .groupCount),
            ("00:1b:21:3c:9d:f8:00", .unexpectedCharacter),
            ("00:1b-21:3c:9d:f8", .unexpectedCharacter), ("001b:213c:9df8", .outOfRange), ("00:1b:21:3c:9d:f", nil),
            ("00:1b:21:3c:9d:fff", .outOfRange), ("01b.213c.9df8", .groupCount), ("001b213c9df8", .outOfRange),
            ("00:1b:21:3c:9d:", .groupCount), ("gg:1b:21:3c:9d:f8", .unexpectedCharacter), ("00", .groupCount),
        ] as [(String, AddressError.Code?)])
    func macRefused(text: String, code: AddressError.Code?) {
        do throws(AddressError) {
            _ = try MACAddress(parsing: text)
            #expect(code == nil)
        } catch { #expect(error.code == code) }
    }

    @Test("the octets of a MAC address keep their places")
    func macPlaces() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let address = MACAddress(rawValue: random.next())
            let octets = (0..<6).map { index in
                let text = String(address.octet(index), radix: 16)
                return text.count == 1 ? "0" + text : text
            }
            #expect(address.description == octets.joined(separator: ":"))
            #expect(MACAddress(address.description) == address)
        }
    }

    @Test("any IPv6 address survives its text")
    func ipv6RoundTrip() {
        var random = SystemRandomNumberGenerator()
        for round in 0..<2000 {
            // Masks leave zero groups in all places.
            var high = random.next(), low = random.next()
            for group in 0..<4 where round >> group & 1 == 1 {
                high &= ~(0xFFFF << UInt64(16 * group))
                if round >> (group + 4) & 1 == 1 { low &= ~(0xFFFF << UInt64(16 * group)) }
            }
            let address = IPv6Address(high: high, low: low)
            #expect(IPv6Address(address.description) == address, "\(address)")
        }
    }

    @Test("a port is a decimal number of 16 bits")
    func ports() throws {
        #expect(try Port(parsing: "65535") == 65535)
        #expect(Port(53).description == "53")
        #expect(Port("65536") == nil)
        #expect(Port("") == nil)
        #expect(Port("-1") == nil)
        #expect(Port("080") == nil)
        #expect(Port("0") == 0)
        #expect(Port("80 ") == nil)
    }

    @Test("an address of either family is told by its colon")
    func either() throws {
        #expect(try IPAddress(parsing: "192.0.2.1") == .v4(IPv4Address(192, 0, 2, 1)))
        #expect(try IPAddress(parsing: "::1") == .v6(.loopback))
        #expect(IPAddress.v4(.broadcast) < .v6(.unspecified))
        // A text, not a literal: that would be a mistake in the program.
        let text = "fe80"
        #expect(IPAddress(text) == nil)
    }
}
