import PacketProtocols
import PacketSamples
import Packets
import Testing

struct DHCPTests {
    static func message(_ options: [UInt8], cookie: [UInt8] = [0x63, 0x82, 0x53, 0x63]) -> [UInt8] {
        [1, 1, 6, 0, 1, 2, 3, 4, 0, 5, 0x80, 0] + [UInt8](repeating: 0, count: 16) + [2, 0, 0, 0, 0, 7]
            + [UInt8](repeating: 0, count: 10) + Array("boot".utf8) + [UInt8](repeating: 0, count: 188) + cookie
            + options
    }

    @Test("the fixed part and the common options have their fields (RFC 2131 2, RFC 2132)")
    func options() {
        let fields = ApplicationPackets.fields(
            DHCP.self,
            Self.message([53, 1, 1, 12, 3, 0x77, 0x65, 0x62, 3, 8, 1, 2, 3, 4, 5, 6, 7, 8, 55, 2, 1, 121, 0, 0, 255, 0])
        )
        #expect(fields.contains("dhcp.id=0x01020304"))
        #expect(fields.contains("dhcp.flags.bc=1"))
        #expect(fields.contains("dhcp.hw.mac_addr=02:00:00:00:00:07"))
        #expect(fields.contains("dhcp.server=boot"))
        #expect(fields.contains("dhcp.option.dhcp=1"))
        #expect(fields.contains("dhcp.option.hostname=web"))
        #expect(fields.filter { $0.hasPrefix("dhcp.option.router=") }.count == 2)
        #expect(fields.contains("dhcp.option.request_list_item=121"))
        #expect(
            fields.filter { $0.hasPrefix("dhcp.option.padding=") } == [
                "dhcp.option.padding=0000", "dhcp.option.padding=00",
            ])
        #expect(fields.contains("dhcp.option.end=255"))
    }

    @Test("a hardware address is a card's where type and length say so, else octets (RFC 2131 2)")
    func hardwareAddress() {
        func fields(type: UInt8, length: UInt8) -> [String] {
            var message = Self.message([53, 1, 1, 255])
            message[1] = type
            message[2] = length
            return ApplicationPackets.fields(DHCP.self, message).filter {
                $0.hasPrefix("dhcp.hw.mac_addr=") || $0.hasPrefix("dhcp.hw.addr=")
            }
        }
        for type: UInt8 in [1, 6] { #expect(fields(type: type, length: 6) == ["dhcp.hw.mac_addr=02:00:00:00:00:07"]) }
        for type: UInt8 in [0, 32, 255] { #expect(fields(type: type, length: 6) == ["dhcp.hw.addr=020000000007"]) }
        #expect(fields(type: 1, length: 7) == ["dhcp.hw.addr=02000000000700"])
        #expect(fields(type: 27, length: 8) == ["dhcp.hw.addr=0200000000070000"])
        #expect(fields(type: 1, length: 0) == [])
    }

    @Test("a relay's sub-options and a client's identifier are taken apart (RFC 3046, RFC 4361)")
    func structured() {
        let fields = ApplicationPackets.fields(
            DHCP.self,
            Self.message(
                [82, 9, 1, 3, 0x61, 0x62, 0x63, 11, 2, 9, 9] + [61, 7, 1, 2, 0, 0, 0, 0, 7]
                    + [61, 11, 255, 0, 0, 0, 1, 0, 3, 0, 1, 0xaa, 0xbb, 255]))
        #expect(fields.contains("dhcp.option.agent_information_option.agent_circuit_id=616263"))
        #expect(fields.filter { $0 == "dhcp.hw.mac_addr=02:00:00:00:00:07" }.count == 2)
        #expect(fields.contains("dhcp.client_id.iaid=00000001"))
        #expect(fields.contains("dhcp.client_id.link_layer_address=aa:bb"))
    }

    @Test("names of a search list point into the option (RFC 3397 2)")
    func search() {
        let list: [UInt8] = [1, 0x61, 1, 0x62, 0, 1, 0x78, 0xc0, 2]
        #expect(
            ApplicationPackets.values(
                "dhcp.option.dhcp_dns_domain_search_list_fqdn", of: DHCP.self,
                Self.message([119, UInt8(list.count)] + list + [255])) == ["a.b", "x.b"])
    }

    @Test("without the cookie what follows is a vendor's (RFC 951)")
    func bootstrap() {
        let fields = ApplicationPackets.fields(DHCP.self, Self.message([1, 2], cookie: [0, 0, 0, 0]))
        #expect(fields.contains("dhcp.vendor_specific_options=000000000102"))
        #expect(!fields.contains { $0.hasPrefix("dhcp.cookie") })
    }

    @Test("an option that runs out is marked, and those before it stay")
    func truncation() {
        let fields = ApplicationPackets.fields(DHCP.self, Self.message([53, 1, 2, 12, 9, 0x61]))
        #expect(fields.contains("dhcp.option.dhcp=2"))
        #expect(fields.contains("_ws.malformed"))
    }

    @Test("of a message that the capture cut, the fixed fields that are there are shown")
    func cutFields() {
        func names(_ count: Int) -> Set<Substring> {
            let message = Array(Self.message([53, 1, 1, 255])[..<count])
            return Set(ApplicationPackets.fields(DHCP.self, message).map { $0.prefix { $0 != "=" } })
        }
        #expect(names(33).contains("dhcp.ip.relay") && !names(33).contains("dhcp.hw.mac_addr"))
        #expect(names(54).isSuperset(of: ["dhcp.hw.mac_addr", "dhcp.hw.addr_padding"]))
        #expect(!names(54).contains("dhcp.server") && names(108).contains("dhcp.server"))
        #expect(!names(235).contains("dhcp.file") && !names(235).contains("dhcp.cookie"))
    }

    @Test("a message that is made has its address padded and its options in place")
    func making() throws {
        let header = DHCP.with {
            $0.hardwareAddress = MACAddress(2, 0, 0, 0, 0, 9)
            $0.options = [.init(DHCP.Message.with { $0.value = 1 }), .init(DHCP.HostName.with { $0.text = "h" })]
        }
        let message = try Packet(pieces: [.layer(header.any, trailer: [])]).octets()
        #expect(message.count == 240 + 3 + 3)
        let fields = ApplicationPackets.fields(DHCP.self, message)
        #expect(fields.contains("dhcp.hw.len=6"))
        #expect(fields.contains("dhcp.cookie=99.130.83.99"))
        #expect(fields.contains("dhcp.option.hostname=h"))
    }

    @Test("every beginning of a message is read without a trap")
    func cuts() {
        let message = Self.message([82, 9, 1, 3, 0x61, 0x62, 0x63, 11, 2, 9, 9, 81, 4, 4, 0, 0, 3, 255])
        #expect(ApplicationPackets.cutEverywhere(DHCP.self, message) == message.count + 1)
    }
}
