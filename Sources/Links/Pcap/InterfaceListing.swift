internal import CPcap

/// An interface that frames can be captured on, as libpcap lists it. pcap_findalldevs(3PCAP)
public struct InterfaceListing: Hashable, Sendable {
    /// `eth0`, `any`.
    public let name: String
    /// What it is, in words.
    public let explanation: String?
    public let isUp: Bool
    public let isRunning: Bool
    public let isLoopback: Bool

    /// Whether it is a network interface, or all of them: others, such as `nflog` and `usbmon0`, are captured on by a
    /// `PcapLink` alone.
    public var isNetworkInterface: Bool { name == "any" || InterfaceNames.index(of: name) != nil }

    /// Every interface, the most useful first.
    ///
    /// - Throws: `LinkError`: `systemFailed`.
    public static func all() throws(LinkError) -> [InterfaceListing] {
        var first: UnsafeMutablePointer<pcap_if_t>?
        var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        guard unsafe pcap_findalldevs(&first, &message) == 0 else {
            let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            throw LinkError(.systemFailed, linkName: "interfaces", message: String(decoding: text, as: UTF8.self))
        }
        defer { unsafe pcap_freealldevs(first) }
        var listings: [InterfaceListing] = []
        var next = unsafe first
        while let entry = unsafe next {
            let flags = unsafe entry.pointee.flags
            listings.append(
                InterfaceListing(
                    name: unsafe String(cString: entry.pointee.name),
                    explanation: unsafe entry.pointee.description.map { unsafe String(cString: $0) },
                    isUp: flags & UInt32(PCAP_IF_UP) != 0, isRunning: flags & UInt32(PCAP_IF_RUNNING) != 0,
                    isLoopback: flags & UInt32(PCAP_IF_LOOPBACK) != 0))
            unsafe next = entry.pointee.next
        }
        return listings
    }
}
