public import PacketProtocols
public import Packets

/// A message of DHCP as clients and servers speak it: its kind, addresses and options. RFC 2131 section 2
public struct LeaseMessage: Sendable, Hashable {
    /// An option's code and its octets, at most 255 of them where it is sent. RFC 2132
    public struct Option: Sendable, Hashable {
        public var code: UInt8
        public var octets: [UInt8]

        public init(_ code: UInt8, _ octets: [UInt8]) {
            self.code = code
            self.octets = octets
        }
        public init(_ code: UInt8, _ addresses: [IPv4Address]) {
            self.init(code, addresses.flatMap { address in (0..<4).map { address.octet($0) } })
        }
        public init(_ code: UInt8, _ text: String) { self.init(code, Array(text.utf8)) }
        /// A number of 32 bits: a time in seconds.
        public init(_ code: UInt8, _ number: UInt32) {
            self.init(code, (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) })
        }
    }

    public var kind: DHCP.MessageType
    /// The client's number for the exchange: `xid`.
    public var identifier: UInt32
    /// For how long the client has been trying, in seconds.
    public var seconds: UInt16 = 0
    /// Whether the answer is to go to everybody: the client takes no other before it has an address.
    public var wantsBroadcast = false
    /// What the client has: `ciaddr`.
    public var clientAddress = IPv4Address.unspecified
    /// What the client is given: `yiaddr`.
    public var yourAddress = IPv4Address.unspecified
    /// The relay by which it came: `giaddr`.
    public var relayAddress = IPv4Address.unspecified
    /// The client's: `chaddr`.
    public var hardwareAddress: MACAddress
    /// All but the kind, in the order in which they stand. What came in several pieces is one (RFC 3396).
    public var options: [Option] = []

    public init(_ kind: DHCP.MessageType, identifier: UInt32, hardwareAddress: MACAddress) {
        self.kind = kind
        self.identifier = identifier
        self.hardwareAddress = hardwareAddress
    }

    /// Whether it is a server's.
    public var isReply: Bool { kind == .offer || kind == .acknowledgment || kind == .refusal }

    /// Reads a datagram's octets; `nil` where they are no message of DHCP, or not one about an Ethernet card.
    public init?(_ octets: [UInt8]) {
        let message = unsafe octets.span.bytes
        guard let dhcp = Layer<DHCP>(message), dhcp.cookie.rawValue == 0x6382_5363, dhcp.hardwareType == 1,
            dhcp.hardwareLength == 6
        else { return nil }
        var found: [Option] = []
        dhcp.readOptions { code, start, length in
            let octets = octets[start..<start + length]
            if let place = found.firstIndex(where: { $0.code == code }) {
                found[place].octets += octets
            } else {
                found.append(Option(code, Array(octets)))
            }
        }
        guard let place = found.firstIndex(where: { $0.code == 53 }), found[place].octets.count == 1 else { return nil }
        self.init(
            DHCP.MessageType(rawValue: found.remove(at: place).octets[0]), identifier: dhcp.identifier,
            hardwareAddress: dhcp.hardwareAddress)
        guard isReply == (dhcp.operation == 2) else { return nil }
        seconds = dhcp.seconds
        wantsBroadcast = dhcp.isBroadcast
        clientAddress = dhcp.clientAddress
        yourAddress = dhcp.yourAddress
        relayAddress = dhcp.relayAddress
        options = found
    }

    /// The message as it is sent: of 300 octets at least, which some relays want (RFC 1542 section 2.1).
    public var octets: [UInt8] {
        let header = DHCP.with {
            $0.operation = isReply ? 2 : 1
            $0.identifier = identifier
            $0.seconds = seconds
            $0.isBroadcast = wantsBroadcast
            $0.clientAddress = clientAddress
            $0.yourAddress = yourAddress
            $0.relayAddress = relayAddress
            $0.hardwareAddress = hardwareAddress
        }
        // With all of its fields given it always fits.
        var octets = (try? Packet { header }.octets(in: .standard)) ?? []
        for option in [Option(53, [kind.rawValue])] + options {
            octets += [option.code, UInt8(min(255, option.octets.count))] + option.octets.prefix(255)
        }
        octets.append(255)
        return octets + [UInt8](repeating: 0, count: max(0, 300 - octets.count))
    }
}

// MARK: What options say

extension LeaseMessage {
    /// An option's octets; `nil` where it is not there.
    public func octets(of code: UInt8) -> [UInt8]? { options.first { $0.code == code }?.octets }

    /// An option's addresses, without what is left behind the last whole one.
    public func addresses(of code: UInt8) -> [IPv4Address] {
        let octets = octets(of: code) ?? []
        return stride(from: 0, to: octets.count / 4 * 4, by: 4).map {
            IPv4Address(octets[$0], octets[$0 + 1], octets[$0 + 2], octets[$0 + 3])
        }
    }

    /// An option that is one address, or a number of 32 bits; `nil` where it is not there, or is anything else.
    public func address(of code: UInt8) -> IPv4Address? {
        octets(of: code)?.count == 4 ? addresses(of: code).first : nil
    }
    public func number(of code: UInt8) -> UInt32? { address(of: code)?.rawValue }

    /// An option's text, up to a NUL.
    public func text(of code: UInt8) -> String? {
        octets(of: code).map { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// Who answers, or is asked: the server's identifier.
    public var server: IPv4Address? { address(of: 54) }
    /// The address that a client asks for.
    public var requestedAddress: IPv4Address? { address(of: 50) }
}

extension DHCP.MessageType {
    public static let discover = Self(rawValue: 1)
    public static let offer = Self(rawValue: 2)
    public static let request = Self(rawValue: 3)
    public static let decline = Self(rawValue: 4)
    /// `DHCPACK`.
    public static let acknowledgment = Self(rawValue: 5)
    /// `DHCPNAK`.
    public static let refusal = Self(rawValue: 6)
    public static let release = Self(rawValue: 7)
    public static let inform = Self(rawValue: 8)
}
