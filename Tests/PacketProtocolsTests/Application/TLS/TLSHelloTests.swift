import PacketSamples
import Testing

@testable import PacketProtocols
@testable import Packets

@Suite("TLS: hellos")
struct TLSHelloTests {
    @Test("a ClientHello gives its name, suites, groups, versions and keys, each with its length (RFC 8446 4.1.2)")
    func clientHello() {
        let fields = TLSSample.fields(TLSSample.clientHello)
        let expected = [
            "record.content_type=22", "record.version=0x0303", "handshake.type=1", "handshake.version=0x0303",
            "handshake.random_time=Apr 27, 2012 14:53:12.000000000 UTC", "handshake.session_id_length=0",
            "handshake.cipher_suites_length=6", "handshake.ciphersuite=0x1a1a", "handshake.ciphersuite=0x1301",
            "handshake.comp_method=0", "handshake.extensions_server_name_list_len=12",
            "handshake.extensions_server_name=localhost", "handshake.extensions_supported_group=0x001d",
            "handshake.extensions_ec_point_format=0", "handshake.extensions_alpn_str=h2",
            "handshake.extensions.supported_version=0x0304", "handshake.extensions_key_share_group=29",
            "handshake.extensions_key_share_key_exchange=aabbcc",
        ]
        #expect(expected.filter { !fields.contains($0) } == [])
        #expect(!fields.contains { $0.hasPrefix("_ws") })
        #expect(
            fields.count { $0 == "handshake.extension.data=<MISSING>" } == 2, "a reserved extension and an empty ticket"
        )
    }

    @Test("the fingerprint leaves reserved values out and is named by its MD5")
    func fingerprint() {
        let fields = TLSSample.fields(TLSSample.clientHello)
        let text = "771,4865-49199,0-10-11-35-16-43-51,29-23,0"
        #expect(fields.contains("handshake.ja3_full=\(text)"))
        #expect(fields.contains("handshake.ja3=\(MD5.hexadecimal(of: text))"))
        #expect(TLSSample.fields(TLSSample.serverHello).contains("handshake.ja3s_full=771,4865,43-51"))
    }

    @Test(
        "MD5 gives the digests of RFC 1321 A.5",
        arguments: [
            ("", "d41d8cd98f00b204e9800998ecf8427e"), ("abc", "900150983cd24fb0d6963f7d28e17f72"),
            (
                "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
                "57edf4a22be3c955ac49da2e2107b67a"
            ),
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f"),
        ])
    func md5(text: String, digest: String) {
        #expect(MD5.hexadecimal(of: text) == digest)
    }

    @Test("extensions mean in a ServerHello what a server says: one version, one key (RFC 8446 4.2.1, 4.2.8)")
    func serverHello() {
        let fields = TLSSample.fields(TLSSample.serverHello, from: 443, to: 50_000)
        #expect(fields.contains("handshake.extensions.supported_version=0x0304"))
        #expect(fields.contains("handshake.extensions_key_share_key_exchange=ddeeff"))
        #expect(!fields.contains { $0.hasPrefix("handshake.random_time") }, "TLS 1.3 has no time in its random")
        let retry = TLSSample.record(
            "16",
            TLSSample.message(
                "02",
                "0303" + String(repeating: "cf", count: 32) + "00 1301 00"
                    + TLSSample.vector(2, TLSSample.extension_("0033", "0018"))))
        #expect(TLSSample.fields(retry).contains("handshake.extensions_key_share_selected_group=24"))
    }

    @Test("once a server chose TLS 1.3, the type of application data is opaque (RFC 8446 5.2); before, it is not")
    func opaqueType() {
        let data = TLSSample.frame(TLSSample.applicationData)
        let alone = TLSSample.fields(of: [data])[0]
        #expect(alone.contains("record.content_type=23") && !alone.contains("record.opaque_type=23"))
        let hello = TLSSample.frame(TLSSample.serverHello, from: 443, to: 50_000)
        let followed = TLSSample.fields(of: [hello, data])[1]
        #expect(followed.contains("record.opaque_type=23") && !followed.contains("record.content_type=23"))
    }

    @Test("a ClientHello is crafted from an expression: all lengths are filled in, and it dissects to what was asked")
    func crafts() throws {
        let expression = """
            eth/ip(src=10.0.0.1,dst=10.0.0.2)/tcp(srcport=50000,dstport=443)/tls(records=[handshake=[client_hello=\
            {ciphersuites=[0x1301,0xc02f],comp_methods=[0],extensions=[server_name=[{extensions_server_name='a.test'}],\
            alpn=['h2'],supported_groups=[x25519,23],supported_versions=[0x0304],extended_master_secret]}]])
            """
        var random = SplitMix64(seed: 1)
        let octets = try ForgeSequence(try ForgeExpression(expression)).packet(at: 0, random: &random).octets()
        let fields = TLSSample.fields(of: [octets])[0]
        #expect(fields.contains("record.length=\(octets.count - 54 - 5)"))
        #expect(fields.contains("handshake.length=\(octets.count - 54 - 9)"))
        #expect(fields.contains("handshake.ja3_full=771,4865-49199,0-16-10-43-23,29-23,"))
        #expect(fields.contains("handshake.extensions_server_name=a.test"))
        #expect(fields.contains("handshake.extensions_alpn_str=h2"))
        #expect(!fields.contains { $0.hasPrefix("_ws") })
    }
}
