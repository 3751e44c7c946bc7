import CaptureCompression
import Captures
import Packets
import Testing

@Suite("Compressed captures")
struct CaptureCompressionTests {
    /// A little-endian pcap file whose packet `n` holds 200 octets and was captured `n` seconds after the epoch.
    static func capture(_ count: UInt32) -> [UInt8] {
        func little(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
        var bytes: [UInt8] = little(0xA1B2_C3D4) + [2, 0, 4, 0] + little(0) + little(0) + little(65535) + little(1)
        for second in 0..<count {
            bytes += little(second) + little(0) + little(200) + little(200)
            bytes += [UInt8](repeating: UInt8(truncatingIfNeeded: second), count: 200)
        }
        return bytes
    }

    /// A gzip member that stores its octets uncompressed. RFC 1952 section 2.3, RFC 1951 section 3.2.4
    static func gzipMember(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        var rest = bytes[...]
        repeat {
            let part = rest.prefix(60_000)
            rest = rest.dropFirst(60_000)
            let count = UInt16(part.count)
            result.append(rest.isEmpty ? 1 : 0)
            for value in [count, ~count] { result += [UInt8(value & 0xFF), UInt8(value >> 8)] }
            result += part
        } while !rest.isEmpty
        var crc: UInt32 = .max
        for octet in bytes {
            crc ^= UInt32(octet)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        for value in [~crc, UInt32(bytes.count)] {
            result += (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
        }
        return result
    }

    /// A Zstandard frame of raw blocks, with a window of 128 KiB. RFC 8878 section 3.1.1
    static func zstdFrame(_ bytes: [UInt8], windowDescriptor: UInt8 = 7 << 3) -> [UInt8] {
        var result: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0, windowDescriptor]
        var rest = bytes[...]
        repeat {
            let part = rest.prefix(100_000)
            rest = rest.dropFirst(100_000)
            let header = UInt32(part.count) << 3 | (rest.isEmpty ? 1 : 0)
            result += (0..<3).map { UInt8(truncatingIfNeeded: header >> ($0 * 8)) }
            result += part
        } while !rest.isEmpty
        return result
    }

    enum Format: String, CaseIterable {
        case gzip, zstd
        func compress(_ bytes: [UInt8]) -> [UInt8] { self == .gzip ? gzipMember(bytes) : zstdFrame(bytes) }
    }

    static func read(_ bytes: [UInt8], largestRead: Int = .max) -> (seconds: [Int64], error: CaptureError?) {
        var seconds: [Int64] = []
        do {
            var reader = try CaptureReader(
                MemorySource(bytes, name: "test", largestRead: largestRead), compression: CompressionFormat.all)
            while let frame = try reader.next() {
                if frame.capturedLength == 200 { seconds.append(frame.timestamp.seconds) }
            }
            return (seconds, nil)
        } catch {
            return (seconds, error)
        }
    }

    @Test("a compressed capture is read like any other", arguments: Format.allCases)
    func whole(format: Format) {
        let result = Self.read(format.compress(Self.capture(1000)))
        #expect(result.error == nil)
        #expect(result.seconds == Array(0..<1000))
    }

    @Test("the compressed octets may come in any portions", arguments: Format.allCases, [1, 3, 1000])
    func portions(format: Format, size: Int) {
        let result = Self.read(format.compress(Self.capture(20)), largestRead: size)
        #expect(result.error == nil)
        #expect(result.seconds == Array(0..<20))
    }

    @Test("several members or frames after each other are one capture", arguments: Format.allCases, [1, .max])
    func several(format: Format, largestRead: Int) {
        let bytes = Self.capture(30)
        let parts = [bytes[..<5], bytes[5..<5], bytes[5..<2000], bytes[2000...]]
        let result = Self.read(parts.flatMap { format.compress(Array($0)) }, largestRead: largestRead)
        #expect(result.error == nil)
        #expect(result.seconds == Array(0..<30))
    }

    @Test("every cut gives the packets before it and then a truncation", arguments: Format.allCases)
    func truncation(format: Format) {
        let bytes = format.compress(Self.capture(3))
        for count in 4..<bytes.count {
            let result = Self.read(Array(bytes[..<count]))
            #expect(result.error?.code == .truncated || (count < 40 && result.error?.code == .notACapture), "\(count)")
            #expect(result.seconds == Array(0..<Int64(result.seconds.count)), "\(count)")
        }
        #expect(Self.read(Array(bytes.dropLast(1))).error?.code == .truncated)
        if format == .gzip { #expect(Self.read(Array(bytes.dropLast(1))).seconds == [0, 1, 2]) }
    }

    @Test("damaged data are told from truncated ones")
    func damaged() {
        var gzip = Self.gzipMember(Self.capture(3))
        gzip[gzip.count - 6] ^= 1
        #expect(Self.read(gzip).error?.code == .corrupt)
        var zstd = Self.zstdFrame(Self.capture(3))
        zstd[6] |= 0b110
        #expect(Self.read(zstd).error?.code == .corrupt)
        #expect(Self.read(Self.gzipMember(Self.capture(3)) + [1, 2, 3]).error?.code == .corrupt)
    }

    @Test(
        "a wrong check value is a fault behind all packets, which were given until then (RFC 1952 2.3.1)",
        arguments: [2, 1000], [1, 7, .max])
    func wrongCheckValue(count: UInt32, largestRead: Int) {
        var gzip = Self.gzipMember(Self.capture(count))
        gzip[gzip.count - 8] ^= 1
        let result = Self.read(gzip, largestRead: largestRead)
        #expect(result.error?.code == .corrupt)
        #expect(result.error?.message.contains("incorrect data check") == true)
        #expect(result.seconds == Array(0..<Int64(count)))
    }

    @Test("a check value of zstd is looked at, and what it is of is given first (RFC 8878 3.1.1)")
    func wrongZstdCheckValue() {
        var zstd = Self.zstdFrame(Self.capture(1000))
        // The descriptor says that a check value follows; no four octets of zeros are that of these packets.
        zstd[4] |= 0b100
        let result = Self.read(zstd + [0, 0, 0, 0])
        #expect(result.error?.code == .corrupt)
        #expect(result.seconds == Array(0..<1000))
    }

    @Test(
        "damage in the middle gives the packets before it, whatever the portions", arguments: Format.allCases,
        [1, 1000, .max])
    func brokenMiddle(format: Format, largestRead: Int) {
        var bytes = format.compress(Self.capture(1000))
        // The header of the second of the stored blocks: of gzip's 60,000 octets, of zstd's 100,000.
        let second = format == .gzip ? 10 + 5 + 60_000 : 6 + 3 + 100_000
        bytes[second] |= 0b110
        let result = Self.read(bytes, largestRead: largestRead)
        #expect(result.error?.code == .corrupt)
        let whole = format == .gzip ? 60_000 : 100_000
        #expect(result.seconds == Array(0..<Int64((whole - 24) / 216)))
    }

    @Test("compressed data that are still written are read as far as they are there", arguments: Format.allCases)
    func growing(format: Format) throws {
        let source = GrowingSource(format.compress(Self.capture(20)))
        source.limit = 60
        var reader = try CaptureReader(source, compression: CompressionFormat.all)
        var count = 0
        while source.limit < source.bytes.count + 5 {
            while try reader.next() != nil { count += 1 }
            let isIdle = reader.isIdle
            #expect(isIdle == (source.limit < source.bytes.count))
            source.limit += 5
        }
        #expect(count == 20)
    }

    @Test("zero octets after gzip data are padding, as on a tape")
    func padding() {
        let result = Self.read(Self.gzipMember(Self.capture(3)) + [UInt8](repeating: 0, count: 1000))
        #expect(result.error == nil)
        #expect(result.seconds == [0, 1, 2])
    }

    @Test("a zstd window of more than 128 MiB is refused with the remedy")
    func window() {
        #expect(Self.read(Self.zstdFrame(Self.capture(3), windowDescriptor: 17 << 3)).error == nil)
        let result = Self.read(Self.zstdFrame(Self.capture(3), windowDescriptor: 21 << 3))
        #expect(result.error?.code == .limitExceeded)
        #expect(result.error?.message.contains("zstd -d --long=31") == true)
    }

    @Test("every octet changed in turn is read to the end or to a fault", arguments: Format.allCases)
    func hostile(format: Format) {
        let original = format.compress(Self.capture(2))
        for position in 4..<original.count {
            for change in [0x01, 0x80, 0xFF] as [UInt8] {
                var bytes = original
                bytes[position] ^= change
                let result = Self.read(bytes)
                #expect(result.error.map { $0.code.isBadData } != false)
            }
        }
    }
}

/// A source that has what its writer has written until now.
final class GrowingSource: LiveSource {
    let name = "growing"
    let bytes: [UInt8]
    /// How much of it is written.
    var limit = 0
    private var position = 0
    var waits = false
    private(set) var isIdle = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var consumedByteCount: UInt64 { UInt64(position) }
    func wait() {}

    func read(into buffer: inout MutableRawSpan) -> Int {
        let count = min(min(limit, bytes.count) - position, buffer.byteCount)
        isIdle = count == 0 && position < bytes.count
        unsafe buffer.withUnsafeMutableBytes { target in
            unsafe target.copyBytes(from: bytes[position..<position + count])
        }
        position += count
        return count
    }
}
