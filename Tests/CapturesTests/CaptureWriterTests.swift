import Packets
import PrivateNetwork
import Testing

@testable import Captures

@Suite("One writer for both formats")
struct CaptureWriterTests {
    private static let octets: [UInt8] = Array(0..<60)

    @Test(
        "the path's end says which it is, and what was written is read",
        arguments: ["a.pcap", "A.PCAP", "a.pcapng", "a"])
    func formats(_ name: String) throws {
        let folder = try Folder()
        var writer = try CaptureWriter(path: folder.file(name))
        let time = Timestamp(seconds: 1_800_000_000, nanoseconds: 123_456_789)
        try writer.write(Self.octets, at: time)
        try writer.write(Self.octets, at: time)
        try writer.close()
        var reader = try CaptureReader(path: folder.file(name))
        #expect(reader.format.isPcapng == !name.lowercased().hasSuffix(".pcap"))
        var count = 0
        while let frame = try reader.next() {
            #expect(frame.timestamp == time && frame.linkType == .ethernet && frame.bytes.copied() == Self.octets)
            count += 1
        }
        #expect(count == 2)
    }

    @Test("a file without a packet is a capture too", arguments: ["a.pcap", "a.pcapng"])
    func empty(_ name: String) throws {
        let folder = try Folder()
        var writer = try CaptureWriter(path: folder.file(name))
        try writer.close()
        var reader = try CaptureReader(path: folder.file(name))
        #expect(try reader.next() == nil)
    }

    @Test("pcapng holds several link types, and pcap refuses the second")
    func linkTypes() throws {
        let folder = try Folder()
        let time = Timestamp(seconds: 1)
        var new = try CaptureWriter(path: folder.file("a.pcapng"))
        try new.write(Self.octets, at: time)
        try new.write(Self.octets, at: time, as: .raw)
        try new.write(Self.octets, at: time)
        try new.close()
        var copy = try CaptureWriter(path: folder.file("b.pcapng"))
        var reader = try CaptureReader(path: folder.file("a.pcapng"))
        while let frame = try reader.next() { try copy.write(frame) }
        try copy.close()
        var again = try CaptureReader(path: folder.file("b.pcapng"))
        var types: [LinkType] = []
        while let frame = try again.next() { types.append(frame.linkType) }
        #expect(types == [.ethernet, .raw, .ethernet])

        var old = try CaptureWriter(path: folder.file("a.pcap"))
        try old.write(Self.octets, at: time)
        #expect(throws: CaptureError.self) { try old.write(Self.octets, at: time, as: .raw) }
    }
}
