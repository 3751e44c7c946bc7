import PacketFilters
import PacketProtocols
import Packets

/// What every filter is tried on: HTTP over TCP with a timestamp option, a DNS query, and the HTTP packet in a tunnel.
private let packets: [[UInt8]] = {
    let ethernet: [UInt8] = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0]
    func ipv4(_ number: UInt8, _ payload: [UInt8]) -> [UInt8] {
        [
            0x45, 0, 0, UInt8(20 + payload.count), 0x12, 0x34, 0x40, 0, 64, number, 0, 0, 10, 9, 0, 1, 10, 9, 0, 2,
        ] + payload
    }
    let segment: [UInt8] =
        [
            0x04, 0, 0, 80, 0, 0, 0, 10, 0, 0, 0, 20, 0x80, 0x18, 0x01, 0, 0, 0, 0, 0, 1, 1, 8, 10, 0, 0, 0, 100, 0, 0,
            0, 50,
        ] + Array("GET / HTTP/1.1\r\n".utf8)
    let datagram: [UInt8] = [
        0xc0, 1, 0, 53, 0, 37, 0, 0, 0xab, 0xcd, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 0x77, 0x77, 0x77, 7, 0x65, 0x78, 0x61,
        0x6d, 0x70, 0x6c, 0x65, 0, 0, 1, 0, 1,
    ]
    return [ethernet + ipv4(6, segment), ethernet + ipv4(17, datagram), ethernet + ipv4(4, ipv4(6, segment))]
}()

/// Reads the input as a display filter, binds it and evaluates it on a few packets.
/// https://llvm.org/docs/LibFuzzer.html#fuzz-target
@c(LLVMFuzzerTestOneInput)
public func filterOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe UnsafeRawBufferPointer(start: start, count: count)
    let text = unsafe String(decoding: input, as: UTF8.self)
    do throws(FilterError) {
        var filter = try DisplayFilter(text, in: .standard)
        var dissection = Dissection()
        for packet in packets {
            let bytes = unsafe packet.span.bytes
            Registry.standard.dissect(bytes, as: .ethernet, into: &dissection)
            let info = FrameInfo(capturedLength: packet.count, originalLength: packet.count)
            var view = PacketView(bytes: bytes, layers: dissection.layers, frame: info)
            _ = filter.matches(&view)
        }
    } catch {
        // The message of a refused filter must be printable, wherever it points.
        _ = error.render(source: text)
    }
    return 0
}
