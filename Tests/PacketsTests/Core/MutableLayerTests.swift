import Testing

@testable import Packets

/// Fields written in place.
@Suite("Mutable layers")
struct MutableLayerTests {
    /// Lends octets to `body` to be changed.
    static func changed(_ octets: [UInt8], _ body: (inout MutableRawSpan) -> Void) -> [UInt8] {
        var octets = octets
        var span = octets.mutableSpan
        var bytes = unsafe span.mutableBytes
        body(&bytes)
        return octets
    }

    @Test("a field is written where its declaration says, and no other octet changes")
    func fields() {
        let result = Self.changed([UInt8](repeating: 0xff, count: 60)) { bytes in
            var ip = MutableLayer<IPv4>(&bytes, at: 14)
            ip.version = 4
            ip.headerLength = 20
            ip.fragmentOffset = 0x1234
            ip.timeToLive = 5
            ip.source = IPv4Address(10, 0, 0, 1)
            #expect(ip.headerLength == 20 && ip.fragmentOffset == 0x1234 && ip.source == IPv4Address(10, 0, 0, 1))
            ip.timeToLive -= 1
            ip.moreFragments = false
        }
        var expected = [UInt8](repeating: 0xff, count: 60)
        expected[14] = 0x45
        expected[20...22] = [0xd2, 0x34, 4]
        expected[26...29] = [10, 0, 0, 1]
        #expect(result == expected)
    }

    @Test("it writes what Layer reads, and octets as Header has them")
    func agreement() {
        let header = TCP.with { tcp in
            tcp.sourcePort = 1
            tcp.destinationPort = 2
            tcp.sequenceNumber = 0xdead_beef
            tcp.headerLength = 20
            tcp.synchronize = true
            tcp.window = 77
        }
        let result = Self.changed(AnyHeader(TCP.self).currentOctets) { bytes in
            var tcp = MutableLayer<TCP>(&bytes)
            tcp.sourcePort = 1
            tcp.destinationPort = 2
            tcp.sequenceNumber = 0xdead_beef
            tcp.headerLength = 20
            tcp.synchronize = true
            tcp.window = 77
        }
        #expect(result == header.any.currentOctets)
        let read = unsafe Layer<TCP>(result.span.bytes)?.sequenceNumber
        #expect(read == 0xdead_beef)
    }

    @Test("addresses of 128 bits, numbers in other orders, and fields of later parts have their places too")
    func others() {
        let address = IPv6Address(high: 0x2001_0db8_0000_0000, low: 9)
        let ip = Self.changed([UInt8](repeating: 0, count: 40)) { bytes in
            var layer = MutableLayer<IPv6>(&bytes)
            layer.destination = address
        }
        #expect(Array(ip[24...]) == address.encoded && ip[..<24].allSatisfy { $0 == 0 })
        // The type of an Ethernet frame lies in its second part.
        let frame = Self.changed([UInt8](repeating: 8, count: 14)) { bytes in
            var layer = MutableLayer<Ethernet>(&bytes)
            layer.type = 0x86dd
        }
        #expect(frame == [UInt8](repeating: 8, count: 12) + [0x86, 0xdd])
        // A length where a type stands has none.
        let length = Self.changed([UInt8](repeating: 0, count: 14)) { bytes in
            var layer = MutableLayer<Ethernet>(&bytes)
            layer.type = 0x86dd
        }
        #expect(length == [UInt8](repeating: 0, count: 14))
        let little = Self.changed([0, 0, 0, 0]) { bytes in
            var layer = MutableLayer<BSDLoopback>(&bytes)
            layer.family = 2
        }
        #expect(little == [2, 0, 0, 0])
    }

    @Test("a store past the end changes nothing and traps nowhere, wherever the layer starts", arguments: 0...20)
    func bounds(_ count: Int) {
        let octets = [UInt8](repeating: 0xaa, count: count)
        for start in [0, 1, 7, count - 1, count, count + 1, -1, .min, .max, 1 << 61, 1 << 60 - 1] {
            let result = Self.changed(octets) { bytes in
                var ip = MutableLayer<IPv4>(&bytes, at: start)
                ip.destination = IPv4Address(1, 2, 3, 4)
                #expect(ip.destination.rawValue == 0 || 0 <= start && start + 20 <= count)
            }
            if start < 0 || start > count - 20 { #expect(result == octets) } else { #expect(result != octets) }
            let six = Self.changed(octets) { bytes in
                var layer = MutableLayer<IPv6>(&bytes, at: start)
                layer.source = IPv6Address(high: 0, low: 1)
            }
            #expect(six == octets)
            let type = Self.changed(octets) { bytes in
                var layer = MutableLayer<Ethernet>(&bytes, at: start)
                layer.type = 0x0800
            }
            if start < 0 || start > count - 14 { #expect(type == octets) }
            let read = unsafe octets.span.bytes.value(of: IPv4.destination, at: start)
            #expect(read.rawValue == 0 || 0 <= start && start <= count - 20)
        }
    }
}
