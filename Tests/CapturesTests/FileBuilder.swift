@testable import Captures
import Packets

/// Packets has a type of this name too.
typealias ByteOrder = Captures.ByteOrder

/// Builds capture files octet by octet, in either byte order, for tests.
struct FileBuilder {
    var order: ByteOrder
    var bytes: [UInt8] = []

    init(_ order: ByteOrder) { self.order = order }

    mutating func put<T: FixedWidthInteger>(_ value: T) {
        for index in 0..<T.bitWidth / 8 {
            let shift = order == .littleEndian ? index * 8 : T.bitWidth - 8 - index * 8
            bytes.append(UInt8(truncatingIfNeeded: value >> T(shift)))
        }
    }

    mutating func put(_ octets: [UInt8], padded: Bool = false) {
        bytes += octets
        if padded { while bytes.count % 4 != 0 { bytes.append(0) } }
    }

    mutating func pcapHeader(
        magic: UInt32 = 0xA1B2_C3D4, minor: UInt16 = 4, snapLength: UInt32 = 65535, network: UInt32 = 1
    ) {
        put(magic)
        put(2 as UInt16)
        put(minor)
        put(0 as UInt64)
        put(snapLength)
        put(network)
    }

    mutating func pcapPacket(
        _ seconds: UInt32, _ fraction: UInt32, _ packet: [UInt8], original: UInt32? = nil, extra: [UInt8] = []
    ) {
        put(seconds)
        put(fraction)
        put(UInt32(packet.count))
        put(original ?? UInt32(packet.count))
        put(extra)
        put(packet)
    }

    mutating func option(_ code: UInt16, _ value: [UInt8]) {
        put(code)
        put(UInt16(value.count))
        put(value)
        while (bytes.count) % 4 != 0 { bytes.append(0) }
    }

    /// Appends a block whose body `build` makes; the body must be padded.
    mutating func block(_ type: UInt32, _ build: (inout FileBuilder) -> Void) {
        var body = FileBuilder(order)
        build(&body)
        let length = UInt32(body.bytes.count + 12)
        put(type)
        put(length)
        put(body.bytes)
        put(length)
    }

    mutating func section(options: (inout FileBuilder) -> Void = { _ in }) {
        block(0x0A0D_0D0A) {
            $0.put(0x1A2B_3C4D as UInt32)
            $0.put(1 as UInt16)
            $0.put(0 as UInt16)
            $0.put(UInt64.max)
            options(&$0)
        }
    }

    mutating func interface(
        _ linkType: UInt16 = 1, snapLength: UInt32 = 0, options: (inout FileBuilder) -> Void = { _ in }
    ) {
        block(1) {
            $0.put(linkType)
            $0.put(0 as UInt16)
            $0.put(snapLength)
            options(&$0)
        }
    }

    mutating func enhancedPacket(
        _ interface: UInt32, units: UInt64, _ packet: [UInt8], original: UInt32? = nil,
        options: (inout FileBuilder) -> Void = { _ in }
    ) {
        block(6) {
            $0.put(interface)
            $0.put(UInt32(units >> 32))
            $0.put(UInt32(truncatingIfNeeded: units))
            $0.put(UInt32(packet.count))
            $0.put(original ?? UInt32(packet.count))
            $0.put(packet, padded: true)
            options(&$0)
        }
    }
}

/// What a reader delivered, copied out of its buffer.
struct Seen: Equatable {
    var seconds: Int64
    var nanoseconds: UInt32
    var bytes: [UInt8]
    var originalLength: Int
    var interface = 0
    var linkType: UInt32 = 1
    var section = 0
    var hasTimestamp = true
    var comments: [String] = []

    init(
        _ seconds: Int64, _ nanoseconds: UInt32, _ bytes: [UInt8], originalLength: Int? = nil, interface: Int = 0,
        linkType: UInt32 = 1, section: Int = 0, hasTimestamp: Bool = true, comments: [String] = []
    ) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
        self.bytes = bytes
        self.originalLength = originalLength ?? bytes.count
        self.interface = interface
        self.linkType = linkType
        self.section = section
        self.hasTimestamp = hasTimestamp
        self.comments = comments
    }

    init(_ frame: borrowing CapturedFrame) {
        self.init(
            frame.timestamp.seconds, frame.timestamp.nanoseconds, frame.bytes.octets,
            originalLength: frame.originalLength, interface: frame.interface, linkType: frame.linkType.rawValue,
            section: frame.section, hasTimestamp: frame.hasTimestamp, comments: frame.comments)
    }
}

extension RawSpan {
    var octets: [UInt8] { unsafe withUnsafeBytes { unsafe [UInt8]($0) } }
}

/// Everything that a reader delivers of `bytes`, and the fault that ended it.
func read(
    _ bytes: [UInt8], largestRead: Int = .max, bufferCapacity: Int = 512 << 10
) -> (frames: [Seen], error: CaptureError?) {
    var frames: [Seen] = []
    do {
        var reader = try CaptureReader(
            MemorySource(bytes, name: "test", largestRead: largestRead), compression: [], bufferCapacity: bufferCapacity
        )
        while let frame = try reader.next() { frames.append(Seen(frame)) }
        return (frames, nil)
    } catch {
        return (frames, error)
    }
}
