import Testing

@testable import PacketFilters
@testable import Packets

@Suite("Display filter: hostile filters and packets")
struct DisplayFilterHostileTests {
    static let words = [
        "tcp", "ip", "dns", "frame", "eth", "tcp.port", "ip.src", "ip.addr", "eth.src", "dns.qry.name", "frame.time",
        "frame.time_delta", "tcp.flags.syn", "tcp.options.timestamp.tsval", "tcp.option_kind", "_ws.malformed",
        "frame.protocols", "tcp.stream", "tcp.len", "1", "80", "0", "-1", "1.5", "10.0.0.0/8", "10.9.0.1", "\"GET\"",
        "02:00:00:00:00:01", "'G'", "9223372036854775807", "\"2020-09-13\"", "TCP", "true", "==", "!=", "===", "~=",
        ">", "<=", "+", "-", "*", "/", "%", "&", "and", "or", "xor", "not", "(", ")", "{", "}", ",", "..", "in",
        "contains", "matches", "any", "all", "@", "#2", "#[-1]", "[0:2]", "[-1]", "[1:]", "[0,1]", "len(", "count(",
        "upper(", "string(", "max(", "min(", "abs(",
    ]

    @Test("whatever soup of words binds, evaluates without a trap")
    func soups() throws {
        var state: UInt64 = 0x1b0c_5eed
        func random(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        var bound = 0
        for _ in 0..<6000 {
            let text = (0...random(7)).map { _ in Self.words[random(Self.words.count)] }.joined(separator: " ")
            do throws(FilterError) {
                var filter = try DisplayFilter(text)
                bound += 1
                for octets in [FilterSamples.tcp, FilterSamples.dns, FilterSamples.tunnel, FilterSamples.broken, []] {
                    _ = FilterSamples.matches(&filter, octets)
                }
            } catch {
                #expect(error.range.upperBound <= text.utf8.count, "\(text)")
            }
        }
        #expect(bound > 100)
    }

    @Test("relations of random operands evaluate without a trap, on packets cut anywhere")
    func relations() throws {
        let values = Self.words.filter { $0.contains { $0.isLetter || $0.isNumber } && !$0.hasSuffix("(") }.prefix(33)
        let operators = ["==", "!=", "===", "~=", ">", "<=", "contains", "& 1 ==", "+ 1 ==", "* 3 >", "/ 0 =="]
        var bound = 0
        for left in values {
            for right in values {
                for sign in operators {
                    guard var filter = try? DisplayFilter("\(left) \(sign) \(right)") else { continue }
                    bound += 1
                    for octets in [FilterSamples.tcp, FilterSamples.dns] {
                        let length = (bound * 7) % octets.count
                        _ = FilterSamples.matches(&filter, Array(octets.prefix(length)))
                    }
                }
            }
        }
        #expect(bound > 500)
    }

    @Test("a filter as deep as the parser allows binds and evaluates")
    func deep() throws {
        let deep = String(repeating: "not (", count: 90) + "tcp.port == 80" + String(repeating: ")", count: 90)
        #expect(try FilterSamples.matches(deep, FilterSamples.tcp))
        let sum = "tcp.dstport" + String(repeating: " + 1", count: 150) + " == 230"
        #expect(try FilterSamples.matches(sum, FilterSamples.tcp))
        let wide = Array(repeating: "tcp.port == 81", count: 5000).joined(separator: " or ")
        #expect(try !FilterSamples.matches(wide, FilterSamples.tcp))
    }

    @Test("evaluating again gives the same, whatever packet was between")
    func memory() throws {
        var filter = try DisplayFilter(
            "(dns.qry.name contains \"a\" and string(udp.dstport) == \"53\") or tcp.option_kind == 8 xor _ws.malformed")
        for _ in 0..<3 {
            #expect(FilterSamples.matches(&filter, FilterSamples.dns))
            #expect(FilterSamples.matches(&filter, FilterSamples.tcp))
            #expect(FilterSamples.matches(&filter, FilterSamples.broken))
            #expect(!FilterSamples.matches(&filter, FilterSamples.ethernet))
        }
    }
}
