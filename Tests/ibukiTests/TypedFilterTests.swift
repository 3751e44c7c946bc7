import HostNetwork
import Links
import PacketFilters
import PacketProtocols
import Packets
import Testing

@testable import ibuki

/// Two languages for filters, one of which a person has in the fingers.
@Suite("Filters: one language taken for the other")
struct TypedFilterTests {
    private func refusal(display text: String, option: String? = "-f") -> String {
        do throws(CommandFailure) {
            _ = try TypedFilter.display(text, in: .standard, captureOption: option)
            return ""
        } catch { return error.message }
    }

    private func refusal(capture text: String) -> String {
        do throws(LinkError) {
            _ = try CaptureFilter(text, linkType: .ethernet)
            return ""
        } catch { return CommandFailure(error, in: text).message }
    }

    @Test(
        "a capture filter given as a display filter is told whose it is, and how it is written here (pcap-filter(7))",
        arguments: [
            ("port 8080", "'tcp.port == 8080 or udp.port == 8080'"), ("tcp port 80", "'tcp.port == 80'"),
            ("udp dst port 53", "'udp.dstport == 53'"), ("tcp port http", "'tcp.port == http'"),
            ("host 10.0.0.1", "'ip.addr == 10.0.0.1'"), ("src net 10.0.0.0/8", "'ip.src == 10.0.0.0/8'"),
            ("dst host fe80::1", "'ipv6.dst == fe80::1'"), ("host www.example.test", "'ip.addr == www.example.test'"),
            ("tcp and (port 80 or port 443)", "'tcp.port == 80'"), ("portrange 1-1024", "'tcp.port == 80'"),
            ("ether host 02:00:00:00:00:01", "'tcp.port == 80'"),
        ])
    func captureAsDisplay(text: String, example: String) {
        let message = refusal(display: text)
        #expect(message.contains("this is a capture filter, which -f takes"), "\(message)")
        #expect(message.contains(example), "\(message)")
        #expect(refusal(display: text, option: nil).contains("written as a capture filter"))
    }

    @Test(
        "a display filter given as a capture filter is told whose it is",
        arguments: [
            "tcp.port==8080", "tcp.port == 8080", "ip.src == 10.0.0.1 and not dns", "dns.qry.name contains \"a\"",
            "tcp.prot == 80",
        ])
    func displayAsCapture(text: String) {
        let message = refusal(capture: text)
        #expect(message.contains("this is a display filter, which -Y takes"), "\(message)")
    }

    #if os(Linux)
        @Test(
            "of sockets too, in the names of theirs",
            arguments: [
                ("port 8080", "'sock.port == 8080'"), ("tcp dst port 53", "'sock.dstport == 53'"),
                ("host 10.0.0.1", "'sock.ip.addr == 10.0.0.1'"), ("portrange 1-9", "'sock.port == 80'"),
            ])
        func captureAsSockets(text: String, example: String) {
            do throws(CommandFailure) {
                _ = try TypedFilter.sockets(text, in: .standard)
                Issue.record("\(text) is no error")
            } catch { #expect(error.message.contains("written as \(example)"), "\(error.message)") }
        }
    #endif

    @Test("what is of neither language is told nothing of the other")
    func neither() {
        for text in ["tcp.prot == 80", "port", "port eight", "no such thing", "tcp.port = 80"] {
            #expect(!refusal(display: text).isEmpty)
            #expect(!refusal(display: text).contains("capture filter"), "\(text)")
        }
        for text in ["port eighty", "tcp prot 80", "host"] {
            #expect(!refusal(capture: text).isEmpty)
            #expect(!refusal(capture: text).contains("display filter"), "\(text)")
        }
    }

    @Test("a host and a service may be called as the host calls them")
    func names() throws {
        let filter = try TypedFilter.display("ip.src == localhost or tcp.port == sunrpc", in: .standard)
        #expect(filter.remarks.isEmpty)
        #expect(HostNames.addresses(of: "127.0.0.1") == [.v4(IPv4Address(127, 0, 0, 1))])
        #expect(HostNames.addresses(of: "::1") == [.v6(IPv6Address(high: 0, low: 1))])
        #expect(HostNames.ports(of: "http") == [80])
    }
}
