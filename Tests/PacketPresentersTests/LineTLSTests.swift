import PacketPresenters
import PacketProtocols
import PacketSamples
import Packets
import Testing

@Suite("A packet's line: TLS, of which it says what the fields have")
struct LineTLSTests {
    private func tls(_ records: String, reassembles: Bool = false) -> String {
        let count = octets(records).count + 40
        let hex = String(count, radix: 16)
        let text = line(
            Wire.ethernet + Wire.ip("06", length: String(repeating: "0", count: 4 - hex.count) + hex)
                + "9c40 01bb 00000001 00000001 5018 0100 0000 0000" + records, reassembles: reassembles)
        return text.firstRange(of: "TLS ").map { String(text[$0.lowerBound...]) } ?? text
    }

    /// A ClientHello that asks for web.example.test.
    private var hello: String {
        let names = "0000 0015 0013 00 0010 7765622e6578616d706c652e74657374"
        let body = "0303" + String(repeating: "ab", count: 32) + "00 0002 1301 01 00 0019" + names
        return "01 000044" + body
    }

    @Test("messages of a record by name, with the server that is asked for (RFC 6066 3)")
    func clientHello() {
        #expect(tls("16 0301 0048" + hello) == "TLS ClientHello, SNI web.example.test")
        #expect(tls("16 0303 0008 0e000000 00000000") == "TLS ServerHelloDone, HelloRequest")
    }

    @Test("of a record that is not whole, and not waited for, its header alone is told")
    func part() {
        #expect(tls("16 0301 0048") == "TLS Handshake (0 of 72 octets)")
        let cut = String((("16 0301 0048" + hello).filter { $0 != " " }).prefix(140))
        #expect(tls(cut) == "TLS Handshake (65 of 72 octets)")
        #expect(tls("17 0303 4000 abcdef") == "TLS Application Data (3 of 16384 octets)")
        #expect(tls("abcdef0123456789") == "TLS Continuation")
        #expect(tls("17 0303 4000 abcdef", reassembles: true).hasSuffix("win 256, length 8"))
    }

    @Test("a message that goes on in the next record is a fragment")
    func fragment() {
        let octets = hello.filter { $0 != " " }
        #expect(tls("16 0301 0028" + octets.prefix(80)) == "TLS Handshake Fragment")
    }

    @Test("alerts in the RFC's words, encrypted ones as such (RFC 8446 6)")
    func alerts() {
        #expect(tls("15 0303 0002 0100") == "TLS Alert warning close_notify")
        #expect(tls("15 0303 0002 0230") == "TLS Alert fatal unknown_ca")
        #expect(tls("15 0303 0002 07fe") == "TLS Alert 7 254")
        #expect(tls("15 0303 0003 010203") == "TLS Encrypted Alert")
        #expect(tls("14 0303 0001 01 17 0303 0001 ff 17 0303 0001 ff") == "TLS ChangeCipherSpec, Application Data")
    }
}
