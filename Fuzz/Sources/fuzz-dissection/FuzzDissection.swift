import PacketExercise
import Packets

nonisolated(unsafe) private var exercise = PacketExercise()

/// Takes the input as one frame: dissects it, shows it in every way, opens it, changes a field, writes it. The first two
/// octets choose the link type, so that all of them are reached; the rest is the frame.
/// https://llvm.org/docs/LibFuzzer.html#fuzz-target
@c(LLVMFuzzerTestOneInput)
public func dissectOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let octets = unsafe UnsafeRawBufferPointer(start: start, count: count).bytes
    guard octets.byteCount >= 2 else { return -1 }
    // Within bounds: two octets were seen to be there.
    let number = unsafe UInt16(bigEndian: octets.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt16.self))
    let frame = octets.extracting(droppingFirst: 2)
    let isCut = number & 0x8000 != 0
    let linkType = LinkType(rawValue: UInt32(number & 0x7fff))
    let outcome = unsafe exercise.run(
        frame, as: linkType, original: isCut ? frame.byteCount * 2 : nil, verifiesChecksums: number & 1 == 0)
    let isSame =
        outcome.written.count == frame.byteCount
        && outcome.written.indices.allSatisfy { index in
            // Within bounds: the counts are the same.
            unsafe frame.unsafeLoad(fromByteOffset: index, as: UInt8.self) == outcome.written[index]
        }
    precondition(isSame, "opened and written, the packet is other octets")
    precondition(outcome.nodes <= 600 + 24 * frame.byteCount, "\(outcome.nodes) nodes of \(frame.byteCount) octets")
    unsafe exercise.edit(frame, as: linkType)
    return 0
}
