#if os(Linux)
    import Links
    import PrivateNetwork
    import Testing

    @Suite("Timestamp types")
    struct TimestampTypeTests {
        @Test(
            "a card counts that can stamp every frame, by the clocks that it has",
            arguments: [
                // As ethtool -T prints them: a card that stamps only PTP, one that stamps all, none, and older clocks.
                (0x5f, 0x1, [.host]), (0x5f, 0x3, [.host, .adapterUnsynced]), (0x1b, 0x0, [.host]),
                (0x7f, 0x2, [.host, .adapter, .adapterUnsynced]), (0x3f, 0x2, [.host, .adapter]), (0x1b, 0x2, [.host]),
            ] as [(UInt32, UInt32, [TimestampType])])
        func types(flags: UInt32, filters: UInt32, expected: [TimestampType]) {
            #expect(TimestampType.types(flags: flags, filters: filters) == expected)
        }

        @Test(
            "where a card cannot stamp that is said, with what there is",
            .enabled(if: PrivateNetwork.isAvailable, "\(PrivateNetwork.refusal ?? "")"),
            arguments: ["a0", "lo", "any"], [TimestampType.adapter, .adapterUnsynced])
        func refused(interface: String, type: TimestampType) throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                #expect(try TimestampType.available(on: interface) == [.host])
                var options = PacketSocketOptions()
                options.timestampType = type
                let error = #expect(throws: LinkError.self) { try PacketSocketLink(interface, options: options) }
                #expect(error?.code == .unsupported && error?.linkName == interface)
                #expect(error?.message.contains("no timestamps of type \(type.rawValue); it has: host") == true)
            }
        }

        @Test(
            "an interface that is not there has no types",
            .enabled(if: PrivateNetwork.isAvailable, "\(PrivateNetwork.refusal ?? "")"))
        func noSuchInterface() throws {
            try PrivateNetwork.run { _ in
                let error = #expect(throws: LinkError.self) { try TimestampType.available(on: "b0") }
                #expect(error?.code == .noSuchInterface)
            }
        }
    }
#endif
