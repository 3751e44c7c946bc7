extension LinkType {
    /// The name that tcpdump and libpcap use (`EN10MB`), and what it stands for (`Ethernet`); `nil` for numbers that are
    /// not listed here.
    public var names: (name: String, meaning: String)? {
        switch rawValue {
        case 0: ("NULL", "BSD loopback")
        case 1: ("EN10MB", "Ethernet")
        case 6: ("IEEE802", "Token ring")
        case 8: ("SLIP", "SLIP")
        case 9: ("PPP", "PPP")
        case 10: ("FDDI", "FDDI")
        case 50: ("PPP_SERIAL", "PPP over serial")
        case 51: ("PPP_ETHER", "PPPoE")
        case 12, 14, 101: ("RAW", "Raw IP")
        case 104: ("C_HDLC", "Cisco HDLC")
        case 105: ("IEEE802_11", "802.11")
        case 107: ("FRELAY", "Frame Relay")
        case 108: ("LOOP", "OpenBSD loopback")
        case 113: ("LINUX_SLL", "Linux cooked v1")
        case 117: ("PFLOG", "OpenBSD pflog file")
        case 119: ("PRISM_HEADER", "802.11 plus Prism header")
        case 127: ("IEEE802_11_RADIO", "802.11 plus radiotap header")
        case 187: ("BLUETOOTH_HCI_H4", "Bluetooth HCI UART transport layer")
        case 189: ("USB_LINUX", "USB with Linux header")
        case 192: ("PPI", "Per-Packet Information")
        case 195: ("IEEE802_15_4", "IEEE 802.15.4 with FCS")
        case 220: ("USB_LINUX_MMAPPED", "USB with padded Linux header")
        case 227: ("CAN_SOCKETCAN", "CAN-bus with SocketCAN headers")
        case 228: ("IPV4", "Raw IPv4")
        case 229: ("IPV6", "Raw IPv6")
        case 231: ("DBUS", "D-Bus")
        case 239: ("NFLOG", "Linux netfilter log messages")
        case 249: ("USBPCAP", "USB with USBPcap header")
        case 253: ("NETLINK", "Linux netlink")
        case 276: ("LINUX_SLL2", "Linux cooked v2")
        default: nil
        }
    }
}

extension LinkType: CustomStringConvertible {
    /// `EN10MB (Ethernet)`, or `281 (unnamed)`.
    public var description: String {
        names.map { "\($0.name) (\($0.meaning))" } ?? "\(rawValue) (unnamed)"
    }
}
