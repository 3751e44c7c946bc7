#if os(Linux)
    import Foundation
    import Links
    import PrivateNetwork
    import Testing

    /// Several links that share an interface's frames. packet(7), `PACKET_FANOUT`
    @Suite(
        "Fanout", .blocking, .serialized, .enabled(if: PrivateNetwork.isAvailable, "\(PrivateNetwork.refusal ?? "")"))
    struct FanoutTests {
        private static func options(
            _ mode: PacketSocketOptions.Fanout.Mode, group: UInt16 = 7, isImmediate: Bool = false
        ) -> PacketSocketOptions {
            var options = PacketSocketOptions()
            options.fanout = .init(group: group, mode: mode)
            options.isImmediate = isImmediate
            return options
        }

        /// The identifications of IPv4 tell the frames apart.
        private static func numbers(_ frames: [KeptFrame]) -> [UInt8] { frames.map { $0.octets[19] } }

        @Test("one after the other, each link gets its share, and together they get all", arguments: [false, true])
        func roundRobin(isImmediate: Bool) throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let options = Self.options(.roundRobin, isImmediate: isImmediate)
                let (one, other) = (
                    try PacketSocketLink("b0", options: options), try PacketSocketLink("b0", options: options)
                )
                let sender = try PacketSocketLink("a0", options: .sending)
                for number in 0..<60 { try sender.send(udpFrame(UInt8(number))) }
                let (first, second) = (Self.numbers(try one.take(30)), Self.numbers(try other.take(30)))
                #expect(first.count == 30 && second.count == 30)
                #expect(Set(first).isDisjoint(with: second) && Set(first + second) == Set(0..<60))
                #expect(first == first.sorted() && second == second.sorted())
                let received = [try one.statistics().received, try other.statistics().received]
                #expect(received == [30, 30])
            }
        }

        @Test("by flow, all frames of a flow go to one link")
        func flows() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let links = try (0..<3).map { _ in try PacketSocketLink("b0", options: Self.options(.flow)) }
                let sender = try PacketSocketLink("a0", options: .sending)
                // Forty flows of five frames, told apart by their ports.
                for number in 0..<5 {
                    for flow in 0..<40 { try sender.send(udpFrame(UInt8(number), port: 1000 + UInt16(flow))) }
                }
                let shares = try links.map { link in try link.take(200, seconds: 0.3) }
                #expect(shares.map(\.count).reduce(0, +) == 200)
                let flows = shares.map { share in Set(share.map { Int($0.octets[36]) << 8 | Int($0.octets[37]) }) }
                #expect(flows.map(\.count).reduce(0, +) == 40, "a flow is in two shares: \(flows.map(\.count))")
                #expect(flows.filter { !$0.isEmpty }.count > 1, "one link got them all")
            }
        }

        @Test("groups do not share with each other")
        func groups() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let links = try [7, 8].map { group in
                    try PacketSocketLink("b0", options: Self.options(.roundRobin, group: group))
                }
                let sender = try PacketSocketLink("a0", options: .sending)
                for number in 0..<10 { try sender.send(udpFrame(UInt8(number))) }
                for link in links { #expect(Self.numbers(try link.take(10)) == Array(0..<10)) }
            }
        }

        @Test("a link that wants another way of sharing is refused, with the group's number")
        func otherMode() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let first = try PacketSocketLink("b0", options: Self.options(.roundRobin))
                let error = #expect(throws: LinkError.self) {
                    try PacketSocketLink("b0", options: Self.options(.flow))
                }
                #expect(error?.message.contains("group 7") == true, "\(error?.message ?? "")")
                _ = first.name
            }
        }
    }
#endif
