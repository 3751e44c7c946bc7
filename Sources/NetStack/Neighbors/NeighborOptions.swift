import Packets

/// The options of a neighbor discovery message, as far as they are known here. RFC 4861 section 4.6.
struct NeighborOptions: BitwiseCopyable {
    /// The link addresses of who sent the message, and of who it is about.
    var source: MACAddress? = nil
    var target: MACAddress? = nil
    var mtu: UInt32? = nil
    /// Where the first prefixes stand; of more than there is room for the rest is left out.
    var prefixes = InlineArray<8, (start: Int, end: Int)>(repeating: (0, 0))
    var prefixCount = 0
    /// Whether each option has a length, and all end where the message does. One of length 0 breaks the message (section
    /// 4.6).
    let isWhole: Bool

    @inline(never)
    init(_ frame: RawSpan, from: Int, to: Int) {
        var at = from
        while at < to, let option = Layer<NeighborOption>(frame, from: at, to: to) {
            let (start, end) = (at &+ 2, at &+ option.parts.total)
            switch option.type.rawValue {
            case 1: source = Layer<NeighborOption.SourceLinkAddress>(frame, from: start, to: end)?.address
            case 2: target = Layer<NeighborOption.TargetLinkAddress>(frame, from: start, to: end)?.address
            case 3 where prefixCount < prefixes.count:
                prefixes[prefixCount] = (start, end)
                prefixCount += 1
            case 5: mtu = Layer<NeighborOption.MTU>(frame, from: start, to: end)?.size
            default: break
            }
            at = end
        }
        isWhole = at == to
    }
}

/// A neighbor discovery message that asks for an address, or tells of one, with the one option that it has here.
struct NeighborMessage: BitwiseCopyable {
    /// 135 or 136.
    var kind: ICMPKind
    var target: IPv6Address
    /// Who sends it, or who is told of; `nil` when the option is left out.
    var hardware: MACAddress? = nil
    var isSolicited = false
    var isOverride = false
    var isRouter = false

    var count: Int { hardware == nil ? 24 : 32 }

    func write(into bytes: inout MutableRawSpan, at start: Int, from source: IPv6Address, to destination: IPv6Address) {
        // Solicitation and advertisement have their target in the same place.
        var message = MutableLayer<ICMPv6.NeighborAdvertisement>(&bytes, at: start + 4)
        message.isSolicited = isSolicited
        message.isOverride = isOverride
        message.isRouter = isRouter
        message.target = target
        if let hardware { Self.writeOption(kind.type == 135 ? 1 : 2, hardware, into: &bytes, at: start + 24) }
        ICMPWriter.finish(&bytes, kind, at: start, count: count, from: source, to: destination)
    }

    /// Writes a link address: 1 the sender's, 2 that of who is told of.
    static func writeOption(_ type: UInt8, _ hardware: MACAddress, into bytes: inout MutableRawSpan, at start: Int) {
        var option = MutableLayer<NeighborOption>(&bytes, at: start)
        option.type = NeighborOption.Kind(rawValue: type)
        option.length = 1
        var address = MutableLayer<NeighborOption.SourceLinkAddress>(&bytes, at: start + 2)
        address.address = hardware
    }
}
