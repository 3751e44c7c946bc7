import Testing

@testable import PacketProtocols
@testable import Packets

@Suite("TLS: records and messages")
struct TLSRecordTests {
    @Test("several records of a segment are shown; the last, which goes on in the next segment, waits for that")
    func records() {
        let text = TLSSample.record("14", "01") + TLSSample.record("15", "0228") + "17 0303 0100 aabb"
        let fields = TLSSample.fields(text)
        #expect(
            fields == [
                "record.content_type=20", "record.version=0x0303", "record.length=1", "change_cipher_spec=1",
                "record.content_type=21", "record.version=0x0303", "record.length=2", "alert_message=1",
                "alert_message.level=2", "alert_message.desc=40",
            ])
    }

    @Test(
        "a handshake record that makes no sense as a message is encrypted",
        arguments: [
            "0000000000000000 0102030405060708090a", "c5a1b2c3 000102030405060708090a0b0c0d",
            "16ffb2c3 000102030405060708090a0b0c0d",
        ])
    func encrypted(fragment: String) {
        let fields = TLSSample.fields(TLSSample.record("16", fragment))
        #expect(fields.dropFirst(3) == ["handshake=1"])
    }

    @Test("several messages of a record are shown; one that goes on in the next record is a fragment")
    func messages() {
        let fields = TLSSample.fields(TLSSample.record("16", "0e000000 14000004 01020304 0b001000 00"))
        #expect(
            fields.dropFirst(3) == [
                "handshake.type=14", "handshake.length=0", "handshake.type=20", "handshake.length=4",
                "handshake.verify_data=1", "handshake=1",
            ])
    }

    @Test("a heartbeat that asks for more than it brings (CVE-2014-0160) shows what is there")
    func heartbleed() {
        let fields = TLSSample.fields(TLSSample.record("18", "01 4000 616263"))
        #expect(fields.contains("heartbeat_message.payload_length=16384"))
        #expect(fields.contains("heartbeat_message.payload=616263"))
    }

    @Test("a key exchange shows a curve or a prime, and a signature with its algorithm or, until TLS 1.1, without")
    func keyExchange() {
        let curve = TLSSample.record("16", TLSSample.message("0c", "03 001d 03 aabbcc 0401 0002 5152"))
        #expect(
            TLSSample.fields(curve).dropFirst(5) == [
                "handshake.server_curve_type=0x03", "handshake.server_named_curve=0x001d",
                "handshake.server_point_len=3", "handshake.server_point=aabbcc", "handshake.sig_hash_alg=0x0401",
                "handshake.sig_hash_hash=4", "handshake.sig_hash_sig=1", "handshake.sig_len=2", "handshake.sig=5152",
            ])
        let prime = TLSSample.record("16", TLSSample.message("0c", "0002 0017 0001 02 0002 0005 0002 5152"))
        #expect(
            TLSSample.fields(prime).dropFirst(5) == [
                "handshake.p_len=2", "handshake.p=0017", "handshake.g_len=1", "handshake.g=02", "handshake.ys_len=2",
                "handshake.ys=0005", "handshake.sig_len=2", "handshake.sig=5152",
            ])
    }

    @Test("the server's cipher suite says whether a client sends a secret or a public key")
    func clientKeyExchange() {
        let key = String(repeating: "ab", count: 48)
        let exchange = TLSSample.frame(TLSSample.record("16", TLSSample.message("10", "0030" + key)))
        #expect(TLSSample.fields(of: [exchange])[0].contains("handshake.epms=\(key)"))
        let hello = TLSSample.record(
            "16", TLSSample.message("02", "0303" + String(repeating: "11", count: 32) + "00 0039 00"))
        let fields = TLSSample.fields(of: [TLSSample.frame(hello, from: 443, to: 50_000), exchange])
        #expect(fields[1].contains("handshake.yc=\(key)") && !fields[1].contains("handshake.epms=\(key)"))
    }

    @Test("the hello of SSL 2.0 is shown, with ciphers of three octets (RFC 5246 E.2)")
    func version2() {
        let fields = TLSSample.fields("802e 01 0301 0006 0000 001f 010080 00002f" + String(repeating: "77", count: 31))
        #expect(fields.prefix(2) == ["record.version=0x0002", "record.length=46"])
        #expect(fields.contains("handshake.cipherspec=0x010080") && fields.contains("handshake.cipherspec=0x00002f"))
        #expect(fields.last == "handshake.challenge=1")
    }

    @Test("records are recognized on ports that are nobody's, and text and other versions are not")
    func recognizes() {
        #expect(TLSSample.fields(TLSSample.clientHello, to: 40_000).contains("handshake.type=1"))
        #expect(TLSSample.fields(TLSSample.applicationData, to: 40_000).contains("record.content_type=23"))
        for other in ["474554202f20485454502f312e310d0a", "16 0503 0005 0102030405", "17 0303 0000", "17 0303 ffff 00"]
        {
            #expect(TLSSample.fields(other, to: 40_000) == [], "\(other)")
        }
    }
}
