import Captures
import Foundation
import PacketPresenters
import PacketProtocols
import Packets
import PrivateNetwork
import Testing

@testable import Workbench

func forEachFrame(of path: String, upTo limit: Int = .max, _ body: (CapturedFrame) -> Void) throws {
    var reader = try CaptureReader(path: path)
    var count = 0
    while count < limit, let frame = try reader.next() {
        body(frame)
        count += 1
    }
}

/// `IBUKI_CAPTURES`, or `../shared/captures` beside the package.
private let captureFolder: String? = {
    let path = ProcessInfo.processInfo.environment["IBUKI_CAPTURES"] ?? "../shared/captures"
    return FileManager.default.fileExists(atPath: path) ? path : nil
}()

@Suite("Frames of a capture, one by one")
struct ShelfTests {
    /// A line for each frame, as a pass from the first to the last gives it.
    private func lines(of path: String, upTo limit: Int = .max) throws -> [String] {
        var dissector = PacketDissector(.standard)
        var presenter = LinePresenter()
        try forEachFrame(of: path, upTo: limit) { frame in
            var packet = dissector.packet(frame)
            presenter.append(&packet)
        }
        return String(decoding: presenter.text).split(separator: "\n").map(String.init)
    }

    @Test("A frame dissected alone says what it says after all before it")
    func alone() throws {
        let expected = try lines(of: BenchTester.sample)
        let (index, file) = try frames(of: BenchTester.sample)
        #expect(index.count == expected.count)
        let dissector = FrameDissector(registry: .standard, index: index, file: file)
        for number in 1...index.count {
            var presenter = LinePresenter()
            dissector.dissect([number]) { presenter.append(&$0) }
            #expect(String(decoding: presenter.text) == expected[number - 1] + "\n")
        }
        // Together, too, and each once.
        var presenter = LinePresenter()
        dissector.dissect(Array(1...index.count)) { presenter.append(&$0) }
        #expect(String(decoding: presenter.text) == expected.joined(separator: "\n") + "\n")
    }

    @Test(
        "So do frames of every capture",
        .enabled(if: captureFolder != nil, "no captures: set IBUKI_CAPTURES to a folder of them"))
    func everyCapture() throws {
        let folder = try #require(captureFolder)
        var count = 0
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder).sorted() where name.contains(".pcap") {
            let path = folder + "/" + name
            // What is no capture, or ends in the middle of a frame, is told of elsewhere.
            guard let expected = try? lines(of: path, upTo: 400), let (index, file) = try? frames(of: path, upTo: 400)
            else { continue }
            count += 1
            let numbers = stride(from: 1, through: index.count, by: max(1, index.count / 12))
            for number in numbers {
                var presenter = LinePresenter()
                FrameDissector(registry: .standard, index: index, file: file).dissect([number]) {
                    presenter.append(&$0)
                }
                #expect(String(decoding: presenter.text) == expected[number - 1] + "\n", "\(name) \(number)")
            }
        }
        #expect(count > 0)
    }

    @Test("A frame takes 32 octets")
    func size() { #expect(MemoryLayout<FrameRecord>.stride == 32) }

    @Test(
        "What a record holds comes back",
        arguments: [-1_000_000_001, -1, 0, 1, 1_700_000_000_123_456_789, .min, .max] as [Int64])
    func record(_ time: Int64) {
        let timestamp = Timestamp(clampedNanoseconds: time)
        let record = FrameRecord(
            place: 0xff_ffff_fffe, time: timestamp, capturedLength: 3, originalLength: 1 << 40, interface: 0xfffe,
            traits: [.isPutTogether, .isChecksumPending], previous: 7, stream: 9)
        #expect((record.place, record.time, record.interface) == (0xff_ffff_fffe, time, 0xfffe))
        #expect((record.capturedLength, record.originalLength, record.previous, record.stream) == (3, .max, 7, 9))
        #expect(record.traits == [.isPutTogether, .isChecksumPending])
    }

    @Test("An index beyond a chunk keeps its order, and a copy stays as it was")
    func chunks() {
        var index = FrameIndex()
        func record(_ number: Int) -> FrameRecord {
            FrameRecord(
                place: UInt64(number), time: Timestamp(seconds: 0), capturedLength: 0, originalLength: 0, interface: 0,
                traits: [], previous: 0, stream: 0)
        }
        for number in 1...20_000 { index.append(record(number)) }
        let copy = index
        for number in 20_001...40_000 { index.append(record(number)) }
        #expect((copy.count, index.count) == (20_000, 40_000))
        #expect((1...40_000).allSatisfy { index[$0].place == UInt64($0) })
        #expect((1...20_000).allSatisfy { copy[$0].place == UInt64($0) })
    }

    @Test("The row of a frame, and of one that the filter leaves out")
    func rows() {
        var shelf = Shelf()
        shelf.chosen = [3, 5, 9]
        #expect(shelf.row(of: 5) == (1, true))
        #expect(shelf.row(of: 4) == (1, false))
        #expect(shelf.row(of: 1) == (0, false))
        #expect(shelf.row(of: 40) == (2, false))
        #expect([0, 1, 2, 3].map { shelf.number(atRow: $0) } == [3, 5, 9, nil])
    }
}
