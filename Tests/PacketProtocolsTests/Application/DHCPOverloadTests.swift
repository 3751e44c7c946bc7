import PacketSamples
import Testing

@testable import PacketProtocols
@testable import Packets

@Suite("DHCP options in the fields of names")
struct DHCPOverloadTests {
    /// A reply whose options are `options`, with `server` and `file` in the fields of 64 and 128 octets.
    private static func message(_ options: [UInt8], server: [UInt8] = [], file: [UInt8] = []) -> [UInt8] {
        func filled(_ octets: [UInt8], _ count: Int) -> [UInt8] {
            octets + [UInt8](repeating: 0, count: count - octets.count)
        }
        return filled([2, 1, 6, 0, 1, 2, 3, 4], 28) + filled([2, 0, 0, 0, 0, 7], 16) + filled(server, 64)
            + filled(file, 128) + [0x63, 0x82, 0x53, 0x63] + options
    }
    private static func values(_ name: String, _ message: [UInt8]) -> [String] {
        ApplicationPackets.values(name, of: DHCP.self, message)
    }
    private static let host: [UInt8] = [12, 3, 0x77, 0x65, 0x62]
    private static let router: [UInt8] = [3, 4, 192, 0, 2, 1]
    private static func routers(_ count: Int) -> [UInt8] { Array(repeatElement(router, count: count).joined()) }

    @Test("an overload of 1 puts options into file, of 2 into sname, of 3 into both (RFC 2131 4.1, RFC 2132 9.3)")
    func fields() {
        for kind in UInt8(0)...4 {
            let message = Self.message(
                [53, 1, 2, 52, 1, kind, 255], server: Self.host + [255], file: Self.router + [255])
            let takesFile = kind == 1 || kind == 3
            let takesName = kind == 2 || kind == 3
            #expect(Self.values("dhcp.option.router", message) == (takesFile ? ["192.0.2.1"] : []))
            #expect(Self.values("dhcp.option.hostname", message) == (takesName ? ["web"] : []))
            #expect(Self.values("dhcp.file", message).isEmpty == takesFile)
            #expect(Self.values("dhcp.server", message).isEmpty == takesName)
            #expect(Self.values("dhcp.option.padding", message) == [])
        }
    }

    @Test("no overload leads round in a circle, and none behind the end counts")
    func circles() {
        let overload: [UInt8] = [52, 1, 3, 255]
        let inFile = Self.message([52, 1, 1, 255], server: Self.host, file: [52, 1, 2] + Self.router + [255])
        #expect(Self.values("dhcp.option.router", inFile) == ["192.0.2.1"])
        #expect(Self.values("dhcp.option.hostname", inFile) == [])
        #expect(Self.values("dhcp.option.hostname", Self.message([255] + overload, server: Self.host)) == [])
        #expect(Self.values("dhcp.option.hostname", Self.message([52, 2, 3, 3, 255], server: Self.host)) == [])
        #expect(
            Self.values("dhcp.option.option_overload", Self.message(overload, server: overload, file: overload)).count
                == 3)
    }

    @Test("a field without an end option ends where it ends, and an option does not reach out of it")
    func ends() {
        let full = Self.routers(21) + [0, 0]
        #expect(full.count == 128)
        #expect(Self.values("dhcp.option.router", Self.message([52, 1, 1, 255], file: full)).count == 21)
        let long = ApplicationPackets.fields(DHCP.self, Self.message([52, 1, 1, 255], file: [66, 255, 0x74]))
        #expect(long.contains("_ws.malformed"))
        #expect(!long.contains { $0.hasPrefix("dhcp.option.tftp_server_name") })
        #expect(long.contains("dhcp.option.end=255"))
        let cut = Self.message([53, 1, 2, 52, 1, 3, 255], server: Self.host + [255], file: Self.router + [255])
        #expect(ApplicationPackets.cutEverywhere(DHCP.self, cut) == cut.count + 1)
    }

    @Test("what stands behind the end option in such a field is shown, but for zeros")
    func behindEnd() {
        let message = Self.message([52, 1, 1, 255], file: Self.router + [255, 0, 0x41])
        #expect(Self.values("dhcp.option.padding", message) == ["0041" + String(repeating: "00", count: 119)])
    }

    @Test("a crafted field holds its options and zeros behind them, and no more than it has room for")
    func crafting() throws {
        func octets(_ arguments: String) throws -> [UInt8] {
            var random = SplitMix64(seed: 1)
            let packet = try ForgeSequence(ForgeExpression("eth/ip/udp/dhcp(\(arguments))")).packet(
                at: 0, random: &random)
            return try Array(packet.octets().dropFirst(14 + 20 + 8))
        }
        let made = try octets("options=[dhcp=2,option_overload=1,end],file.options=[router=192.0.2.1,end]")
        #expect(made.count == 28 + 16 + 64 + 128 + 4 + 7)
        #expect(Self.values("dhcp.option.router", made) == ["192.0.2.1"])
        let typed = DHCP.with {
            $0.options = [.init(DHCP.Overload.with { $0.value = .init(rawValue: 2) })]
            $0.serverNameOptions = [.init(DHCP.HostName.with { $0.text = "web" })]
        }
        #expect(typed.any.currentOctets.count == 28 + 16 + 64 + 128 + 4 + 3)
        #expect(typed.any.currentOctets[44..<52].elementsEqual([12, 3, 0x77, 0x65, 0x62, 0, 0, 0]))
        let list = Array(repeating: "router=192.0.2.1", count: 22).joined(separator: ",")
        let error = #expect(throws: ForgeError.self) { try octets("file.options=[\(list)]") }
        #expect(error?.message.contains("room for 128 octets") == true)
    }

    @Test("an option of such a field is edited where it lies, and the field stays as long as it is")
    func editing() throws {
        func edited(_ name: String, _ text: String, _ file: [UInt8], kind: UInt8 = 1) throws -> [UInt8] {
            let message = Self.message([52, 1, kind, 255], file: file)
            var header = AnyHeader(opening: message, as: DHCP.self)
            var occurrence = 0
            _ = try header.edit(name, to: text, occurrence: &occurrence)
            #expect(header.currentOctets.count == message.count)
            return header.currentOctets
        }
        let longer = try edited("dhcp.option.hostname", "workstation", Self.host + Self.router + [255])
        #expect(Self.values("dhcp.option.hostname", longer) == ["workstation"])
        #expect(Self.values("dhcp.option.router", longer) == ["192.0.2.1"])
        let shorter = try edited("dhcp.option.hostname", "w", Self.host + Self.router + [255])
        #expect(Self.values("dhcp.option.hostname", shorter) == ["w"])
        #expect(Self.values("dhcp.option.router", shorter) == ["192.0.2.1"])
        let full = Self.host + Self.routers(20) + [0, 0, 255]
        #expect(throws: ForgeError.self) { try edited("dhcp.option.hostname", "workstation", full) }
        // A name is no list: nothing in it is found.
        let name = Self.host + [255]
        #expect(try edited("dhcp.option.hostname", "x", name, kind: 4) == Self.message([52, 1, 4, 255], file: name))
    }

    @Test("the line reads the options of all three fields")
    func line() {
        let message = Self.message([52, 1, 1, 255], file: [53, 1, 5, 255])
        let dhcp = Layer<DHCP>(message.octets)
        var codes: [UInt8] = []
        dhcp?.readOptions { code, _, _ in codes.append(code) }
        #expect(codes == [52, 53])
    }
}
