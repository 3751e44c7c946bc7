import PacketPresenters
import PacketProtocols
import PacketSamples
import Packets
import Testing

@Suite("Texts of packets, in every output")
struct PresentedTextTests {
    /// A response with one text record of these octets.
    private func dns(_ text: [UInt8]) -> [UInt8] {
        octets("0001 8180 0000 0001 0000 0000 00 0010 0001 00000000") + [0, UInt8(text.count + 1), UInt8(text.count)]
            + text
    }

    private func column(_ name: String, of message: [UInt8]) -> String {
        ApplicationPackets.present(DNS.self, message) { registry, packet, _ in
            guard let selection = try? FieldSelection([name], in: registry) else { return "no field" }
            var values = FieldValues(selection)
            var presenter = FieldsPresenter(selection, in: registry)
            var text = TextBuffer()
            values.collect(selection, of: &packet, in: registry)
            presenter.write(values, of: &packet, into: &text)
            return String(validating: text.bytes, as: UTF8.self) ?? "not UTF-8"
        }
    }

    @Test(
        "-T fields writes valid UTF-8 whatever the octets are, with tshark's escapes of controls",
        arguments: [
            ([0x66, 0x6f, 0x6f], "foo\n"), ([0xc3, 0xa9], "é\n"), ([0xff, 0x0a], "\u{fffd}\\n\n"),
            ([0xe2, 0x82], "\u{fffd}\n"), ([0x61, 0x09, 0x1b], "a\\t\u{1b}\n"), ([0x61, 0x00, 0x62], "a\\000b\n"),
        ])
    func fields(_ octets: [UInt8], _ text: String) {
        #expect(column("dns.txt", of: dns(octets)) == text)
    }

    @Test("JSON, ek and the tree say the same of octets that are no UTF-8")
    func others() {
        let message = dns([0xff, 0x61])
        func present(_ write: (Registry, inout PacketView, borrowing PacketDetail, inout TextBuffer) -> Void) -> String
        {
            ApplicationPackets.present(DNS.self, message) { registry, packet, detail in
                var text = TextBuffer()
                write(registry, &packet, detail, &text)
                return String(validating: text.bytes, as: UTF8.self) ?? "not UTF-8"
            }
        }
        #expect(
            present { registry, packet, detail, text in
                var presenter = JSONPresenter(registry)
                presenter.write(&packet, detail, into: &text)
            }.contains("\"dns.txt\": \"\u{fffd}a\""))
        #expect(
            present { registry, packet, detail, text in
                var presenter = EKPresenter(registry)
                presenter.write(&packet, detail, into: &text)
            }.contains("\"dns_dns_txt\":\"\u{fffd}a\""))
        #expect(
            present { registry, packet, detail, text in
                var tree = DetailTree(registry)
                tree.write(&packet, detail, into: &text)
            }.contains("TXT: \u{fffd}a\n"))
    }

    @Test("the tree shows a start line and each header of HTTP once, as tshark -V")
    func http() {
        let message = Array("GET /a HTTP/1.1\r\nHost: a.test\r\nUser-Agent: x\r\nContent-Length: 0\r\n\r\n".utf8)
        let text = ApplicationPackets.present(HTTP.self, message) { registry, packet, detail in
            var tree = DetailTree(registry)
            var text = TextBuffer()
            tree.write(&packet, detail, into: &text)
            return String(decoding: text)
        }
        #expect(
            text == #"""
                Hypertext Transfer Protocol
                    Start line: GET /a HTTP/1.1\r\n
                    Request Method: GET
                    Request URI: /a
                    Request Version: HTTP/1.1
                    Host: a.test
                    User-Agent: x
                    Content-Length: 0
                        [Content length: 0]
                    [Full request URI: http://a.test/a]
                    [Request: True]

                """#)
    }
}
