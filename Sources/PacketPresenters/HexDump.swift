public import Packets

/// A packet's octets as tcpdump prints them below its line: `-x`, `-X` and `-A`.
public struct HexDump: Sendable {
    /// What is printed.
    public enum Style: Sendable {
        /// Hexadecimal (`-x`).
        case hex
        /// Hexadecimal with the characters beside it (`-X`).
        case hexAndText
        /// Only the characters (`-A`).
        case text
    }

    public var style: Style
    /// Whether the link's header is printed too: the flag given twice (`-xx`).
    public var includesLinkHeader: Bool
    /// For each protocol, whether tcpdump counts it to the link's header when it follows one: tags and LLC.
    private let extendsLinkHeader: [Bool]

    public init(_ style: Style, includesLinkHeader: Bool = false, in registry: Registry) {
        self.style = style
        self.includesLinkHeader = includesLinkHeader
        extendsLinkHeader = registry.protocols.map { ["vlan", "ieee8021ad", "llc"].contains($0.name) }
    }

    /// Writes the packet's octets, each line begun by a tab and ended by a line feed.
    ///
    /// tcpdump's line feeds stand before its lines; those here stand behind them, so that the packet's own line, with its
    /// line feed, comes first.
    public func write(_ packet: borrowing PacketView, into text: inout TextBuffer) {
        let from = includesLinkHeader ? 0 : linkHeaderLength(of: packet)
        write(packet.bytes.clamped(from, packet.bytes.byteCount), into: &text)
        for whole in packet.reassemblies {
            text.append("    Reassembled ")
            text.append(packet.layers[whole.layer].type.shortName)
            text.append(", ")
            text.append(decimal: whole.octets.count)
            text.append(" octets:\n")
            write(packet.octets.clamped(whole.octets.lowerBound, whole.octets.upperBound), into: &text)
        }
    }

    /// Writes any octets in this style.
    public func write(_ octets: RawSpan, into text: inout TextBuffer) {
        switch style {
        case .hex: Self.write(octets, withText: false, into: &text)
        case .hexAndText: Self.write(octets, withText: true, into: &text)
        case .text: Self.write(textOf: octets, into: &text)
        }
    }

    private func linkHeaderLength(of packet: borrowing PacketView) -> Int {
        guard packet.layers.count > 0 else { return 0 }
        let first = packet.layers[0]
        // Raw IP has no header below it.
        if first.isBroken { return 0 }
        guard packet.frame.linkType.hasHeader else { return 0 }
        var length = first.payloadStart
        for index in 1..<max(1, packet.layers.count) {
            let layer = packet.layers[index]
            guard extendsLinkHeader.indices.contains(Int(layer.id.rawValue)),
                extendsLinkHeader[Int(layer.id.rawValue)], !layer.isBroken
            else { break }
            length = layer.payloadStart
        }
        return length
    }

    private static func write(_ octets: RawSpan, withText: Bool, into text: inout TextBuffer) {
        var offset = 0
        while offset < octets.byteCount {
            let end = min(offset + 16, octets.byteCount)
            text.append("\t0x")
            text.append(hex: UInt(bitPattern: offset), digits: 4)
            text.append(": ")
            let start = text.count
            for index in offset..<end {
                if index & 1 == 0 { text.append(character: " ") }
                text.append(hexOf: octets.clamped(index, index + 1))
            }
            if withText {
                text.pad(from: start, to: 42)
                for index in offset..<end {
                    let octet = octets.octet(index)
                    text.append(byte: octet > 0x20 && octet < 0x7f ? octet : UInt8(ascii: "."))
                }
            }
            text.append(character: "\n")
            offset = end
        }
    }

    /// Tabs, spaces and line feeds stay; a carriage return before a line feed or among the last two octets is left out, as
    /// tcpdump 4.99 does it.
    private static func write(textOf octets: RawSpan, into text: inout TextBuffer) {
        let count = octets.byteCount
        for index in 0..<count {
            let octet = octets.octet(index)
            switch octet {
            case 0x0d:
                if index + 2 < count, octets.word(index) != 0x0d0a { text.append(character: ".") }
            case 0x09, 0x0a, 0x20...0x7e: text.append(byte: octet)
            default: text.append(character: ".")
            }
        }
        text.append(character: "\n")
    }
}

extension LinkType {
    /// Whether a header of the link stands before the network's: all links but raw IP.
    var hasHeader: Bool { self != .raw && self != .ipv4 && self != .ipv6 }
}
