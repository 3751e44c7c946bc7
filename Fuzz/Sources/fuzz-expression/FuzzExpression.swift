import PacketProtocols
import Packets

/// Reads the input as a packet expression, makes the first and the last of the packets that it stands for, writes them
/// and dissects what was written.
/// https://llvm.org/docs/LibFuzzer.html#fuzz-target
@c(LLVMFuzzerTestOneInput)
public func readOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = unsafe String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
    do throws(ForgeError) {
        let sequence = try ForgeSequence(try ForgeExpression(text))
        precondition(sequence.count >= 1)
        var random = SplitMix64(seed: 1)
        var octets: [UInt8] = []
        for index in [0, 1, 2, sequence.count - 1] where index < sequence.count {
            try PreparedPacket(sequence.packet(at: index, random: &random)).write(into: &octets)
            var dissection = Dissection()
            Registry.standard.dissect(unsafe octets.span.bytes, as: sequence.linkType, into: &dissection)
            precondition(dissection.count >= 1)
        }
    } catch {
        precondition(!error.message.isEmpty)
        if let range = error.range { precondition(range.lowerBound >= 0 && range.upperBound <= text.utf8.count) }
    }
    return 0
}
