import Packets

/// Dissects the input as one frame and walks every field of it. The first two octets choose the link type, so that
/// all of them are reached; the rest is the frame.
/// https://llvm.org/docs/LibFuzzer.html#fuzz-target
@c(LLVMFuzzerTestOneInput)
public func dissectOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let octets = unsafe UnsafeRawBufferPointer(start: start, count: count).bytes
    guard octets.byteCount >= 2 else { return -1 }
    // Within bounds: two octets were seen to be there.
    let number = unsafe UInt16(bigEndian: octets.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt16.self))
    let linkType = LinkType(rawValue: UInt32(number))
    let frame = octets.extracting(droppingFirst: 2)
    let registry = Registry.standard
    var dissection = Dissection()
    registry.dissect(frame, as: linkType, into: &dissection)
    let info = FrameInfo(capturedLength: frame.byteCount, originalLength: frame.byteCount, linkType: linkType)
    var packet = PacketView(bytes: frame, layers: dissection.layers, frame: info)
    var detail = Detail()
    registry.detail(of: &packet, into: &detail)
    return 0
}
