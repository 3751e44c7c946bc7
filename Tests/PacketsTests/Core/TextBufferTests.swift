import PacketSamples
import Packets
import Testing

@Suite("The text buffer")
struct TextBufferTests {
    private func text(_ body: (inout TextBuffer) -> Void) -> String {
        var buffer = TextBuffer()
        buffer.append("<")
        body(&buffer)
        buffer.append(">")
        return String(String(decoding: buffer).dropFirst().dropLast())
    }

    @Test("decimals of every length are what the standard library writes")
    func decimals() {
        var random = SystemRandomNumberGenerator()
        var numbers: [UInt64] = [0, .max, 99_999_999, 100_000_000, 9_999_999_999_999_999, 10_000_000_000_000_000]
        var power: UInt64 = 1
        for _ in 0..<20 {
            numbers += [power, power - 1, power + 1]
            power = power.multipliedReportingOverflow(by: 10).partialValue
        }
        for shift in 0..<64 { for _ in 0..<20 { numbers.append(random.next() >> UInt64(shift)) } }
        for number in numbers {
            #expect(text { $0.append(decimal: number) } == String(number))
            let signed = Int64(bitPattern: number)
            #expect(text { $0.append(decimal: signed) } == String(signed))
            let expected = String(repeating: "0", count: max(0, 12 - String(number).count)) + String(number)
            #expect(text { $0.append(decimal: number, width: 12) } == expected)
        }
        #expect(text { $0.append(decimal: Int64.min) } == "-9223372036854775808")
        #expect(text { $0.append(decimal: UInt128.max) } == String(UInt128.max))
        #expect(text { $0.append(decimal: 7) } == "7")
    }

    @Test("every number of 16 bits in decimal")
    func decimals16() {
        for number in 0...65535 { #expect(text { $0.append(decimal: number) } == "\(number)") }
    }

    @Test("hexadecimal has at least the digits that were asked for")
    func hexadecimal() {
        var random = SystemRandomNumberGenerator()
        for shift in 0..<64 {
            let number = (random.next() as UInt64) >> UInt64(shift)
            let digits = String(number, radix: 16)
            for width in 1...16 {
                let expected = String(repeating: "0", count: max(0, width - digits.count)) + digits
                #expect(text { $0.append(hex: number, digits: width) } == expected)
                #expect(text { $0.append(hex: number, digits: width, prefixed: true) } == "0x" + expected)
            }
        }
        #expect(text { $0.append(hex: 0 as UInt8) } == "0")
        #expect(text { $0.append(hex: 0x0A as UInt8, digits: 99) } == "000000000000000a")
        #expect(text { $0.append(hex: 0x0A as UInt8, digits: -5) } == "a")
    }

    @Test("bytes in hexadecimal, with and without a separator")
    func hexBytes() {
        let bytes: [UInt8] = [0x00, 0x1B, 0xFF]
        #expect(text { $0.append(hexOf: bytes.octets) } == "001bff")
        #expect(text { $0.append(hexOf: bytes.octets, separator: 0x3A) } == "00:1b:ff")
        let nothing: [UInt8] = []
        #expect(text { $0.append(hexOf: nothing.octets, separator: 0x3A) } == "")
    }

    @Test(
        "seconds and decimals, before zero too, are cut at the last digit",
        arguments: [
            (0, 0, 6, "0.000000"), (12, 345_678, 6, "12.000345"), (12, 345_678, 9, "12.000345678"),
            (-1, 500_000_000, 6, "-0.500000"), (-1, 0, 3, "-1.000"), (-2, 999_999_999, 9, "-1.000000001"),
            (1, 999_999_999, 0, "1"), (1, 999_999_999, 1, "1.9"), (5, 4_000_000_000, 9, "5.999999999"),
            (.min, 1, 9, "-9223372036854775807.999999999"), (.max, 0, 40, "9223372036854775807.000000000"),
        ] as [(Int64, UInt32, Int, String)])
    func times(seconds: Int64, nanoseconds: UInt32, digits: Int, expected: String) {
        #expect(text { $0.append(seconds: seconds, nanoseconds: nanoseconds, digits: digits) } == expected)
    }

    @Test("padding reaches the column and never takes text away")
    func padding() {
        let padded = text { buffer in
            let start = buffer.count
            buffer.append("abc")
            buffer.pad(from: start, to: 5)
            buffer.pad(from: start, to: 2)
            buffer.append("|")
            buffer.pad(from: start, to: 2, always: true)
        }
        #expect(padded == "abc  | ")
    }

    @Test("text can be taken back, and emptying keeps the memory")
    func truncation() {
        var buffer = TextBuffer(capacity: 100)
        buffer.append("one two")
        buffer.truncate(to: 3)
        #expect(String(decoding: buffer) == "one")
        buffer.truncate(to: 30)
        #expect(buffer.count == 3)
        buffer.truncate(to: -1)
        #expect(buffer.isEmpty)
        buffer.append("é" as String)
        buffer.append("é")
        let more: [UInt8] = [0x41]
        buffer.append(contentsOf: more.octets)
        buffer.append(byte: 0x2E, repeated: 3)
        #expect(buffer.bytes == Array("ééA...".utf8))
        buffer.removeAll()
        #expect(buffer.isEmpty && buffer.bytes.capacity >= 100)
    }

    @Test("a copy does not see what is appended to the original")
    func values() {
        var first = TextBuffer()
        first.append("a")
        let second = first
        first.append("b")
        #expect(String(decoding: first) == "ab" && String(decoding: second) == "a")
    }
}
