#if os(Linux)
    public import Links
    public import Sending

    /// The packets of an expression as questions, all of them several times over if need be. Those whose next hop is known
    /// are given at once; neighbors are asked for meanwhile.
    public struct ForgedQuestions: QuestionSource, ~Copyable {
        private var packets: OutgoingPackets
        private var rounds: Int

        /// - Parameter rounds: how often everything is asked.
        public init(_ packets: consuming OutgoingPackets, rounds: Int) {
            self.packets = packets
            self.packets.keepRefused()
            self.rounds = rounds
        }

        /// How many packets were not sent because nobody would take them.
        public var undeliverable: Int { packets.undeliverable }
        /// Why that was so for the last of them.
        public var obstacle: (any Error)? { packets.obstacle }

        public var link: (any Link)? { packets.obstruction?.link }

        public mutating func take(_ limit: Int, into batch: inout FrameBatch) throws -> QuestionSupply {
            if packets.position >= packets.count, rounds > 1 {
                rounds -= 1
                packets.rewind()
            }
            let before = packets.sentBesides
            try packets.takeReady(limit, into: &batch)
            let isOver = packets.position >= packets.count && rounds <= 1
            var supply = QuestionSupply(hasMore: !isOver || packets.isWaiting)
            if rounds <= 1 || packets.position < packets.count { supply.waitsUntil = packets.obstruction?.deadline }
            supply.sentFrames = packets.sentBesides.frames - before.frames
            supply.sentOctets = packets.sentBesides.octets - before.octets
            supply.undeliverable = packets.takeRefused()
            return supply
        }
    }
#endif
