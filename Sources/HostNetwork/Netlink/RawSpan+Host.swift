internal import Packets

/// Numbers in the host's own order, which netlink uses. What lies beyond the span reads as zero.
extension RawSpan {
    func hostWord(_ offset: Int) -> UInt16 { word(offset).bigEndian }
    func hostLong(_ offset: Int) -> UInt32 { long(offset).bigEndian }
    func hostQuad(_ offset: Int) -> UInt64 { quad(offset).bigEndian }

    /// The address that these octets are: four or sixteen of them.
    var address: IPAddress? {
        switch byteCount {
        case 4: .v4(IPv4Address(rawValue: long(0)))
        case 16: .v6(IPv6Address(high: quad(0), low: quad(8)))
        default: nil
        }
    }

    /// The octets as text, up to the first that is zero.
    var text: String {
        var end = 0
        while end < byteCount, octet(end) != 0 { end += 1 }
        return String(decoding: octets(0, end), as: UTF8.self)
    }
}
