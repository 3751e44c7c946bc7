#if os(Linux)
    import Foundation
    import SystemCalls
    import PrivateNetwork
    import Testing

    /// The built program, run inside network namespaces of its own. unshare(1)
    @Suite(
        "Commands of the host: the program", .blocking,
        .enabled(if: BuiltProgram.isPossible, "\(BuiltProgram.reason)"))
    struct HostProgramTests {
        static func objects(_ text: String) throws -> [[String: Any]] {
            try text.split(separator: "\n").map { line in
                try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
            }
        }

        @Test("interfaces --json is one typed object a line, with addresses")
        func interfaces() throws {
            let (output, status) = try BuiltProgram.inWorld("interfaces --json")
            #expect(status == 0)
            let objects = try Self.objects(output)
            let pair = try #require(objects.first { $0["name"] as? String == "v0" })
            #expect(pair["mac"] as? String == "02:00:00:00:00:01")
            #expect(pair["mtu"] as? Int == 1500)
            #expect((pair["driver"] as? [String: Any])?["name"] as? String == "veth")
            let addresses = try #require(pair["addresses"] as? [[String: Any]])
            #expect(addresses.contains { $0["address"] as? String == "10.9.0.1" && $0["prefix"] as? Int == 24 })
            #expect(addresses.first?["valid"] is NSNull)
        }

        @Test("interfaces shows a block for each, --brief a line, --watch a rate")
        func interfaceTexts() throws {
            let block = try BuiltProgram.inWorld("interfaces v0").output
            #expect(block.contains("v0  UP  mtu 1500  ether veth"))
            #expect(block.contains("inet   10.9.0.1/24  global  "))
            #expect(try BuiltProgram.inWorld("interfaces --brief").output.split(separator: "\n").count == 4)
            let watched = try BuiltProgram.inWorld("interfaces --watch --rounds 2 --interval 0.05 v0").output
            #expect(watched.split(separator: "\n").count == 4)
            #expect(watched.contains("Receiving"))
        }

        @Test("routes shows several ways on several lines; a look-up names the neighbor; none is status 1")
        func routes() throws {
            let output = try BuiltProgram.inWorld("routes").output
            #expect(output.contains("10.21.0.0/16"))
            #expect(output.contains("weight 3"))
            let found = try BuiltProgram.inWorld("routes 192.0.2.1")
            #expect(found.output.hasPrefix("192.0.2.1 via 10.9.0.254 dev v0 src 10.9.0.1"))
            #expect(found.output.contains("next hop 10.9.0.254 is at 02:00:00:00:00:fe, PERMANENT"))
            let none = try BuiltProgram.inWorld("routes 2001:db8::1")
            #expect(none.status == 1)
            #expect(none.output.contains("route to 2001:db8::1"))
            #expect(try BuiltProgram.inWorld("routes 10.9.0.2 nowhere").output.contains("dev v0") == false)
            #expect(try BuiltProgram.inWorld("routes nowhere").status == 2)
            #expect(try BuiltProgram.inWorld("routes fe80::1%v0").output.contains("ibuki routes fe80::1 -i v0"))
            #expect(try BuiltProgram.inWorld("routes -i v7").status == 5)
        }

        @Test("an address that no route leads to is told of with status 1, and those behind it are still looked up")
        func routesToNowhere() throws {
            let some = try BuiltProgram.inWorld("routes 10.23.0.1 10.24.0.1 10.9.0.2")
            #expect(some.status == 1)
            #expect(some.output.contains("ibuki: route to 10.23.0.1: the route there is of type blackhole"))
            #expect(some.output.contains("ibuki: route to 10.24.0.1: the route there is of type prohibit"))
            #expect(some.output.contains("10.9.0.2 dev v0 src 10.9.0.1"))
        }

        @Test("on a link whose ends have no addresses there is no neighbor to be known")
        func routesWithoutNeighbors() throws {
            let output = try BuiltProgram.outcome(
                "unshare -rn sh -ec 'ip tuntap add t0 mode tun; ip link set t0 up; "
                    + "ip addr add 10.8.0.1 peer 10.8.0.2 dev t0; \(BuiltProgram.path ?? "") routes 10.8.0.2'"
            ).output
            #expect(output.contains("10.8.0.2 dev t0"))
            #expect(output.contains("next hop 10.8.0.2 needs no link-layer address\n"))
        }

        @Test("a look-up takes addresses of the protocol that was asked for, and no table: the kernel chooses that")
        func routesOfOneProtocol() throws {
            #expect(try BuiltProgram.inWorld("routes -4 10.9.0.2").output.hasPrefix("10.9.0.2 dev v0"))
            let other = try BuiltProgram.inWorld("routes 10.9.0.2 -6")
            #expect(other.status == 2)
            #expect(other.output == "ibuki: -6 looks up IPv6 addresses, not 10.9.0.2\n")
            let table = try BuiltProgram.inWorld("routes 10.9.0.2 --table 100")
            #expect(table.status == 2)
            #expect(table.output.hasPrefix("ibuki: --table is for listing routes"))
            #expect(try BuiltProgram.inWorld("routes --table 255").output.contains("10.9.0.255"))
        }

        @Test("neighbors shows who is there, of one state too")
        func neighbors() throws {
            let output = try BuiltProgram.inWorld("neighbors --json --state permanent").output
            let objects = try Self.objects(output)
            #expect(objects.count == 1)
            #expect(objects[0]["mac"] as? String == "02:00:00:00:00:fe")
            #expect(objects[0]["interface"] as? String == "v0")
            #expect(try BuiltProgram.inWorld("neighbors --state perfect").status == 2)
        }

        @Test(
            "sockets shows a listener with its process, finds it by port and by filter, and counts",
            .enabled(if: BuiltProgram.hasPython, "needs python3, to listen"))
        func sockets() throws {
            let listener =
                "python3 -c \"import socket,time; s=socket.socket(); s.bind((\\\"127.0.0.1\\\",8080)); s.listen(9); time.sleep(20)\" & "
                + "L=$!; trap \"kill $L\" EXIT; for i in 1 2 3 4 5 6 7 8 9; do sleep 0.2; "
                + "ss -Hltn | grep -q 8080 && break; done;"
            func run(_ arguments: String) throws -> (output: String, status: Int32) {
                try BuiltProgram.outcome(
                    "unshare -rn sh -c 'ip link set lo up; \(listener) \(BuiltProgram.path ?? "") \(arguments)'")
            }
            let table = try run("sockets --listening --port 8080").output
            #expect(table.contains("LISTEN"))
            #expect(table.contains("127.0.0.1:8080"))
            #expect(table.contains("python3["))
            let object = try #require(
                try Self.objects(try run("sockets --json \"sock.state == listen and sock.port == 8080\"").output).first)
            #expect(object["state"] as? String == "listen")
            #expect(object["srcport"] as? Int == 8080)
            let owner = try #require((object["owners"] as? [[String: Any]])?.first)
            #expect((owner["process"] as? String)?.hasPrefix("python3") == true)
            #expect((owner["cmdline"] as? String)?.contains("s.listen(9)") == true)
            #expect(try run("sockets --count --process python3").output == "1\n")
            #expect(try run("sockets --port 81 --count").output == "0\n")
            let wrong = try run("sockets sock.stat")
            #expect(wrong.status == 2)
            #expect(wrong.output.contains("sock.state"))
        }

        @Test("fields and explain know sockets")
        func explain() throws {
            let fields = try BuiltProgram.outcome("\(BuiltProgram.path ?? "") fields sock").output
            #expect(fields.contains("sock.tcp.rtt"))
            #expect(!fields.contains("frame.number"))
            let field = try BuiltProgram.outcome("\(BuiltProgram.path ?? "") explain sock.state").output
            #expect(field.contains("time-wait"))
        }
    }
#endif
