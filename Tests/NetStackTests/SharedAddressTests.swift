import NetStack
import Packets
import Testing

/// A stack whose addresses somebody else has too: the host's kernel, which answers for them.
@Suite("An interface that shares its addresses")
struct SharedAddressTests {
    private static let card = MACAddress(2, 0, 0, 0, 0, 1)
    private static let peer = MACAddress(2, 0, 0, 0, 0, 2)

    private static func stack(shares: Bool) -> Stack {
        var stack = Stack(StackConfiguration(secrets: StackSecrets(1, 2)))
        var interface = Interface(
            hardwareAddress: card,
            addresses: [.init("10.0.0.1", prefixLength: 24), .init("fd00::1", prefixLength: 64)])
        interface.sharesAddresses = shares
        _ = stack.add(interface)
        return stack
    }

    /// What a peer asks, or sends to a port that nobody has.
    enum Question: CaseIterable { case arp, solicitation, echo, echo6, segment, datagram, datagram6, unknownProtocol }

    private static func frame(_ question: Question) throws -> [UInt8] {
        let isIPv6 = [.solicitation, .echo6, .datagram6].contains(question)
        return try Packet {
            Ethernet.with {
                $0.destination = card
                $0.source = peer
            }
            if question == .arp {
                ARP.with {
                    $0.sourceHardware = peer
                    $0.sourceAddress = "10.0.0.2"
                    $0.destinationAddress = "10.0.0.1"
                }
            } else if isIPv6 {
                IPv6.with {
                    $0.source = "fd00::2"
                    $0.destination = "fd00::1"
                    $0.hopLimit = 255
                }
            } else {
                IPv4.with {
                    $0.source = "10.0.0.2"
                    $0.destination = "10.0.0.1"
                    if question == .unknownProtocol { $0.protocol = .init(rawValue: 200) }
                }
            }
            if question == .solicitation {
                ICMPv6.with { $0.type = 135 }
                [0, 0, 0, 0, 0xfd] + [UInt8](repeating: 0, count: 14) + [1, 1, 1, 2, 0, 0, 0, 0, 2]
            }
            if question == .echo {
                ICMP.with { $0.type = 8 }
                [0, 0, 0, 1] as [UInt8]
            }
            if question == .echo6 {
                ICMPv6.with { $0.type = 128 }
                [0, 0, 0, 1] as [UInt8]
            }
            if question == .segment {
                TCP.with {
                    $0.destinationPort = 81; $0.synchronize = true
                }
            }
            if question == .datagram || question == .datagram6 { UDP.with { $0.destinationPort = 81 } }
        }.octets(in: .internet)
    }

    /// How many frames leave for one that came.
    private static func answers(of stack: inout Stack, to frame: [UInt8]) -> Int {
        stack.receive(unsafe frame.span.bytes, on: InterfaceID(rawValue: 0), now: 0)
        var count = 0
        while stack.next(now: 0) != nil { count += 1 }
        return count
    }

    @Test("nothing is said that somebody else says too", arguments: Question.allCases)
    func quiet(question: Question) throws {
        let frame = try Self.frame(question)
        var alone = Self.stack(shares: false)
        #expect(Self.answers(of: &alone, to: frame) > 0)
        var shared = Self.stack(shares: true)
        #expect(Self.answers(of: &shared, to: frame) == 0)
    }

    @Test("what a socket of ours asks leaves all the same, and its answers come")
    func speaking() throws {
        var stack = Self.stack(shares: true)
        _ = Self.answers(of: &stack, to: try Self.frame(.arp))
        let connection = try stack.connect(to: "10.0.0.2", port: 80, now: 0)
        // Its neighbor is asked for first.
        var count = 0
        while stack.next(now: 0) != nil { count += 1 }
        #expect(count > 0 && stack.status(connection)?.state == .synSent)
    }
}
