#if os(Linux)
    import Foundation
    import PrivateNetwork
    import Testing

    @Suite("explain, as a program", .blocking, .enabled(if: BuiltProgram.path != nil, "needs the built program"))
    struct ExplainProgramTests {
        private static let tour =
            (#filePath.components(separatedBy: "/Tests/").first ?? "") + "/Examples/captures/tour.pcapng"

        private static func explain(_ arguments: String) throws -> (output: String, status: Int32) {
            try BuiltProgram.outcome("\(BuiltProgram.path ?? "") explain \(arguments)")
        }

        @Test("with a capture and a frame the boxes show that packet's values")
        func frame() throws {
            let (layer, status) = try Self.explain("ip \(Self.tour) 3")
            #expect(status == 0)
            #expect(layer.contains("Internet Protocol Version 4, octets 14-33"))
            let field = try Self.explain("ip.ttl \(Self.tour) 3")
            #expect(field.output.contains("ip.ttl = "))
            #expect(field.output.contains("+=+=+=+=+=+=+=+=+-+"))
        }

        @Test("a frame that is not there, or has no such layer, ends with status 1 and says so")
        func missing() throws {
            let frame = try Self.explain("ip \(Self.tour) 100000")
            #expect(frame.status == 1 && frame.output.contains("no frame 100000; there are 141"))
            let layer = try Self.explain("tls \(Self.tour) 3")
            #expect(layer.status == 1 && layer.output.contains("frame 3 has no tls; it is eth/"))
            #expect(try Self.explain("ip \(Self.tour)").status == 2)
        }

        @Test(
            "what is a row of the host's sockets has no header that could be drawn, and is shown as one lists it",
            arguments: ["sock", "sock.state", "sock.port", "sock.owners", "sock.pid", "sock.tcp.rtt", "sock.path"])
        func sockets(name: String) throws {
            let (output, status) = try Self.explain(name)
            #expect(status == 0)
            #expect(!output.contains("+-+"))
            #expect(!output.contains("ibuki craft"))
            #expect(!output.contains("bits 32-39"))
            #expect(output.contains("this host's sockets"))
            #expect(name == "sock" || output.contains("\nTo list    ibuki sockets '\(name)"))
            #expect(try !Self.explain("\(name) --json").output.contains("\"bits\""))
        }

        @Test("a field that several formats declare is explained once")
        func once() throws {
            let output = try Self.explain("dns.qry.name").output
            #expect(output.split(separator: "dns.qry.name: Name", omittingEmptySubsequences: false).count == 2)
            #expect(output.contains("ibuki craft \"ip/udp/dns(qry.name=example.test)\""))
            #expect(try Self.explain("tls.handshake.ciphersuite").output.split(separator: "\n").count < 430)
        }
    }
#endif
