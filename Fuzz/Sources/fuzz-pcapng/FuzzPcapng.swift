import Captures
import Packets

/// Reads the input as a pcapng file, in big reads and in small ones: its packets with their options, its other blocks
/// with theirs; and copies all of it into another pcapng, which must read the same.
/// https://llvm.org/docs/LibFuzzer.html#fuzz-target
@c(LLVMFuzzerTestOneInput)
public func readOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let octets = unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    let (whole, copy) = read(octets, largestRead: .max)
    precondition(whole == read(octets, largestRead: 5).seen, "the size of the reads changes what is read")
    if !whole.isEmpty {
        let again = read(copy, largestRead: .max).seen
        precondition(again.filter(\.isPacket) == whole.filter(\.isPacket), "what was written is not what was read")
    }
    return 0
}

/// What is compared of a packet or block.
private struct Seen: Equatable {
    var isPacket: Bool
    var length: Int
    var time: Timestamp
    var comments: [String]
}

/// What is read before the end or the first fault, and a copy of it.
private func read(_ octets: [UInt8], largestRead: Int) -> (seen: [Seen], copy: [UInt8]) {
    let sink = MemorySink()
    var writer = PcapngWriter(sink)
    var seen: [Seen] = []
    do throws(CaptureError) {
        var reader = try CaptureReader(MemorySource(octets, largestRead: largestRead))
        while let item = try reader.nextItem() {
            switch item {
            case .frame(let frame):
                look(at: frame)
                try writer.write(frame)
                seen.append(
                    Seen(
                        isPacket: true, length: frame.bytes.byteCount, time: frame.timestamp,
                        comments: frame.comments))
            case .block(let block):
                look(at: block)
                _ = try writer.write(block)
                seen.append(
                    Seen(isPacket: false, length: block.body.byteCount, time: Timestamp(seconds: 0), comments: []))
            }
        }
    } catch {
        precondition(!error.message.isEmpty)
    }
    guard (try? writer.close()) != nil else { return (seen, []) }
    return (seen, sink.bytes)
}

/// Asks for all that a packet's options say.
private func look(at frame: CapturedFrame) {
    _ = frame.flags
    _ = frame.dropCount
    _ = frame.packetIdentifier
    _ = frame.queue
    _ = frame.hashes
    _ = frame.verdicts
    _ = frame.interfaceDescription.name
}

/// Asks for all that a block's body says.
private func look(at block: PcapngBlock) {
    _ = block.nameResolutionRecords
    _ = block.decryptionSecrets
    _ = block.statistics
    _ = block.options.comments
}
