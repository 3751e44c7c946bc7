import PacketFilters
import PacketProtocols
import Packets
import Testing

/// The examples of wireshark-filter(4), from its first line to its last, over the tour; the figures are tshark 4.0's.
@Suite("Display filter: the manual's examples (wireshark-filter(4))")
struct FilterManualTests {
    /// How many frames of the tour a filter lets pass.
    private func count(_ text: String) throws -> Int {
        var filter = try DisplayFilter(text, in: .standard)
        var dissector = PacketDissector(.standard)
        return CapturedPackets.tour.count { captured in captured.dissected(by: &dissector) { filter.matches(&$0) } }
    }

    @Test("the tour is there")
    func tour() { #expect(CapturedPackets.tour.count == 141) }

    @Test(
        "these let as many frames pass as in tshark",
        arguments: [
            ("ip", 88),
            ("all tcp.port > 1024", 2),
            ("any ip.addr != 1.1.1.1", 88),
            ("http contains \"https://www.wireshark.org\"", 0),
            ("string(frame.number) matches \"[13579]$\"", 71),
            ("frame.len > 10", 141),
            ("frame.len > 012", 141),
            ("frame.len > 0xa", 141),
            ("frame.len > 0b1010", 141),
            ("eth.dst eq ff:ff:ff:ff:ff:ff", 5),
            ("ip.src == 192.168.1.1", 0),
            ("ip.addr == 129.111.0.0/16", 0),
            ("(dhcp.id == 0xfe089c15) || (ip.id == 0x0373)", 0),
            ("http.request.method == \"POST\"", 0),
            ("http.request.method == \"\\x48EAD\"", 0),
            ("http.request.method == \"\\110EAD\"", 0),
            ("eth.src[0:3] == 00:00:83", 0),
            ("http.content_type[0:4] == \"text\"", 4),
            ("llc[0] eq aa", 0),
            ("frame[100-199] contains \"wireshark\"", 0),
            ("frame[-4:4] == 0.1.2.3", 0),
            ("frame[-4:] == 0.1.2.3", 0),
            ("ip.addr#2 == 192.168.30.40", 0),
            ("tcp.port#[2-4]", 0),
            ("tcp.port in {80,443,8080}", 67),
            ("tcp.port == 80 or tcp.port == 443 or tcp.port == 8080", 67),
            ("http.request.method in {\"HEAD\", \"GET\"}", 4),
            ("tcp.port in {443, 4430..4434}", 35),
            ("ip.addr in {10.0.0.5 .. 10.0.0.9, 192.168.1.1..192.168.1.9}", 0),
            ("frame.time_delta in {10 .. 10.5}", 0),
            ("tcp.payload contains \"GET\"", 4),
            ("tcp.payload contains 47.45.54", 4),
            ("frame[60:2] gt 50.51", 80),
            ("frame[60:2] gt \"PQ\"", 80),
            ("frame[4] == 0xff", 5),
            ("frame[1:4] contains 0x02", 0),
            ("tcp.flags & 0x02", 13),
            ("eth.addr[0] & 0x0f == 2", 141),
            ("ip[42:2] & 40:ff", 0),
            ("udp.dstport >= udp.srcport + 1", 11),
            ("tcp.dstport >= 4 * {tcp.srcport + 3}", 34),
            ("frame.time_relative >= ${frame.time_relative} - 300", 0),
            ("tcp.port == 80 and ip.src == 192.168.2.1", 0),
            ("not llc", 141),
            ("http and frame[100-199] contains \"wireshark\"", 0),
            ("ip.dst ne 224.1.2.3", 88),
            ("ip.dst and ip.dst ne 224.1.2.3", 88),
            ("not ip.dst or ip.dst ne 224.1.2.3", 141),
            ("not ip.dst eq 224.1.2.3", 141),
            ("tcp.port === 443", 0),
            ("tcp.port !== 443", 79),
            ("tcp.port any_eq 443", 35),
            ("tcp.port all_ne 443", 44),
            ("tcp.port any_ne 443", 79),
            ("tcp.port all_eq 443", 0),
            ("http.user_agent ~ \"CURL\"", 3),
            ("len(http.host) > 5", 4),
            ("count(ip.addr) == 2", 86),
            ("max(tcp.srcport, tcp.dstport) > 40000", 47),
            ("min(tcp.srcport, tcp.dstport) < 1024", 77),
            ("abs(tcp.len) > 100", 14),
            ("frame.time > \"2020-07-04T12:34:56\"", 141),
            ("frame.time < \"Sep 26, 2004 23:18:04.954975\"", 0),
            ("frame.time > \"2020-07-04 12:34:56Z\"", 141),
            ("tcp[:4] == tcp[0:4]", 79),
            ("tcp.dstport bitwise_and 1", 30),
            ("tcp.srcport % 2 == 1", 27),
            ("tcp.srcport / 2 * 2 == tcp.srcport", 52),
            ("ip and tcp or not udp and arp or dns and not ipv6 or icmp", 83),
            ("tcp[13] == 0x02", 7),
            ("frame contains 0x65", 50),
            ("frame contains 65:78", 32),
            ("eth.addr == 02005e10000a", 133),
            ("eth.addr == 0200.5e10.000a", 133),
        ] as [(String, Int)])
    func counts(text: String, expected: Int) throws {
        #expect(try count(text) == expected)
    }

    @Test("seven ways to write a number are one filter")
    func numbers() throws {
        for number in ["10", "012", "0xa", "0b1010", "'\\n'", "'\\x0a'", "'\\012'"] {
            #expect(try count("frame.len > \(number)") == 141, "\(number)")
            #expect(try count("ip.hdr_len == \(number) * 2") == 88, "\(number)")
        }
    }

    @Test("masked octets are true when they are not zero, in the figures that tshark has for the tour")
    func masks() throws {
        for (text, expected) in [
            ("eth.dst[0] & 1", 19), ("not eth.dst[0] & 1", 122), ("tcp[13] & 2", 13), ("tcp[13] & 0x02 == 0x02", 13),
            ("ipv6.src & ::1", 21), ("not ipv6.dst & ::1", 117), ("ipv6.dst & 0::", 0), ("ip.src & 0.0.0.1", 86),
            ("eth.dst & 01:00:00:00:00:00", 19), ("not eth.dst & 01:00:00:00:00:00", 122), ("tcp.payload & 01", 14),
            ("tcp.payload[0] & 01", 14), ("tcp.payload[0] & tcp.payload[1]", 23), ("tcp[12:2] & 00:02", 13),
            ("eth.dst[0:3] & ff:00", 141), ("eth.src & ff:ff:ff:00:00:00 == 02:00:5e:00:00:00", 141),
            ("tcp[13]", 79), ("eth.dst[0]", 141), ("not tcp[4:4]", 62),
        ] {
            #expect(try count(text) == expected, "\(text)")
        }
    }

    @Test(
        "of protocols that are not dissected here the language is read, and the name is what is refused",
        arguments: [
            ("tr.rif", "tr.rif"), ("wsp.header.user_agent matches \"cldc\"", "wsp.header.user_agent"),
            ("wsp.header.user_agent matches \"(?-i)cldc\"", "wsp.header.user_agent"),
            ("upper(ncp.nds_stream_name) contains \"MACRO\"", "ncp.nds_stream_name"),
            ("lower(mount.dump.hostname) == \"angel\"", "mount.dump.hostname"), ("tr.sr == 1", "tr.sr"),
            ("tr.sr == TRUE", "tr.sr"), ("aim.data == 0.1.0.d", "aim.data"),
            ("fddi.src == aa-aa-aa-aa-aa-aa", "fddi.src"), ("echo.data == 7a", "echo.data"),
            ("browser.comment == \"An embedded \\\" double-quote\"", "browser.comment"),
            ("smb.path contains \"\\\\\\\\SERVER\\\\SHARE\"", "smb.path"),
            ("smb.path contains r\"\\\\SERVER\\SHARE\"", "smb.path"), ("token[0:5] ne 0.0.0.1.1", "token"),
            ("ftp[1,3-5,9:] == 01:03:04:05:09:0a:0b", "ftp"),
            ("(ipx.src.net == 0xbad && ipx.src.node == 0.0.0.0.0.1) || ip", "ipx.src.net"),
        ])
    func foreign(text: String, name: String) throws {
        _ = try FilterParser.parse(text)
        let error = #expect(throws: FilterError.self) { try DisplayFilter(text, in: .standard) }
        #expect(error?.code == .unknownField)
        if let error { #expect(String(decoding: Array(text.utf8)[error.range], as: UTF8.self) == name) }
    }

    @Test("the same shapes on fields that are dissected here")
    func shapes() throws {
        for (text, expected) in [
            ("eth.dst[0,2-3,5:] == 02:5e:10:0a", try count("eth.dst == 02:00:5e:10:00:0a")),
            ("udp.payload == 0.1.0.d", 0), ("http.host contains \"\\\\\\\\SERVER\\\\SHARE\"", 0),
            ("(udp.length == 0xbad && eth.src == 0.0.0.0.0.1) || ip", 88), ("upper(http.host) contains \"MACRO\"", 0),
        ] {
            #expect(try count(text) == expected, "\(text)")
        }
    }

    @Test("hosts may be named, and their networks")
    func hosts() throws {
        let names = FilterNames(addresses: {
            ["www.mit.edu", "sneezy"].contains($0) ? [.v4(IPv4Address(1, 2, 3, 4))] : []
        })
        for text in ["ip.dst eq www.mit.edu", "ip.addr eq sneezy/24"] {
            _ = try DisplayFilter(text, in: .standard, names: names)
        }
        for text in ["ip.dst eq www.mit.edu", "ip.addr eq sneezy/24"] {
            #expect(throws: FilterError.self) { try DisplayFilter(text, in: .standard) }
        }
        // Not of names of fields, as the manual says.
        #expect(throws: FilterError.self) { try DisplayFilter("ip.src/24 == ip.dst/24", in: .standard, names: names) }
    }
}
