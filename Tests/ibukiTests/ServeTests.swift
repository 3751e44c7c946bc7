#if os(Linux)
    import Testing

    /// The built program where it cannot serve.
    @Suite("Serving: the program", .enabled(if: BuiltProgram.isPossible, "\(BuiltProgram.reason)"))
    struct ServeTests {
        @Test("what is no address of a host is a usage error")
        func noAddress() throws {
            let (output, status) = try BuiltProgram.outcome(
                "unshare -rn \(BuiltProgram.path ?? "") serve http --address nope.invalid")
            #expect(status == 2)
            #expect(output == "ibuki: --address takes an address of this host, not 'nope.invalid'\n")
        }

        @Test("a port for which a capability is missing is refused with its name")
        func lowPort() throws {
            let (output, status) = try BuiltProgram.outcome(
                "unshare -rn sh -ec 'ip link set lo up; exec setpriv --bounding-set=-net_bind_service "
                    + "\(BuiltProgram.path ?? "") serve http --port 80'")
            #expect(status == 3)
            #expect(output.hasPrefix("ibuki: cannot listen at 127.0.0.1, port 80: Permission denied"))
            #expect(output.contains("cap_net_bind_service+ep"))
        }
    }
#endif
