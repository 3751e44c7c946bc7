import PacketPresenters
import PacketProtocols
import Packets
import Testing

@Suite("What a library user meets first")
struct FirstHourTests {
    @Test("addresses are written as literals")
    func literals() {
        let four: IPv4Address = "10.0.0.1"
        let six: IPv6Address = "2001:db8::1"
        let hardware: MACAddress = "02:00:00:00:00:01"
        let either: [IPAddress] = ["10.0.0.1", "2001:db8::1"]
        let prefix: IPv4Prefix = "10.0.0.0/8"
        let longer: IPv6Prefix = "2001:db8::/32"
        #expect(four == IPv4Address(10, 0, 0, 1) && "\(six)" == "2001:db8::1" && "\(hardware)" == "02:00:00:00:00:01")
        #expect(either == [.v4(four), .v6(six)])
        #expect(prefix.contains(four) && longer.contains(six))
    }

    private static func octets() throws -> [UInt8] {
        try Packet {
            Ethernet.with { $0.destination = "02:00:00:00:00:02" }
            IPv4.with { $0.destination = "10.0.0.2" }
            UDP.with {
                $0.sourcePort = 40000
                $0.destinationPort = 9999
            }
            "hello"
        }.octets()
    }

    @Test("layers are walked with for, and say what they are and where")
    func layers() throws {
        let octets = try Self.octets()
        var dissector = PacketDissector()
        let packet = dissector.packet(unsafe octets.span.bytes, at: Timestamp(seconds: 0), as: .ethernet)
        var names: [String] = []
        for layer in packet.layerList { names.append("\(layer)") }
        #expect(names == ["eth 0..<14", "ip 14..<34", "udp 34..<42", "data 42..<47"])
        let second = packet.layerList[1]
        #expect(second.title == "Internet Protocol Version 4" && second.octets == 14..<47)
        let last = packet.layerList.last?.name
        let isBroken = packet.fault != nil
        #expect(last == "data" && !isBroken)
    }

    @Test("a packet and a layer say what a person wants to know")
    func descriptions() throws {
        let octets = try Self.octets()
        var dissector = PacketDissector()
        let packet = dissector.packet(unsafe octets.span.bytes, at: Timestamp(seconds: 1), as: .ethernet)
        #expect("\(packet)" == "00:00:01.000000 IP 0.0.0.0.40000 > 10.0.0.2.9999: UDP, length 5")
        let description = packet.description
        #expect(String(describing: packet) == description)
        guard let udp = packet.layer(UDP.self) else {
            Issue.record("there is no datagram")
            return
        }
        #expect("\(udp)" == "User Datagram Protocol, Src Port: 40000, Dst Port: 9999")
    }

    @Test("what is broken is a property, and says where and whether only the capture cut it")
    func faults() throws {
        let octets = try Self.octets()
        var dissector = PacketDissector()
        let short = Array(octets.prefix(38))
        let broken = dissector.packet(unsafe short.span.bytes, at: Timestamp(seconds: 0), as: .ethernet)
        let found = broken.fault
        let fault = try #require(found)
        #expect(fault.layer.name == "udp" && !fault.isCut)
        #expect("\(fault)" == "UDP at offset 34 does not fit in the 4 octets that are there")
        let cut = dissector.packet(
            unsafe short.span.bytes, at: Timestamp(seconds: 0), as: .ethernet, originalLength: octets.count)
        let missing = cut.fault
        #expect(missing?.isCut == true)
        #expect(missing?.description == "UDP at offset 34: the capture kept only 4 octets of it")
    }

    @Test("options stand in a list as they are, with the kind that their variant has")
    func items() throws {
        let header = TCP.with {
            $0.options = [
                TCP.MaximumSegmentSize.with { $0.size = 1400 }, TCP.NoOperation.with(),
                TCP.WindowScale.with { $0.shift = 7 },
            ]
        }
        let same = TCP.with {
            $0.options = [
                .init(TCP.MaximumSegmentSize.with { $0.size = 1400 }), .init(TCP.NoOperation.with { _ in }),
                .init(TCP.WindowScale.with { $0.shift = 7 }),
            ]
        }
        #expect(try Packet { header }.octets() == Packet { same }.octets())
        #expect(try Packet { header }.octets().suffix(8) == [2, 4, 5, 120, 1, 3, 3, 7])
    }
}
