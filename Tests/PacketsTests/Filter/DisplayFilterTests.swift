import Testing

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
        for text in ["http", "data.len > 0", "dns.qry.name == a.test", "tls.handshake", "frame.protocols contains tls"]
        {
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
