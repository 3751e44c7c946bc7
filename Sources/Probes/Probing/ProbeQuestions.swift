#if os(Linux)
    public import Links
    internal import Packets
    public import Sending

    /// The probes of a plan as questions: each in the frame that its next hop takes. Neighbors that nobody knows are asked for
    /// meanwhile.
    public struct ProbeQuestions<Plan: ProbePlan, Clock: AskClock>: QuestionSource, ~Copyable {
        private let plan: Plan
        private let clock: Clock
        private var courier: Courier
        private var random: SplitMix64
        /// Those whose neighbor is being asked for, and those whose neighbor has answered.
        private var waiting: [IPAddress: [Probe]] = [:]
        private var waitingCount = 0
        private var ready: [Probe] = []

        /// How many may wait for neighbors.
        private static var limit: Int { 4096 }

        /// - Parameter seed: where IPv4's identifications begin.
        public init(_ plan: Plan, by courier: consuming Courier, clock: Clock, seed: UInt64) {
            self.plan = plan
            self.courier = courier
            self.clock = clock
            random = SplitMix64(seed: seed)
        }

        public var link: (any Link)? { courier.asking?.link }

        public mutating func take(_ limit: Int, into batch: inout FrameBatch) throws -> QuestionSupply {
            let before = courier.sentBesides
            for neighbor in try courier.settle() { settle(neighbor) }
            var supply = QuestionSupply(hasMore: true)
            var left = limit
            loop: while left > 0 {
                let probe: Probe
                if let first = ready.popLast() {
                    guard plan.wants(first) else { continue }
                    probe = first
                } else if waitingCount >= Self.limit {
                    supply.waitsUntil = courier.asking?.deadline
                    break
                } else {
                    switch plan.next(at: clock.now) {
                    case .probe(let next): probe = next
                    case .wait(let moment):
                        supply.waitsUntil = min(moment, courier.asking?.deadline ?? moment)
                        break loop
                    case .later:
                        // What comes wakes the asker, and so does what is over.
                        supply.waitsUntil = courier.asking?.deadline ?? clock.now + .seconds(1)
                        break loop
                    case .done:
                        supply.hasMore = waitingCount > 0
                        supply.waitsUntil = courier.asking?.deadline
                        break loop
                    }
                }
                switch try courier.way(to: probe.destination) {
                case .known:
                    guard let frame = try frame(of: probe, &supply) else { continue }
                    unsafe batch.append(frame.span.bytes)
                    left -= 1
                case .asking(let neighbor):
                    waiting[neighbor, default: []].append(probe)
                    waitingCount += 1
                case .later:
                    ready.append(probe)
                    supply.waitsUntil = courier.asking?.deadline
                    break loop
                case .none(let error): plan.undeliverable(probe, because: "\(error)")
                }
            }
            let sent = courier.sentBesides
            supply.sentFrames = sent.frames - before.frames
            supply.sentOctets = sent.octets - before.octets
            return supply
        }

        private mutating func settle(_ neighbor: Courier.Neighbor) {
            plan.resolved(
                neighbor.address, hardwareAddress: neighbor.hardwareAddress, after: neighbor.delay)
            guard let probes = waiting.removeValue(forKey: neighbor.address) else { return }
            waitingCount -= probes.count
            // The last comes first.
            ready = probes.reversed() + ready
        }

        /// The frame; `nil` where there is none, as the plan was told.
        private mutating func frame(of probe: Probe, _ supply: inout QuestionSupply) throws -> [UInt8]? {
            guard let source = try courier.source(to: probe.destination) else {
                plan.undeliverable(probe, because: "there is no address of its family to send from")
                return nil
            }
            let packet: [UInt8]
            do throws(ForgeError) {
                packet = try probe.packet(from: source, identification: UInt16(truncatingIfNeeded: random.next()))
            } catch {
                plan.undeliverable(probe, because: "\(error)")
                return nil
            }
            return try courier.frame(of: packet, to: probe.destination)
        }
    }

    /// Tells a plan what came of its probes.
    struct PlanReporter<Plan: ProbePlan>: AskReporter {
        let plan: Plan
        let registry: Registry
        let linkType: LinkType
        private var dissection = Dissection()

        init(_ plan: Plan, _ registry: Registry, _ linkType: LinkType) {
            self.plan = plan
            self.registry = registry
            self.linkType = linkType
        }

        mutating func answered(_ question: Question, by answer: inout PacketView, after delay: Duration) throws {
            guard let probe = probe(question), let reply = ProbeReply(answer) else { return }
            plan.answered(probe, by: reply, after: delay, tries: question.tries)
        }

        mutating func unanswered(_ question: Question) throws {
            if let probe = probe(question) { plan.unanswered(probe) }
        }

        mutating func paused() throws { try plan.paused() }

        private mutating func probe(_ question: Question) -> Probe? {
            let bytes = unsafe question.octets.span.bytes
            registry.dissect(bytes, as: linkType, into: &dissection)
            return Probe(PacketView(bytes: bytes, layers: dissection.layers, frame: FrameInfo()))
        }
    }

    /// Carries plans out.
    public enum Prober {
        /// Sends a plan's probes and tells it what comes of them, until it is done.
        ///
        /// - Parameters:
        ///   - receiver: where answers come.
        ///   - descriptors: others to wake for when they are readable.
        ///   - isStopped: asked whenever it woke, whether to end before.
        /// - Returns: how many packets were sent, and how many answers came.
        /// - Throws: `LinkError`, `HostNetworkError`, and what the plan throws.
        @discardableResult
        public static func run(
            _ plan: some ProbePlan, by courier: consuming Courier, hearing receiver: any Link, options: AskOptions,
            waking descriptors: [Int32] = [], until isStopped: () -> Bool = { false }
        ) throws -> AskTally {
            let sender = courier.link
            var reporter = PlanReporter(plan, .internet, sender.linkType)
            var asker = Asker(
                ProbeQuestions(plan, by: courier, clock: HostClock(), seed: .random(in: 0 ... .max)), by: sender,
                hearing: receiver, clock: HostClock(), options: options, in: .internet)
            try asker.run(&reporter, waking: descriptors, until: isStopped)
            try reporter.paused()
            return asker.tally
        }
    }
#endif
