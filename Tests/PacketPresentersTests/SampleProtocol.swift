import PacketPresenters
import PacketSamples
import Packets

/// A protocol of the tests' own, with one of each kind of field: presenters are tested on it, so that what real protocols
/// show may change without them.
enum Sample: PacketProtocol {
    static var name: String { "smp" }
    static var title: String { "Sample Protocol" }
    static var reference: String { "RFC 0" }

    struct Kind: NamedNumber {
        var rawValue: UInt16
        init(rawValue: UInt16) { self.rawValue = rawValue }
        static let names: [ValueName] = [.init(1, "Ask"), .init(2, "Answer <\"&'>")]
    }

    static var version: Field<UInt8> { .init("version", "Version", bits: 0..<4, preset: 4) }
    static var headerLength: Field<UInt8> {
        .init("hdr_len", "Header Length", bits: 4..<8, scale: 4, auto: .length(.header, unit: 4))
    }
    static var flags: Field<UInt8> { .init("flags", "Flags", bits: 8..<16, show: .hex) }
    static var urgent: Field<Bool> { .init("flags.urg", "Urgent", bits: 8..<9) }
    static var rest: Field<UInt8> { .init("flags.rest", "The rest", bits: 9..<16) }
    static var kind: Field<Kind> { .init("kind", "Kind", bits: 16..<32, show: .hex) }
    static var source: Field<IPv4Address> { .init("src", "Source Address", bits: 32..<64) }
    static var text: Field<String> { .init("name", "Name", bits: 64..<96) }
    static var total: Derived<Sample, UInt32> {
        .init("total", "Total") { layer, _ in UInt32(layer.message.byteCount) }
    }
    static var options: Repeated<Option> { .init("options", "Options", part: 1) }
    static var tree: [AnyField] {
        [
            .init(version), .init(headerLength), .group(flags, [.init(urgent), .init(rest)]), .init(kind),
            .init(source), .alias("addr", "Source or Destination Address", source), .init(text),
            .init(total), .init(options),
        ]
    }

    static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        let length = Int(message.octet(from) & 15) * 4
        guard length >= 12, from + length <= to else { return nil }
        return LayerParts(12, length)
    }

    static func next(_ message: RawSpan) -> NextLayer {
        guard let layer = Layer<Sample>(message) else { return .malformed }
        return .data(from: layer.parts.total, to: message.byteCount)
    }

    static func describe(
        _ layer: borrowing Layer<Sample>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        text.append("Sample Protocol, Src: ")
        text.append(layer.source)
    }

    /// Kind, length, data; of kind 9 a heading without a name.
    enum Option: Schema {
        static var name: String { "smp.option" }
        static var prefix: String { "smp" }
        static var title: String { "Option" }
        static var kind: Field<UInt8> { .init("option.kind", "Kind", bits: 0..<8, auto: .variant) }
        static var length: Field<UInt8> { .init("option.len", "Length", bits: 8..<16) }
        static var tree: [AnyField] { [.init(kind), .init(length)] }
        static var variants: Variants? { Variants(.part(1), by: kind, [2: Size.self]) }
        static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            let length = Int(message.octet(from + 1))
            guard from + 2 <= to, length >= 2, from + length <= to else { return nil }
            return LayerParts(2, length)
        }
    }

    enum Size: Schema {
        static var name: String { "smp.size" }
        static var prefix: String { "smp" }
        static var title: String { "Size" }
        static var size: Field<UInt16> { .init("size.val", "Size value", bits: 0..<16) }
        static var tree: [AnyField] { [.init(size)] }
        static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            to - from == 2 ? LayerParts(2) : nil
        }
    }

    /// Version 4, 20 octets of header, urgent, kind 2, from 192.0.2.1, a name with a line feed, two options and `hi!`.
    static let octets: [UInt8] = [
        0x45, 0x83, 0x00, 0x02, 192, 0, 2, 1, 0x61, 0x0a, 0x22, 0x62, 2, 4, 0x05, 0xb4, 7, 4, 0xaa, 0xbb, 0x68, 0x69,
        0x21,
    ]
    /// The second option claims more octets than there are.
    static let brokenOctets: [UInt8] = Array(octets[..<16]) + [7, 9, 0xaa, 0xbb] + octets[20...]

    static var registry: Registry {
        var registry = Registry()
        registry.register(Sample.self, under: .linkType(.ethernet))
        return registry
    }

    /// Dissects octets and hands over the packet with its detail, without the frame's own layer unless it is asked for.
    static func present(
        _ octets: [UInt8] = Sample.octets, in registry: Registry = Sample.registry, includesFrame: Bool = false,
        _ body: (inout PacketView, borrowing PacketDetail, inout TextBuffer) throws -> Void
    ) rethrows -> String {
        var dissection = Dissection()
        let span = octets.octets
        registry.dissect(span, as: .ethernet, into: &dissection)
        let frame = FrameInfo(
            number: 7, timestamp: Timestamp(seconds: 1_709_210_096, nanoseconds: 123_456_789),
            capturedLength: octets.count, originalLength: octets.count)
        var packet = PacketView(bytes: span, layers: dissection.layers, frame: frame)
        var detail = PacketDetail()
        registry.detail(of: &packet, into: &detail) { includesFrame || $0 >= 0 }
        var text = TextBuffer()
        try body(&packet, detail, &text)
        return String(decoding: text)
    }
}
