import Testing

@testable import PacketFilters
@testable import Packets

@Suite("Display filter: names and values that do not fit")
struct DisplayFilterErrorTests {
    @Test(
        "a wrong filter names the place",
        arguments: [
            ("tcp.prot == 80", FilterError.Code.unknownField, "tcp.prot"),
            ("ip && tpc", .unknownField, "tpc"),
            (".nothing.here", .unknownField, "nothing.here"),
            ("1 == 2", .incompatibleTypes, "1"),
            ("tcp.port == 70000", .invalidValue, "70000"),
            ("tcp.port == 0x1ffff or x", .invalidValue, "0x1ffff"),
            ("tcp.port == www", .invalidValue, "www"),
            ("tcp.port == 1.5", .invalidValue, "1.5"),
            ("http.hots contains \"x\"", .unknownField, "http.hots"),
            ("foo matches \"f\"", .unknownField, "foo"),
            ("foo ~ \"f\"", .unknownField, "foo"),
            ("foo contains foo", .unknownField, "foo"),
            ("foo in {1, 2}", .unknownField, "foo"),
            ("foo == \"f\"", .unknownField, "foo"),
            ("foo == http.host", .unknownField, "foo"),
            ("foo & 1", .unknownField, "foo"),
            ("foo + 1 == foo", .unknownField, "foo"),
            ("foo[0:2] == 00", .unknownField, "foo"),
            ("not foo", .unknownField, "foo"),
            ("any foo == 1", .unknownField, "foo"),
            ("upper(foo) == \"F\"", .unknownField, "foo"),
            ("len(foo) > 1", .unknownField, "foo"),
            ("count(foo) > 1", .unknownField, "foo"),
            ("string(foo) == \"1\"", .unknownField, "foo"),
            ("max(foo, 1) == 1", .unknownField, "foo"),
            ("min(1, foo) == 1", .unknownField, "foo"),
            ("-foo == 1", .unknownField, "foo"),
            ("${foo} == 1", .unknownField, "foo"),
            ("tcp and foo contains \"x\"", .unknownField, "foo"),
            ("http.host == http.hots", .unknownField, "http.hots"),
            ("http.host contains http.hots", .unknownField, "http.hots"),
            ("http.host in {http.hots}", .unknownField, "http.hots"),
            ("http.host in {\"a\" .. htpp.host}", .unknownField, "htpp.host"),
            ("max(http.host, http.hots) == \"a\"", .unknownField, "http.hots"),
            ("\"abc\" contains \"a\"", .incompatibleTypes, "\"abc\""),
            ("\"abc\" matches \"a\"", .incompatibleTypes, "\"abc\""),
            ("10 contains \"1\"", .incompatibleTypes, "10"),
            ("http contains example", .invalidValue, "example"),
            ("frame contains foo", .invalidValue, "foo"),
            ("frame contains tcp.prot", .invalidValue, "tcp.prot"),
            ("tcp[0:2] == foo", .invalidValue, "foo"),
            ("tcp.payload & foo", .invalidValue, "foo"),
            ("tcp in {foo}", .invalidValue, "foo"),
            ("frame contains 0x6565", .invalidValue, "0x6565"),
            ("frame[4] == 0x100", .invalidValue, "0x100"),
            ("frame[4] == 0x", .invalidValue, "0x"),
            ("http.host contains http", .incompatibleTypes, "http"),
            ("http.host == dns", .incompatibleTypes, "dns"),
            ("frame.protocols in {tls}", .incompatibleTypes, "tls"),
            ("dns.qry.name & 01", .incompatibleTypes, "dns.qry.name & 01"),
            ("eth.dst & 01", .invalidValue, "01"),
            ("eth.dst == 02005e1000", .invalidValue, "02005e1000"),
            ("ip.src/24 == ip.dst/24", .incompatibleTypes, "ip.src/24"),
            ("tcp.port == 099", .invalidValue, "099"),
            ("ip.src == 1.2.3", .invalidValue, "1.2.3"),
            ("ip.src == 10.0.0.0/33", .invalidValue, "10.0.0.0/33"),
            ("ip.src == 10", .invalidValue, "10"),
            ("eth.src == 02:00", .invalidValue, "02:00"),
            ("tcp.flags.syn == maybe", .invalidValue, "maybe"),
            ("ip.proto == 10.0.0.1", .invalidValue, "10.0.0.1"),
            ("frame.time_relative > soon", .invalidValue, "soon"),
            ("frame.time > \"2020-13-01\"", .invalidValue, "\"2020-13-01\""),
            ("frame.time > \"2021-02-30\"", .invalidValue, "\"2021-02-30\""),
            ("frame.number == 5 / 0", .invalidValue, "5 / 0"),
            ("tcp.port in {1, 2, 70000}", .invalidValue, "70000"),
            ("ip.src == tcp.port", .incompatibleTypes, "tcp.port"),
            ("tcp.port contains \"8\"", .incompatibleTypes, "tcp.port"),
            ("ip.src matches \"10\"", .incompatibleTypes, "ip.src"),
            ("ip.src + 1 == 10.0.0.2", .incompatibleTypes, "ip.src + 1"),
            ("upper(tcp.port) == \"A\"", .incompatibleTypes, "tcp.port"),
            ("len(tcp.stream) == 4", .incompatibleTypes, "tcp.stream"),
            ("@tcp.stream == 00", .incompatibleTypes, "@tcp.stream"),
            ("count(tcp.port + 1) == 2", .incompatibleTypes, "tcp.port + 1"),
            ("max(ip.src, tcp.port) == 1.1.1.1", .incompatibleTypes, "tcp.port"),
        ])
    func places(text: String, code: FilterError.Code, place: String) {
        let error = #expect(throws: FilterError.self) { try DisplayFilter(text) }
        guard let error else { return }
        #expect(error.code == code, "\(error)")
        #expect(String(decoding: Array(text.utf8)[error.range], as: UTF8.self) == place, "\(error)")
    }

    @Test("a misspelt name or value is told what was perhaps meant")
    func suggestions() {
        for (text, meant) in [
            ("tcp.prot == 80", "tcp.port"), ("ip.adr == 1.2.3.4", "ip.addr"), ("dsn", "dns"),
            ("ip.proto == TPC", "TCP"), ("http.hots contains \"x\"", "http.host"), ("tcp.port == htpp", "http"),
            ("http.host == http.hots", "http.host"), ("http contains example", "\"example\""),
            ("frame.protocols contains tls", "\"tls\""), ("frame contains tcp.prot", "tcp.port"),
        ] {
            do throws(FilterError) {
                _ = try DisplayFilter(text)
                Issue.record("\(text) is no error")
            } catch { #expect(error.suggestions.contains(meant), "\(error)") }
        }
    }

    @Test("a text without its quotes is taken as Wireshark takes it, and remarked on")
    func remarks() throws {
        let filter = try DisplayFilter("dns.qry.name == example.test or dns.qry.name in {a, \"b\"}")
        #expect(filter.remarks.map(\.code) == [.doubtful, .doubtful])
        #expect(filter.remarks.map(\.range) == [16..<28, 49..<50])
        #expect(filter.remarks.first?.description.contains("\"example.test\"") == true)
        #expect(try DisplayFilter("frame.time_relative > ${frame.time_relative} - 300").remarks.count == 1)
        for text in ["dns.qry.name == \"a\"", "ip.proto == tcp", "tcp.port == http", "tcp contains 47:45"] {
            #expect(try DisplayFilter(text).remarks.isEmpty, "\(text)")
        }
    }

    @Test("a text that was perhaps meant is named in its own quotes")
    func quotedSuggestion() {
        let error = #expect(throws: FilterError.self) { try DisplayFilter("http contains example") }
        #expect(error?.description.hasSuffix("did you mean \"example\"?") == true)
    }

    @Test("a value that is too large is told the greatest")
    func maximum() {
        let error = #expect(throws: FilterError.self) { try DisplayFilter("ip.ttl == 256") }
        #expect(error?.description.contains("255") == true)
    }
}
