import Captures
import Packets

/// Reads the input as a pcap file, in big reads and in small ones, and copies its packets into a pcap and a pcapng.
/// https://llvm.org/docs/LibFuzzer.html#fuzz-target
@c(LLVMFuzzerTestOneInput)
public func readOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let octets = unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    let whole = packets(of: octets, largestRead: .max)
    precondition(whole == packets(of: octets, largestRead: 7), "the size of the reads changes what is read")
    return 0
}

/// How many packets and octets are read before the end or the first fault; what was copied of them is read again.
private func packets(of octets: [UInt8], largestRead: Int) -> [Int] {
    let sink = MemorySink()
    var writer = PcapngWriter(sink)
    var old: PcapWriter?
    var lengths: [Int] = []
    do throws(CaptureError) {
        var reader = try CaptureReader(MemorySource(octets, largestRead: largestRead))
        while let frame = try reader.next() {
            try writer.write(frame)
            lengths.append(frame.bytes.byteCount)
            if old == nil { old = PcapWriter(MemorySink(), linkType: frame.linkType) }
            do throws(CaptureError) { try old?.write(frame) } catch { precondition(error.code == .notRepresentable) }
        }
    } catch {
        precondition(!error.message.isEmpty)
    }
    guard (try? writer.close()) != nil, !lengths.isEmpty else { return lengths }
    var copied: [Int] = []
    do throws(CaptureError) {
        var reader = try CaptureReader(MemorySource(sink.bytes))
        while let frame = try reader.next() { copied.append(frame.bytes.byteCount) }
    } catch {
        preconditionFailure("what was written cannot be read: \(error)")
    }
    precondition(copied == lengths, "what was written is not what was read")
    return lengths
}
