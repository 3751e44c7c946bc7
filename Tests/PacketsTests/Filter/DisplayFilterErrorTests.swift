import Testing

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
            ("ip.proto == TPC", "TCP"),
        ] {
            do throws(FilterError) {
                _ = try DisplayFilter(text)
                Issue.record("\(text) is no error")
            } catch { #expect(error.suggestions.contains(meant), "\(error)") }
        }
    }

    @Test("a value that is too large is told the greatest")
    func maximum() {
        let error = #expect(throws: FilterError.self) { try DisplayFilter("ip.ttl == 256") }
        #expect(error?.description.contains("255") == true)
    }
}
