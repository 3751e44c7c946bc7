#if os(Linux)
    import PrivateNetwork
    import Testing

    @Suite("DHCP questions", .blocking, .enabled(if: BuiltProgram.isPossible, Comment(rawValue: BuiltProgram.reason)))
    struct ClientBlanksTests {
        private static let question =
            "ip(src=0.0.0.0,dst=255.255.255.255)/udp(srcport=68,dstport=67)/dhcp(options=[dhcp=Discover,end])"

        @Test("the client's hardware address is the interface's, unless another is given (RFC 2131 4.1)")
        func hardwareAddress() throws {
            let own = try BuiltProgram.inWorld("send --dry-run -i v0 \"\(Self.question)\"").output
            #expect(own.contains("Client MAC address: 02:00:00:00:00:01"))
            let given = Self.question.replacing("dhcp(", with: "dhcp(hw.mac_addr=02:00:00:00:00:99,")
            let other = try BuiltProgram.inWorld("send --dry-run -i v0 \"\(given)\"").output
            #expect(other.contains("Client MAC address: 02:00:00:00:00:99"))
        }

        @Test("a broadcast that no route takes says that -i names the interface")
        func broadcast() throws {
            let command = "\(BuiltProgram.path ?? "") send --dry-run \"\(Self.question)\""
            let (output, status) = try BuiltProgram.outcome("unshare -rn sh -c 'ip link set lo up; \(command)'")
            #expect(status == 2)
            #expect(output.contains("255.255.255.255") && output.contains("-i"))
        }
    }
#endif
