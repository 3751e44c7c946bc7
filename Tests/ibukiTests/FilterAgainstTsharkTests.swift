import Captures
import Foundation
import PacketFilters
import PacketProtocols
import Packets
import PrivateNetwork
import Testing

/// Where tshark is, and captures to run it on.
enum InstalledTshark {
    static let folder: String? = {
        if let named = ProcessInfo.processInfo.environment["IBUKI_CAPTURES"] { return named }
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        for steps in ["..", "../.."] {
            let found = root.appending(path: "\(steps)/shared/captures").standardized.path()
            if FileManager.default.isReadableFile(atPath: found) { return found }
        }
        return nil
    }()

    static let path = ["/usr/bin/tshark", "/usr/local/bin/tshark", "/opt/homebrew/bin/tshark"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// Why nothing can be compared; `nil` where it can.
    static var refusal: String? {
        if path == nil { return "tshark is not installed" }
        return folder == nil ? "no captures: set IBUKI_CAPTURES to a folder of them" : nil
    }
}

/// The same filter over the same capture, here and in tshark 4.0: the same frames pass.
@Suite(
    "Display filter: as tshark", .blocking,
    .enabled(if: InstalledTshark.refusal == nil, "\(InstalledTshark.refusal ?? "")"))
struct FilterAgainstTsharkTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let capture: String
        let filter: String
        var testDescription: String { "\(filter) in \(capture)" }

        static func on(_ capture: String, _ filters: String...) -> [Case] {
            filters.map { Case(capture: capture, filter: $0) }
        }
    }

    static let cases: [Case] =
        Case.on(
            "zeek/http_bro.org.pcap", "tcp.flags.syn == 1 && ip.src == 192.0.0.0/8", "tcp.port != 80",
            "tcp.port == 80 and not tcp.srcport == 80", "!(tcp.len > 0)", "tcp.port ~= 80", "tcp.port === 80",
            "eth.dst[0] & 1", "not eth.dst[0] & 1", "tcp[13] & 2", "tcp[13] & 0x02 == 2", "not tcp[13] & 2",
            "eth.dst & 01:00:00:00:00:00", "eth.src & eth.dst", "ip.src & 0.0.0.1", "eth.dst[0:3] & ff:00",
            "tcp.payload & 01", "frame contains 0x65", "frame[4] == 0xff", "frame contains 101",
            "eth.src[0] & 0x0f == 2", "tcp[100] & 01", "not tcp[100] & 01",
            "all tcp.port > 100", "any tcp.port > 100", "tcp.port in {1..79, 81..65535}",
            "all tcp.port in {80, 1024..65535}", "tcp contains \"GET\"", "frame contains \"get\"",
            "tcp matches \"get /[a-z]+\"", "eth[0:2] == 00:15", "eth.src[3] < eth.dst[3]", "ip[8] == 40",
            "tcp[30:4]", "tcp[-4:4] != 00:00:00:00", "tcp[100:1] != 00", "len(tcp) > 32", "len(frame) > 1000",
            "frame.time_relative > 0.25 && frame.time_delta < 0.001", "frame.time > \"2011-01-01 00:00:00\"",
            "frame.time < \"Jan 1, 2030 00:00:00\"", "frame.number in {3..7, 9}", "count(tcp.port) == 2", "tcp.ack & 1",
            "tcp.srcport + 1 > tcp.dstport", "tcp.srcport / 0 == 1", "tcp.srcport % 2 == 1", "tcp.len - 5 < 0",
            "ip.len - ip.hdr_len - tcp.hdr_len == tcp.len", "max(tcp.srcport, tcp.dstport) > 50000",
            "min(tcp.srcport, tcp.dstport) == 80", "string(ip.src) matches \"[13579]$\"",
            "string(tcp.srcport) contains \"8\"", "ip.proto == TCP", "ip.proto == \"tcp\"", "tcp.flags.push == True",
            "tcp.flags.push == \"Set\"", "tcp.flags.ack == 5", "tcp.stream == 0 && tcp.seq > 100", "-ip.ttl < -60",
            "ip.addr & 255.0.0.0 == 192.0.0.0", "ip.src == ip.dst", "ip.src == ip.addr", "tcp.options.timestamp",
            "tcp.options.mss_val == 1460", "ip.src#1 == 192.0.0.0/4", "ip.src#2", "ip.src#[-1]",
            "frame.protocols contains \"tcp\"", "tcp.port == 0x50", "tcp.port == 0120", "tcp.port == 'P'",
            "tcp.options.timestamp.tsval > 0", "tcp.option_kind == 8", "tcp.option_kind != 8",
            "all tcp.port in {80, 80..65535}", "not not tcp.flags.syn == 1")
        + Case.on(
            "zeek/dns53.pcap", "dns", "dns.flags.response == 0", "dns.qry.name contains \"a\"",
            "dns.qry.type == 1 or dns.qry.type == 28", "dns.a", "dns.count.answers > 0", "udp.port == 53",
            "dns.qry.name matches \"^[a-m]\"", "len(dns.qry.name) > 10", "upper(dns.qry.name) contains \"A\"",
            "count(dns.a) > 1", "dns.resp.ttl < 100", "all dns.resp.ttl < 1000", "dns.a == 0.0.0.0/1",
            "udp.length - 8 > 40", "dns.id == dns.id", "udp.srcport in {53} and dns.resp.type in {5..28}")
        + Case.on(
            "tcpdump/dns_udp_2.pcap", "dns.qry.name", "dns.resp.type != 1", "any dns.resp.type != 1",
            "dns.resp.name == dns.qry.name", "dns.opt.cookie.server")
        + Case.on(
            "zeek/communityid_arp.pcap", "arp.opcode == request", "arp.opcode == 2", "arp.src.proto_ipv4 == 10.0.0.0/8",
            "arp", "eth.dst == ff:ff:ff:ff:ff:ff", "eth.addr contains ff:ff", "eth.dst.ig == 1", "eth.type == ARP")

    @Test("the same frames pass", arguments: cases)
    func agree(test: Case) throws {
        let path = try #require(InstalledTshark.folder) + "/" + test.capture
        guard FileManager.default.isReadableFile(atPath: path) else { try Test.cancel("there is no \(path)") }
        #expect(try ours(path, test.filter) == theirs(path, test.filter))
    }

    private func ours(_ path: String, _ text: String) throws -> [Int] {
        let registry = Registry.standard
        var filter = try DisplayFilter(text, in: registry)
        var reader = try CaptureReader(path: path)
        var dissection = Dissection()
        var conversations = ConversationTable()
        var number = 0
        var first: Timestamp?
        var previous: Timestamp?
        var passed: [Int] = []
        while let frame = try reader.next() {
            number += 1
            registry.dissect(frame.bytes, as: frame.linkType, into: &dissection)
            var info = FrameInfo(
                number: number, timestamp: frame.timestamp, capturedLength: frame.bytes.byteCount,
                originalLength: frame.originalLength, linkType: frame.linkType, interface: frame.interface)
            info.firstTimestamp = first ?? frame.timestamp
            info.previousTimestamp = previous ?? frame.timestamp
            first = info.firstTimestamp
            previous = frame.timestamp
            var flows = PacketConversations()
            if filter.needsConversations {
                flows = conversations.follow(
                    frame.bytes, &dissection, in: registry, at: frame.timestamp, originalLength: frame.originalLength)
            }
            var packet = PacketView(bytes: frame.bytes, layers: dissection.layers, frame: info, conversations: flows)
            if filter.matches(&packet) { passed.append(number) }
        }
        return passed
    }

    private func theirs(_ path: String, _ text: String) throws -> [Int] {
        let process = Process()
        process.executableURL = URL(filePath: try #require(InstalledTshark.path))
        process.arguments = [
            "-n", "-r", path, "-Y", text, "-T", "fields", "-e", "frame.number", "-o",
            "tcp.desegment_tcp_streams:FALSE",
        ]
        process.environment = ProcessInfo.processInfo.environment.merging(["TZ": "UTC"]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "tshark refuses \(text)")
        return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { Int($0) }
    }
}
