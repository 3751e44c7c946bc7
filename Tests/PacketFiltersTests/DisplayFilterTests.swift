import PacketProtocols
import Testing

@testable import PacketFilters
@testable import Packets

@Suite("Display filter: meaning")
struct DisplayFilterTests {
    @Test(
        "these let the HTTP segment pass",
        arguments: [
            "", "tcp", "ip && tcp", "not dns", "frame", "tcp.port == 80", "tcp.port == 1024", "80 == tcp.port",
            "tcp.port != 81", "tcp.port ~= 80", "any tcp.port > 1000", "tcp.port in {70..90}", "tcp.port in {1, 1024}",
            "all tcp.port in {80..1024}", "tcp.port > -1", "tcp.flags.ack == 1", "tcp.flags.ack == true",
            "tcp.flags.ack == TRUE", "tcp.flags.ack == 5", "tcp.flags.syn == False", "tcp.flags == 0x018",
            "ip.addr == 10.0.0.0/8", "ip.src == 10.9.0.1", "ip.src < 10.9.0.2", "ip.src > 9.0.0.0/8",
            "ip.src in {10.9.0.0/30, 1.1.1.1}", "ip.src in {10.9.0.0..10.9.0.9}", "ip.src & 255.0.0.0 == 10.0.0.0",
            "ip.proto == TCP", "ip.proto == tcp", "ip.proto in {udp, tcp}", "ip.proto == \"tcp\"",
            "eth.src == 02:00:00:00:00:01", "eth.addr == 02-00-00-00-00-02", "eth.src[0:2] == 02:00",
            "eth.src[5] == 01", "eth.src[-1] == 1", "eth.src contains 00:01", "eth[12:2] == 08:00", "eth[-2:1] == 08",
            "tcp contains \"GET\"", "tcp contains 47:45:54", "tcp contains 'G'", "frame contains \"HTTP\"",
            "not tcp contains \"get\"", "frame matches \"get / http\"", "tcp[12] == 80", "tcp[0:2,2:2] == 04:00:00:50",
            "len(tcp) == 32", "len(frame) > 60", "tcp[40:1] != 00", "not tcp[40:1]", "count(tcp.port) == 2",
            "tcp.srcport - 24 == 1000", "tcp.srcport == tcp.dstport * 12 + 64", "ip.ttl & 64", "not ip.ttl & 1",
            "ip.ttl % 10 == 4", "-ip.ttl < 0", "abs(ip.ttl - 100) == 36", "not tcp.srcport / 0 == 0",
            "not tcp.srcport % 0 == 0", "max(tcp.srcport, tcp.dstport) == 1024", "min(tcp.port) == 80",
            "string(ip.src) == \"10.9.0.1\"", "string(tcp.srcport) matches \"^10\"", "tcp.srcport > tcp.dstport",
            "ip.src != ip.dst", "ip.src == ip.addr", "ip.src[0] == 0a", "@tcp.dstport == 00:50", "tcp.port#1 == 80",
            "not ip.src#2", "ip.src#[-1] == 10.9.0.1", "ip.src#[1-3]", "tcp.options.timestamp",
            "tcp.options.timestamp.tsval == 100", "tcp.option_kind == 8", "all tcp.option_kind in {1..8}",
            "tcp.len == 16", "frame.number == 7", "frame.number == 5 + 2", "frame.time_relative == 0.5",
            "frame.time_relative > 0.25", "frame.time_delta * 2 == 1", "frame.time > \"2020-09-13 12:26:40\"",
            "frame.time == \"2020-09-13T12:26:40.5Z\"", "frame.time == \"Sep 13, 2020 14:26:40.5 +02:00\"",
            "frame.time - frame.time_relative == \"2020-09-13 12:26:40\"", "frame.time_epoch == 1600000000.5",
            "frame.len == frame.cap_len", "frame.protocols contains \"tcp\"", "upper(frame.protocols) contains \"TCP\"",
            "tcp xor dns", "not (tcp xor ip)", "tcp xor ip xor eth", "tcp and (dns or eth) and not arp",
            "60 < frame.len < 1000", "tcp.port == 0120", "tcp.port == 0b1010000", "tcp.port == 'P'", "ethernet",
        ])
    func passes(text: String) throws {
        #expect(try FilterSamples.matches(text, FilterSamples.tcp))
    }

    @Test(
        "these keep the HTTP segment out",
        arguments: [
            "dns", "!tcp", "udp.port == 80", "udp.port != 80", "tcp.port != 80", "tcp.port === 80",
            "all tcp.port > 1000", "tcp.port in {81..1000}", "tcp.port < 0", "not tcp.port == 80",
            "tcp.flags.syn == 1", "ip.src == 11.0.0.0/8", "ip.src != 10.0.0.0/8", "ip.src > 10.0.0.0/8",
            "count(dns) == 0", "tcp contains \"get\"", "tcp matches \"post\"",
            "tcp.options.mss", "eth.src == eth.dst", "tcp.srcport / 0 != 1", "len(udp) >= 0", "tcp.len > 16",
            "frame.time < 2020-09-13", "all tcp.port in {80, 1024}", "tcp.option_kind == 2",
        ])
    func blocks(text: String) throws {
        #expect(try !FilterSamples.matches(text, FilterSamples.tcp))
    }

    @Test(
        "these let the DNS query pass",
        arguments: [
            "dns", "udp && dns", "dns.qry.name == \"www.example\"", "dns.qry.name == mail",
            "dns.qry.name contains \"ex\"",
            "dns.qry.name matches \"^WWW\"", "count(dns.qry.name) == 2", "len(dns.qry.name) == 4",
            "dns.qry.type == 1", "dns.qry.type == 28", "all dns.qry.type in {1..28}", "dns.qry.type != 5",
            "any dns.qry.type != 1", "not dns.qry.type != 1", "dns.qry.name in {\"a\", \"mail\"}",
            "dns.qry.name in {\"a\", \"mail\"..\"mall\"}", "dns.flags.response == 0", "dns.count.queries == 2",
            "max(dns.qry.name) == \"www.example\"", "upper(dns.qry.name) == \"MAIL\"", "udp.length == len(udp) + 39",
            "dns.qry.name > \"w\" and dns.qry.name < \"n\"", "udp.port == 53 or dns", "dns.id == 0xabcd",
        ])
    func names(text: String) throws {
        #expect(try FilterSamples.matches(text, FilterSamples.dns))
    }

    @Test(
        "octets and addresses are true when they are not zero (wireshark-filter(4), \"Bitwise operators\")",
        arguments: [
            ("eth.dst[0] & 2", true), ("eth.dst[0] & 1", false), ("tcp[13] & 8", true), ("tcp[13] & 0x02", false),
            ("eth.dst & 02:00:00:00:00:00", true), ("eth.dst & 01:00:00:00:00:00", false),
            ("eth.dst & eth.src", true), ("eth.src[5] & eth.dst[5]", false), ("ip.src & 0.0.0.1", true),
            ("ip.src & 0.0.0.0", false), ("ip.src & 0.0.0.6", false), ("ip.src & ip.dst", true),
            ("ip[12:4] & 00:00:00:01", true), ("ip[12:4] & 00:00:00:02", false), ("tcp.payload[0] & 47", true),
            ("tcp.payload[0] & b8", false), ("tcp.flags & 2", false), ("tcp.flags & 0x10", true),
            ("@ip.src & 0a:00:00:00", true), ("@ip.src & 05:00:00:00", false), ("{eth.dst[0] & 1}", false),
            // A slice alone asks whether it is there, whatever it holds.
            ("tcp[18:2]", true), ("tcp.payload[100]", false), ("eth.dst[1]", true),
            // The mask of what is not there is neither zero nor not.
            ("tcp.payload[100] & 01", false), ("udp[0] & 01", false),
            ("eth.dst & ff:00:00:00:00:00 == 02:00:00:00:00:00", true), ("eth.dst[0] & 0f == 2", true),
            ("eth.src & ff:ff:00:00:00:00 == eth.dst & ff:ff:00:00:00:00", true),
            ("eth.src & 00:00:00:00:00:03 == 00:00:00:00:00:03", false), ("ip.src & 255.0.0.0 == 10.0.0.0", true),
            // As many octets as the shorter has.
            ("eth.dst[0:3] & 02", true), ("tcp.payload & 01", true), ("tcp.payload & b8", false),
        ])
    func truth(text: String, holds: Bool) throws {
        #expect(try FilterSamples.matches(text, FilterSamples.tcp) == holds)
        #expect(try FilterSamples.matches("not (\(text))", FilterSamples.tcp) == !holds)
    }

    @Test(
        "an IPv6 address is true when it is not ::",
        arguments: [
            ("ipv6.src & ::1", true), ("ipv6.dst & ::1", false), ("ipv6.dst & ::2", true), ("ipv6.src & ::", false),
            ("ipv6.src & ffff::", true), ("ipv6.src & 1::", false), ("ipv6.src & ipv6.dst", true),
            ("ipv6.src & ::1 == ::1", true), ("ipv6.src & ffff:: == fe80::", true), ("ipv6.dst & ::1 == ::", true),
        ])
    func truthOfIPv6(text: String, holds: Bool) throws {
        let zeros = [UInt8](repeating: 0, count: 13)
        var packet: [UInt8] = Array(FilterSamples.ethernet.prefix(12))
        packet += [0x86, 0xdd, 0x60, 0, 0, 0, 0, 0, 59, 64]
        packet += [0xfe, 0x80] + zeros + [1]
        packet += [0xfe, 0x80] + zeros + [2]
        #expect(try FilterSamples.matches(text, packet) == holds)
        #expect(try FilterSamples.matches("not (\(text))", packet) == !holds)
    }

    @Test(
        "octets may be written with any separators, or as one octet's hexadecimal number",
        arguments: [
            "eth.dst == 020000000002", "eth.dst == 0200.0000.0002", "eth.dst == 2:0:0:0:0:2", "eth.dst[0] == 0x02",
            "eth.dst[0] == 0X2", "eth.dst[0:2] == 0200", "eth.dst[0:2] == 2.0", "eth.dst[0:2] == 2-00",
            "tcp.payload contains 0x47", "tcp.payload contains 474554", "eth.dst[0] in {0x01, 0x02}",
            "eth.addr[0] & 0x0f == 2", "eth.dst in {020000000002}", "tcp[12:2] == 80.18", "tcp[0:2] == 4.0",
        ])
    func octets(text: String) throws {
        #expect(try FilterSamples.matches(text, FilterSamples.tcp))
    }

    @Test("services and hosts may be named: known ones here, others by whom the caller asks")
    func namesOfHost() throws {
        for text in ["tcp.port == http", "tcp.dstport == \"http\"", "tcp.port in {ssh, HTTP}"] {
            #expect(try FilterSamples.matches(text, FilterSamples.tcp), "\(text)")
        }
        #expect(try FilterSamples.matches("udp.port == domain", FilterSamples.dns))
        #expect(try !FilterSamples.matches("tcp.port == https", FilterSamples.tcp))
        let names = FilterNames(
            addresses: {
                $0 == "sneezy" ? [.v6(.unspecified), .v4(IPv4Address(10, 9, 0, 1)), .v4(IPv4Address(1, 1, 1, 1))] : []
            },
            ports: { $0 == "webcache" ? [80] : [] })
        for text in [
            "ip.src == sneezy", "ip.dst == sneezy/24", "ip.dst != sneezy", "ip.src in {sneezy}",
            "tcp.dstport == webcache", "ip.src == \"sneezy\"", "sneezy == ip.src",
        ] {
            var filter = try DisplayFilter(text, in: .standard, names: names)
            #expect(FilterSamples.matches(&filter, FilterSamples.tcp), "\(text)")
        }
        for text in ["ip.src == dopey", "tcp.port == dopey", "ip.src == sneezy/33", "ip.ttl == webcache"] {
            #expect(throws: FilterError.self) { try DisplayFilter(text, in: .standard, names: names) }
        }
    }

    @Test("a slice of a header ends with it, a slice of a message of ICMP with what it carries")
    func payloads() throws {
        let message: [UInt8] = [8, 0, 0, 0, 0, 1, 0, 2, 0x61, 0x62, 0x63, 0x64]
        let packet = FilterSamples.ethernet + FilterSamples.ipv4(1, message)
        for text in ["icmp[-2:2] == 63:64", "icmp[8:4] == \"abcd\"", "len(icmp) == 12", "icmp contains \"abcd\""] {
            #expect(try FilterSamples.matches(text, packet), "\(text)")
        }
        for text in ["ip[-2:2] == 00:02", "len(ip) == 20", "len(eth) == 14", "ip contains \"abcd\""] {
            #expect(try FilterSamples.matches(text, packet), "\(text)")
        }
    }

    @Test("a reference to the packet that is selected has no value where none is")
    func references() throws {
        #expect(try !FilterSamples.matches("frame.time_relative >= ${frame.time_relative} - 300", FilterSamples.tcp))
        #expect(try !FilterSamples.matches("ip.src != ${ip.src}", FilterSamples.tcp))
        #expect(try FilterParser.parse("ip.src == ${ip.src}").description == "(ip.src == ${ip.src})")
    }

    @Test("layers are numbered among those of their own protocol")
    func layers() throws {
        for text in ["ip.ttl#1 == 64", "ip.ttl#2 == 7", "ip.ttl#[-1] == 7", "ip.ttl#[1-2] == 7", "count(ip.ttl) == 2"] {
            #expect(try FilterSamples.matches(text, FilterSamples.tunnel), "\(text)")
        }
        for text in ["ip.ttl#1 == 7", "ip.ttl#3", "ip.ttl#[-1] == 64", "all ip.ttl == 7"] {
            #expect(try !FilterSamples.matches(text, FilterSamples.tunnel), "\(text)")
        }
    }

    @Test("a broken layer is there, with the fields that fit, and is marked")
    func broken() throws {
        #expect(try FilterSamples.matches("tcp && _ws.malformed", FilterSamples.broken))
        #expect(try FilterSamples.matches("tcp.srcport == 0x0102", FilterSamples.broken))
        #expect(try !FilterSamples.matches("tcp.dstport", FilterSamples.broken))
        #expect(try !FilterSamples.matches("_ws.malformed", FilterSamples.tcp))
    }

    @Test("the caller is told what a filter needs")
    func needs() throws {
        #expect(try !DisplayFilter("tcp.port == 80 && tcp.len > 0 && frame.time_epoch > 1").needsConversations)
        #expect(try DisplayFilter("ip && tcp.stream == 1").needsConversations)
        // What TCP carries is left alone in segments that were seen before.
        for text in [
            "http", "data.len > 0", "dns.qry.name == a.test", "tls.handshake", "frame.protocols contains \"tls\"",
        ] {
            #expect(try DisplayFilter(text).needsConversations)
            #expect(try DisplayFilter(text).needsBodies)
        }
        #expect(try DisplayFilter("tcp && not _ws.malformed").needsBodies)
        for text in ["tcp", "dhcp", "icmp || arp", "ip.addr == 10.0.0.1", "frame.len > 60", "tcp.flags.syn == 1"] {
            #expect(try !DisplayFilter(text).needsConversations)
            #expect(try !DisplayFilter(text).needsBodies)
        }
        #expect(try DisplayFilter("udp.stream + 1 == 1").needsConversations)
        #expect(try DisplayFilter("frame.time_delta > 1").needsFrameTimes)
        #expect(try !DisplayFilter("frame.time > 2020-01-01").needsFrameTimes)
        #expect(try DisplayFilter("frame.comment contains \"x\"").needsNotes)
        #expect(try DisplayFilter("  ").isEmpty)
    }

    @Test("dates are meant in the time zone that is given")
    func zones() throws {
        let zone = TimeZoneTable(fixed: TimeZoneOffset(seconds: 7200, abbreviation: "CEST"))
        var filter = try DisplayFilter("frame.time == \"2020-09-13 14:26:40.5\"", timeZone: zone)
        #expect(FilterSamples.matches(&filter, FilterSamples.tcp))
    }

    @Test("a set of many numbers is one sorted table")
    func manyNumbers() throws {
        let odd = stride(from: 1, through: 65535, by: 2).map(String.init).joined(separator: ",")
        #expect(try !FilterSamples.matches("tcp.port in {\(odd)}", FilterSamples.tcp))
        #expect(try FilterSamples.matches("tcp.port in {\(odd), 80}", FilterSamples.tcp))
    }
}
