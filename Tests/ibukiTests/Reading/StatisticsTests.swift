#if os(Linux)
    import Foundation
    import PrivateNetwork
    import Testing

    @Suite(
        "What is counted over all packets", .blocking, .enabled(if: BuiltProgram.path != nil, "needs the built program")
    )
    struct StatisticsTests {
        static let program = BuiltProgram.path ?? ""
        static let tour =
            URL(filePath: #filePath).deletingLastPathComponent().path + "/../../../Examples/captures/tour.pcapng"

        @Test(
            "the tables are tshark's, the last that was asked for first",
            .enabled(if: PrivateNetwork.has("tshark"), "needs tshark"))
        func equalToTshark() throws {
            let asked = "-z conv,tcp -z endpoints,udp -z 'io,stat,1,udp,SUM(frame.len)frame.len' -z follow,udp,hex,0"
            let ours = try BuiltProgram.run("\(Self.program) read -q -n \(asked) \(Self.tour)")
            let theirs = try BuiltProgram.run("TZ=UTC tshark -q -n \(asked) -r \(Self.tour) 2>/dev/null")
            #expect(ours == theirs)
            #expect(ours.contains("TCP Conversations"))
        }

        @Test("-q shows no packet, and -Y chooses only what is shown")
        func shown() throws {
            let counted = try BuiltProgram.run("\(Self.program) read -q -z io,phs \(Self.tour)")
            let both = try BuiltProgram.run("\(Self.program) read -Y 'tcp.port == 1' -z io,phs \(Self.tour)")
            #expect(counted == both)
        }

        @Test("--json gives an object a row, each with what it is a row of")
        func json() throws {
            let lines = try BuiltProgram.run("\(Self.program) read -q --json -z conv,ip -z io,phs \(Self.tour)")
                .split(separator: "\n")
            let objects = try lines.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
            #expect(objects.contains { $0?["statistic"] as? String == "conv,ip" && $0?["sent_packets"] is Int })
            #expect(objects.contains { $0?["statistic"] as? String == "io,phs" && $0?["protocol"] as? String == "eth" })
        }

        @Test(
            "what is wrong is said, with status 2",
            arguments: [
                ("read -z nothing \(tour)", "expected one of"),
                ("read -z 'conv,tcp,tcp.prot == 1' \(tour)", "did you mean 'tcp.port'"),
                ("read -z credentials \(tour)", "collects no passwords"),
                ("read --json \(tour)", "--json is for what -z counts"),
                ("capture --every 5s", "--every is for what -z counts"),
                ("follow --layer ip \(tour) 1", "has no streams"),
            ])
        func wrong(arguments: String, words: String) throws {
            let (output, status) = try BuiltProgram.outcome("\(Self.program) \(arguments)")
            #expect(status == 2)
            #expect(output.contains(words))
        }

        @Test("conversations lists them, follow shows one, and says where there is none, with status 1")
        func commands() throws {
            let listed = try BuiltProgram.run("\(Self.program) conversations --top 1 --json \(Self.tour)")
            #expect(listed.split(separator: "\n").count == 1)
            let said = try BuiltProgram.run("\(Self.program) follow \(Self.tour) 0")
            #expect(said.contains("Follow: tcp,ascii\nFilter: tcp.stream eq 0\n"))
            let (output, status) = try BuiltProgram.outcome("\(Self.program) follow \(Self.tour) 99")
            #expect(status == 1)
            #expect(output.contains("has no tcp stream 99"))
        }
    }
#endif
