#if os(Linux)
    import Foundation
    import PrivateNetwork
    import Testing

    /// The built program that asks real servers of addresses.
    @Suite(
        "ibuki dhcp: the program", .serialized, .blocking,
        .enabled(if: BuiltProgram.isPossible && PrivateNetwork.isAvailable, "no built program, or no namespaces"))
    struct DHCPCommandTests {
        /// Starts a server at the far end, which lends 10.9.0.100 to 10.9.0.110.
        private static func dnsmasq(_ far: FarEnd, _ folder: Folder, _ further: [String] = []) throws -> RunningProgram
        {
            let server = try far.start(
                "dnsmasq",
                [
                    "--no-daemon", "--conf-file=/dev/null", "--port=0", "--interface=b0", "--no-ping", "--log-dhcp",
                    "--dhcp-authoritative",
                    "--dhcp-range=10.9.0.100,10.9.0.110,255.255.255.0,2m", "--dhcp-option=option:router,10.9.0.2",
                    "--dhcp-option=option:domain-search,a.test,b.test", "--dhcp-option=option:ntp-server,10.9.0.3",
                    "--dhcp-option=121,10.8.0.0/16,10.9.0.4", "--domain=example.test",
                    "--dhcp-leasefile=\(folder.file("leases"))",
                ] + further)
            try server.waitFor("DHCP, IP range")
            return server
        }

        private static func lines(_ text: String) -> [Substring] { text.split(separator: "\n") }

        @Test(
            "an offer of dnsmasq's is shown with every option",
            .enabled(if: PrivateNetwork.has("dnsmasq"), "no dnsmasq"))
        func offer() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let folder = try Folder()
                let server = try Self.dnsmasq(far, folder)
                let program = try network.start(BuiltProgram.path ?? "", ["dhcp", "-i", "a0", "--name", "learner"])
                let text = try program.finish()
                for line in [
                    "Discover to everybody", "Offer from 10.9.0.2: 10.9.0.1", "/24 for 120 s", "Router: 10.9.0.2",
                    "Subnet Mask: 255.255.255.0", "Domain Name: example.test", "a.test", "b.test", "10.9.0.3",
                    "Destination: 0a08",
                ] {
                    #expect(text.contains(line), "\(line) in \(text) \(program.complaints)")
                }
                #expect(!text.contains("Request") && server.complaints.contains("DHCPDISCOVER"))
                // It asked for a card that is none of the host's, and was lent nothing.
                #expect(server.complaints.contains("06:00:00:00:00:0a") && !server.complaints.contains("DHCPREQUEST"))
                server.signal(SIGTERM)
            }
        }

        @Test(
            "an address of dnsmasq's is borrowed, asked for again, and given back",
            .enabled(if: PrivateNetwork.has("dnsmasq"), "no dnsmasq"))
        func request() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let folder = try Folder()
                let server = try Self.dnsmasq(far, folder)
                var addresses: Set<String> = []
                for further in [[], ["--previous", "10.9.0.105"]] {
                    let program = try network.start(
                        BuiltProgram.path ?? "", ["dhcp", "-i", "a0", "--request", "--json"] + further)
                    let events = try Self.lines(try program.finish()).map {
                        try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
                    }
                    let names = events.compactMap { $0["event"] as? String }
                    #expect(names.suffix(5) == ["sent", "acknowledged", "bound", "sent", "lost"], "\(events)")
                    let bound = events.first { $0["event"] as? String == "bound" }
                    addresses.insert(bound?["address"] as? String ?? "")
                    #expect(bound?["domain"] as? String == "example.test" && bound?["duration"] as? Int == 120)
                    let options = bound?["options"] as? [[String: Any]] ?? []
                    #expect(
                        options.contains {
                            $0["code"] as? Int == 3 && $0["values"] as? [String] == ["Router: 10.9.0.2"]
                        })
                }
                try server.waitFor("DHCPRELEASE")
                #expect(!addresses.contains("") && server.complaints.contains("DHCPACK"), "\(server.complaints)")
                server.signal(SIGTERM)
            }
        }

        @Test(
            "an address that somebody has is declined, and another one taken",
            .enabled(if: PrivateNetwork.has("dnsmasq"), "no dnsmasq"))
        func conflict() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let folder = try Folder()
                let server = try Self.dnsmasq(far, folder)
                // Somebody has every address but one that the server lends.
                try far.shell("for n in 0 1 2 3 4 5 6 7 8 9; do ip addr add 10.9.0.10$n/24 dev b0; done")
                let program = try network.start(
                    BuiltProgram.path ?? "", ["dhcp", "-i", "a0", "--hold", "--timeout", "100"])
                try program.waitFor("Decline to everybody", seconds: 60)
                try server.waitFor("DHCPDECLINE", seconds: 60)
                try program.waitFor("is ours no more: somebody else has it", seconds: 60)
                program.signal(SIGINT)
                _ = program.wait()
                server.signal(SIGTERM)
            }
        }

        @Test("udhcpd lends an address too", .enabled(if: PrivateNetwork.has("udhcpd"), "no udhcpd"))
        func busybox() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let folder = try Folder()
                try Data(
                    """
                    start 10.9.0.100
                    end 10.9.0.110
                    interface b0
                    lease_file \(folder.file("leases"))
                    pidfile \(folder.file("pid"))
                    option subnet 255.255.255.0
                    option router 10.9.0.2
                    option lease 300

                    """.utf8
                ).write(to: URL(filePath: folder.file("conf")))
                try Data().write(to: URL(filePath: folder.file("leases")))
                let server = try far.start("udhcpd", ["-f", folder.file("conf")])
                try server.waitFor("started")
                let program = try network.start(
                    BuiltProgram.path ?? "", ["dhcp", "-i", "a0", "--request", "--timeout", "60"])
                let text = try program.finish()
                #expect(text.contains("nobody else has it: 10.9.0.1") && text.contains("Router: 10.9.0.2"), "\(text)")
                #expect(text.contains("it was given back"), "\(text)")
                server.signal(SIGTERM)
            }
        }

        @Test("the lab's server lends an address, without privilege; where nobody is it ends with status 1")
        func lab() throws {
            let (output, status) = try BuiltProgram.outcome("\(BuiltProgram.path ?? "") dhcp -i lab --request")
            #expect(status == 0 && output.contains("Offer from 10.77.0.67: 10.77.0.200/24 for 600 s"), "\(output)")
            #expect(output.contains("Router: 10.77.0.1") && output.contains("it was given back"), "\(output)")
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let program = try network.start(BuiltProgram.path ?? "", ["dhcp", "-i", "a0", "--timeout", "200ms"])
                #expect(program.wait() == 1 && program.complaints == "ibuki: a0: nobody lends an address\n")
            }
        }

        @Test(
            "what is wrong is refused",
            arguments: [
                ("dhcp", "-i is wanted"), ("dhcp -i lab --previous fd00::1", "--previous takes an IPv4 address"),
                ("dhcp -i lab --card ff:ff:ff:ff:ff:ff", "it takes the address of one card"),
            ])
        func wrong(arguments: String, complaint: String) throws {
            let (output, status) = try BuiltProgram.outcome("\(BuiltProgram.path ?? "") \(arguments)")
            #expect(status == 2 && output.contains(complaint), "\(output)")
        }
    }
#endif
