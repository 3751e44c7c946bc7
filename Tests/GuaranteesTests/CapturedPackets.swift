import Captures
import PacketProtocols
import Packets
import SystemCalls
import Testing

/// A packet of a capture, kept.
struct CapturedPacket: Sendable, CustomStringConvertible {
    var octets: [UInt8]
    var originalLength: Int
    var linkType: LinkType
    var timestamp: Timestamp
    /// The file's name and the packet's number in it.
    var file: String
    var number: Int
    var description: String { "\(file) packet \(number)" }

    /// Lends the packet dissected by itself.
    func dissected<R>(in registry: Registry = .standard, _ body: (inout PacketView) throws -> R) rethrows -> R {
        var dissector = PacketDissector(registry, flowLimit: 1)
        dissector.followsFlows = false
        dissector.reassembles = false
        return try dissected(by: &dissector, body)
    }

    /// Lends the packet dissected, behind those that the dissector has seen.
    func dissected<R>(
        by dissector: inout PacketDissector, _ body: (inout PacketView) throws -> R
    ) rethrows -> R {
        var packet = dissector.packet(
            unsafe octets.span.bytes,
            FrameInfo(
                number: number, timestamp: timestamp, capturedLength: octets.count, originalLength: originalLength,
                linkType: linkType))
        return try body(&packet)
    }
}

/// The captures that the guarantees are held to: the folder that `IBUKI_CAPTURES` names, or `../shared/captures` beside
/// the package.
enum CapturedPackets {
    static let skipReason: Comment = "no captures: set IBUKI_CAPTURES to a folder of them"

    static let folder: String? = {
        if let named = unsafe getenv("IBUKI_CAPTURES") { return unsafe String(cString: named) }
        let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return ["\(root)/../shared/captures", "\(root)/../../shared/captures"].first {
            unsafe access($0, R_OK) == 0
        }
    }()

    /// Every packet of every file, up to the first fault of each.
    static let all: [CapturedPacket] =
        folder.map { folder in
            expectSome(files(in: folder).flatMap(packets), of: folder)
        } ?? []

    /// One packet of so many, of all files.
    static func oneOf(_ count: Int) -> [CapturedPacket] {
        all.enumerated().filter { $0.offset % count == 0 }.map(\.element)
    }

    /// Every packet of the file that the project ships.
    static let tour = expectSome(packets(of: tourPath), of: tourPath)

    private static let tourPath = root + "/Examples/captures/tour.pcapng"

    /// The packets; where there are none, whoever goes through them is no test that passed.
    private static func expectSome(_ packets: [CapturedPacket], of path: String) -> [CapturedPacket] {
        if packets.isEmpty { Issue.record("\(path) has no packets that can be read") }
        return packets
    }

    static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

    static func files(in directory: String) -> [String] {
        guard let listing = unsafe opendir(directory) else { return [] }
        defer { _ = unsafe closedir(listing) }
        var result: [String] = []
        while let entry = unsafe readdir(listing) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
                unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasPrefix(".") { continue }
            let isDirectory = unsafe entry.pointee.d_type == UInt8(DT_DIR)
            if isDirectory {
                result += files(in: "\(directory)/\(name)")
            } else if !name.hasSuffix(".md"), !name.hasSuffix(".txt") {
                result.append("\(directory)/\(name)")
            }
        }
        return result.sorted()
    }

    static func packets(of path: String) -> [CapturedPacket] {
        var packets: [CapturedPacket] = []
        do {
            var reader = try CaptureReader(path: path)
            while let frame = try reader.next() {
                packets.append(
                    CapturedPacket(
                        octets: unsafe frame.bytes.withUnsafeBytes { unsafe [UInt8]($0) },
                        originalLength: frame.originalLength, linkType: frame.linkType, timestamp: frame.timestamp,
                        file: path.split(separator: "/").suffix(2).joined(separator: "/"), number: packets.count + 1))
            }
        } catch {
            // What comes before a file's fault counts too; that there is one is tested elsewhere.
        }
        return packets
    }
}
