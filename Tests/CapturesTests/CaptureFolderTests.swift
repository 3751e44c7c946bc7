import Packets
import Testing

@testable import Captures

import SystemCalls

@Suite("The folder of captures")
struct CaptureFolderTests {
    /// `IBUKI_CAPTURES`, or `../shared/captures` beside the package.
    static let folder: String? = {
        if let named = unsafe getenv("IBUKI_CAPTURES") { return unsafe String(cString: named) }
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        for candidate in ["/\(root)/../shared/captures", "/\(root)/../../shared/captures"]
        where unsafe access(candidate, R_OK) == 0 { return candidate }
        return nil
    }()

    static func files(_ directory: String) -> [String] {
        guard let listing = unsafe opendir(directory) else { return [] }
        defer { _ = unsafe closedir(listing) }
        var result: [String] = []
        while let entry = unsafe readdir(listing) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
                unsafe String(cString: $0.bindMemory(to: CChar.self).baseAddress!)
            }
            if name.hasPrefix(".") { continue }
            let isDirectory = unsafe entry.pointee.d_type == UInt8(DT_DIR)
            if isDirectory {
                result += files("\(directory)/\(name)")
            } else if name.hasSuffix(".pcap") || name.hasSuffix(".pcapng") {
                result.append("\(directory)/\(name)")
            }
        }
        return result.sorted()
    }

    /// Reads all packets of a file, and where reading ended.
    static func readFile(_ path: String) -> (frames: [Seen], error: CaptureError?) {
        var frames: [Seen] = []
        do {
            var reader = try CaptureReader(path: path)
            while let frame = try reader.next() { frames.append(Seen(frame)) }
            return (frames, nil)
        } catch {
            return (frames, error)
        }
    }

    @Test(
        "every capture is read to its end or to a fault in it, and its packets written as pcapng are read back",
        .enabled(if: folder != nil, "no captures: set IBUKI_CAPTURES to a folder of them"))
    func everyCapture() throws {
        let folder = try #require(Self.folder)
        var (read, faulty, packets) = (0, 0, 0)
        for path in Self.files(folder) {
            let (frames, error) = Self.readFile(path)
            #expect(error.map { $0.code.isBadData } != false, "\(path)")
            read += error == nil ? 1 : 0
            faulty += error == nil ? 0 : 1
            packets += frames.count
            guard var reader = try? CaptureReader(path: path) else { continue }
            let sink = MemorySink()
            var writer = PcapngWriter(sink)
            do throws(CaptureError) {
                while let item = try reader.nextItem() {
                    switch item {
                    case .frame(let frame): try writer.write(frame)
                    case .block(let block): try writer.write(block)
                    }
                }
            } catch {
                #expect(error.code.isBadData, "\(path)")
            }
            try writer.close()
            var copy = CapturesTests.read(sink.bytes)
            // Simple packets are written as enhanced ones, which always have a time.
            for index in copy.frames.indices { copy.frames[index].hasTimestamp = frames[index].hasTimestamp }
            #expect(copy.frames == frames, "\(path)")
        }
        #expect(read + faulty > 0)
        print("captures: \(read) read to the end, \(faulty) to a fault, \(packets) packets")
    }
}
