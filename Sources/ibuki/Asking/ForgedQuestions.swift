#if os(Linux)
    import HostNetwork
    import Links
    import Probes

    /// The packets of an expression as questions, all of them several times over if need be.
    struct ForgedQuestions: QuestionSource, ~Copyable {
        private var packets: OutgoingPackets
        private var rounds: Int

        /// - Parameter rounds: how often everything is asked.
        init(_ packets: consuming OutgoingPackets, rounds: Int) {
            self.packets = packets
            self.rounds = rounds
        }

        /// How many packets were not sent because nobody would take them.
        var undeliverable: Int { packets.undeliverable }
        /// Why that was so for the last of them.
        var obstacle: CommandFailure? { packets.obstacle }

        mutating func take(_ limit: Int, into batch: inout FrameBatch) throws -> Bool {
            if packets.position >= packets.count, rounds > 1 {
                rounds -= 1
                packets.rewind()
            }
            try packets.take(limit, into: &batch)
            return packets.position < packets.count || rounds > 1
        }
    }
#endif
