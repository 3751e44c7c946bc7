import Packets
import Synchronization
import Testing

@testable import Captures

import SystemCalls

@Suite("Files, pipes and growing files")
struct SourceTests {
    /// A directory of its own, removed with this object.
    final class Directory: Sendable {
        let path: String
        init() {
            var template = Array("/tmp/ibuki-captures-XXXXXX".utf8CString)
            path = unsafe template.withUnsafeMutableBufferPointer { unsafe String(cString: mkdtemp($0.baseAddress!)) }
        }
        func file(_ name: String) -> String { "\(path)/\(name)" }
        func write(_ bytes: [UInt8], to name: String, append: Bool = false) {
            let descriptor = unsafe open(file(name), O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC), 0o600)
            let written = try? System.write(descriptor, bytes.rawSpan)
            #expect(written == bytes.count)
            close(descriptor)
        }
        deinit {
            if let listing = unsafe opendir(path) {
                while let entry = unsafe readdir(listing) {
                    let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
                        unsafe String(cString: $0.bindMemory(to: CChar.self).baseAddress!)
                    }
                    _ = unsafe unlink(file(name))
                }
                _ = unsafe closedir(listing)
            }
            _ = unsafe rmdir(path)
        }
    }

    static func pcap(_ count: UInt32) -> [UInt8] {
        var file = FileBuilder(.littleEndian)
        file.pcapHeader()
        for index in 0..<count { file.pcapPacket(index, 0, [1, 2, 3, 4]) }
        return file.bytes
    }

    @Test("a file is written and read, and closed descriptors are given back")
    func file() throws {
        let directory = Directory()
        let path = directory.file("a.pcap")
        for _ in 0..<3000 {
            var writer = PcapWriter(try FileSink(path: path), linkType: .ethernet)
            let packet: [UInt8] = [5]
            try writer.write(packet.rawSpan, timestamp: Timestamp(seconds: 1))
            try writer.close()
            var reader = try CaptureReader(path: path)
            let count = try reader.next()?.capturedLength
            #expect(count == 1)
            #expect(reader.progress.total == 41)
        }
    }

    @Test("what cannot be opened is told with its name, the reason and the remedy")
    func cannotOpen() {
        let directory = Directory()
        for (path, code) in [(directory.file("none"), CaptureError.Code.noSuchFile), (directory.path, .readFailed)] {
            do throws(CaptureError) {
                _ = try CaptureReader(path: path)
                Issue.record("opened")
            } catch {
                #expect(error.code == code)
                #expect(error.fileName == path)
            }
        }
        do throws(CaptureError) {
            _ = try FileSink(path: directory.file("none/a.pcap"))
            Issue.record("created")
        } catch {
            #expect(error.code == .noSuchFile)
            #expect(
                error.description
                    == "\(directory.file("none/a.pcap")): cannot create it: No such file or directory; check the path")
        }
    }

    @Test(
        "a full disk is told, and what was written before stays",
        .enabled(if: unsafe access("/dev/full", W_OK) == 0, "there is no /dev/full"))
    func fullDisk() throws {
        var writer = PcapWriter(try FileSink(path: "/dev/full"), linkType: .ethernet)
        do throws(CaptureError) {
            try writer.flush()
            Issue.record("written")
        } catch {
            #expect(error.code == .noSpace)
        }
    }

    @Test("a pipe is read as it is filled, and a packet comes before the next is written")
    func growingPipe() throws {
        var ends: [Int32] = [0, 0]
        let isOpen = unsafe pipe(&ends) == 0
        #expect(isOpen)
        let writing = ends[1]
        func send(_ bytes: some Sequence<UInt8>) {
            let octets = Array(bytes)
            let written = unsafe write(writing, octets, octets.count)
            #expect(written == octets.count)
        }
        let bytes = Self.pcap(2)
        send(bytes[..<44])
        var reader = try CaptureReader(FileSource(descriptor: ends[0], name: "pipe", closesDescriptor: true))
        let first = try reader.next()?.timestamp.seconds
        #expect(first == 0)
        send(bytes[44..<50])
        send(bytes[50...])
        close(writing)
        let second = try reader.next()?.timestamp.seconds
        #expect(second == 1)
        let isEnd = try reader.next() == nil
        #expect(isEnd)
    }

    /// A source that has what was written to it until now.
    private final class GrowingSource: LiveSource {
        let name = "growing"
        var bytes: [UInt8]
        var isEnded = false
        var waits = false
        private var position = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        var consumedByteCount: UInt64 { UInt64(position) }
        var isIdle: Bool { position == bytes.count && !isEnded }
        func wait() {}

        func read(into buffer: inout MutableRawSpan) -> Int {
            let count = min(bytes.count - position, buffer.byteCount)
            unsafe buffer.withUnsafeMutableBytes { unsafe $0.copyBytes(from: bytes[position..<position + count]) }
            position += count
            return count
        }
    }

    @Test(
        "a source that does not wait gives what is there; the reader goes on in the middle of a record",
        arguments: [false, true])
    func idle(isPcapng: Bool) throws {
        var file = FileBuilder(.bigEndian)
        if isPcapng {
            for section in 0..<2 {
                file.order = section == 0 ? .bigEndian : .littleEndian
                file.section()
                file.interface()
                for index in 0..<5 { file.enhancedPacket(0, units: UInt64(index) * 1_000_000, [1, 2, 3]) }
            }
        } else {
            file.pcapHeader()
            for index in 0..<10 { file.pcapPacket(UInt32(index % 5), 0, [1, 2, 3]) }
        }
        let start = isPcapng ? 28 : 24
        let source = GrowingSource(Array(file.bytes[..<start]))
        var reader = try CaptureReader(source)
        var seconds: [Int64] = []
        for octet in file.bytes[start...] {
            while let frame = try reader.next() { seconds.append(frame.timestamp.seconds) }
            let isIdle = reader.isIdle
            #expect(isIdle)
            source.bytes.append(octet)
        }
        while let frame = try reader.next() { seconds.append(frame.timestamp.seconds) }
        #expect(seconds == [0, 1, 2, 3, 4, 0, 1, 2, 3, 4])
        source.isEnded = true
        let isEnd = try reader.next() == nil
        let isIdle = reader.isIdle
        #expect(isEnd && !isIdle)
    }

    @Test("captures that are merged wait for the one whose packet is not there yet")
    func idleMerge() throws {
        let bytes = Self.pcap(3)
        let source = GrowingSource(Array(bytes[..<30]))
        var merged = try MergedCaptures([MemorySource(Self.pcap(2)), source])
        let hasNone = try merged.next() == nil
        var isIdle = merged.isIdle
        #expect(hasNone && isIdle)
        source.bytes = bytes
        source.isEnded = true
        var captures: [Int] = []
        while try merged.next() != nil { captures.append(merged.currentCapture) }
        isIdle = merged.isIdle
        #expect(!isIdle && captures == [0, 1, 0, 1, 1])
    }

    @Test("a closed pipe is the error closedPipe where SIGPIPE is ignored")
    func closedPipe() throws {
        _ = signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [0, 0]
        let isOpen = unsafe pipe(&ends) == 0
        #expect(isOpen)
        close(ends[0])
        var writer = PcapWriter(
            FileSink(descriptor: ends[1], name: "pipe", closesDescriptor: true), linkType: .ethernet)
        do throws(CaptureError) {
            try writer.flush()
            Issue.record("written")
        } catch {
            #expect(error.code == .closedPipe)
        }
    }

    @Test(
        "a file that grows is followed, a half-written record waited for, and stopping is no fault",
        .timeLimit(.minutes(1)))
    func following() throws {
        let directory = Directory()
        let bytes = Self.pcap(3)
        directory.write(Array(bytes[..<30]), to: "a.pcap")
        let step = Mutex(0)
        // Every time the reader finds the end of the file, a little more is written; then it is told to stop.
        var reader = try CaptureReader(following: directory.file("a.pcap")) {
            step.withLock { step in
                step += 1
                switch step {
                case 1: directory.write(Array(bytes[30..<50]), to: "a.pcap", append: true)
                case 3: directory.write(Array(bytes[50..<70]), to: "a.pcap", append: true)
                case 5...: return true
                default: break
                }
                return false
            }
        }
        var times: [Int64] = []
        while let frame = try reader.next() { times.append(frame.timestamp.seconds) }
        #expect(times == [0, 1])
    }

    @Test("a followed file that becomes shorter is a fault of its own", .timeLimit(.minutes(1)))
    func shrinking() throws {
        let directory = Directory()
        directory.write(Self.pcap(3), to: "a.pcap")
        let step = Mutex(0)
        // The first question comes before anything is read.
        var reader = try CaptureReader(following: directory.file("a.pcap")) {
            step.withLock { step in
                step += 1
                if step > 1 { directory.write(Self.pcap(0), to: "a.pcap") }
                return step > 1_000
            }
        }
        do throws(CaptureError) {
            while try reader.next() != nil {}
            Issue.record("no fault")
        } catch {
            #expect(error.code == .fileChanged)
        }
        #expect(reader.frameCount == 3)
    }

    @Test("a file that is cut while it is read is a truncation, and nothing worse")
    func cutWhileRead() throws {
        let directory = Directory()
        directory.write(Self.pcap(100_000), to: "a.pcap")
        var reader = try CaptureReader(path: directory.file("a.pcap"))
        let first = try reader.next() != nil
        #expect(first)
        directory.write(Self.pcap(1), to: "a.pcap")
        do throws(CaptureError) {
            while try reader.next() != nil {}
        } catch {
            #expect(error.code == .truncated)
        }
        #expect(reader.frameCount > 1000)
    }
}
