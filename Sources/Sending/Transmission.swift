#if os(Linux)
    public import Links
    package import SystemCalls

    /// Sends batches of frames, each frame at its time, and counts.
    public struct Transmission: ~Copyable {
        /// What frames are sent by.
        public let link: any Link
        /// Whether frames that the link cannot carry are passed over.
        private let skipsUnfit: Bool
        private let signals: SignalInbox?
        /// Told what was sent so far when a signal asks for it.
        package var report: (borrowing Transmission) -> Void = { _ in }
        private var pacer: Pacer
        /// What was sent.
        public private(set) var packets: UInt64 = 0
        /// The octets of what was sent.
        public private(set) var octets: UInt64 = 0
        /// How many frames were passed over, and what the link said of the first.
        public private(set) var unfit: (count: UInt64, reason: LinkError?) = (0, nil)
        /// Whether Ctrl-C came.
        public private(set) var isStopped = false
        /// How much later than due frames were handed over, in nanoseconds; counted where each has its time.
        public private(set) var lateness = Lateness()
        private var firstMoment: UInt64?
        private var lastMoment: UInt64 = 0
        /// When signals are asked for again, without a rate.
        private var nextLook: UInt64 = 0

        /// How late frames were.
        public struct Lateness: Sendable {
            /// Of all frames together, in nanoseconds.
            public internal(set) var total: UInt64 = 0
            /// Of the latest.
            public internal(set) var largest: UInt64 = 0
            /// How many frames.
            public internal(set) var count: UInt64 = 0
            /// Of a frame on average.
            public var mean: UInt64 { count == 0 ? 0 : total / count }
        }

        /// Makes ready to send; the schedule begins with the first batch.
        ///
        /// - Parameter skipsUnfit: whether frames that are too long or too short for the link are passed over and counted.
        public init(_ link: any Link, skipsUnfit: Bool = false) {
            self.init(link, skipsUnfit: skipsUnfit, hearing: nil)
        }

        /// The same, until a signal ends it.
        package init(_ link: any Link, skipsUnfit: Bool = false, hearing signals: SignalInbox?) {
            self.link = link
            self.skipsUnfit = skipsUnfit
            self.signals = signals
            pacer = Pacer(signals: signals?.descriptor)
        }

        /// Nanoseconds from the first frame to the last.
        public var elapsed: UInt64 { lastMoment - (firstMoment ?? lastMoment) }

        /// Sends all frames of a batch at once, unless Ctrl-C came.
        public mutating func send(_ batch: borrowing FrameBatch) throws(LinkError) {
            begin()
            try send(batch, from: 0)
        }

        /// Sends the frames of a batch, each as soon as it is due, until Ctrl-C comes.
        ///
        /// - Parameter offsets: when each is due, in nanoseconds since the schedule began.
        public mutating func send(_ batch: borrowing FrameBatch, at offsets: [UInt64]) throws(LinkError) {
            guard !hasStopped() else { return }
            if firstMoment == nil { Pacer.takePrecedence() }
            begin()
            var index = 0
            while index < batch.count {
                guard let late = pacer.wait(until: offsets[index]) else {
                    guard !hasStopped() else { return }
                    continue
                }
                // Behind the whole batch's schedule frames go together, the fastest way there is.
                if late > 0, offsets[offsets.count - 1] + 1_000_000 <= pacer.now {
                    let now = pacer.now
                    for offset in offsets[index...] { count(late: now - min(now, offset)) }
                    return try send(batch, from: index)
                }
                count(late: late)
                // The moments are those of leaving: how long the last one's call takes is no part of the rate.
                lastMoment = offsets[index] + late
                if packets == 0 { firstMoment = lastMoment }
                let frame = batch[index]
                guard
                    let count = try handOver({ (link) throws(LinkError) in
                        try link.send(frame)
                        return 1
                    })
                else { return }
                packets += UInt64(count)
                octets += UInt64(count * frame.byteCount)
                index += 1
            }
        }

        private mutating func begin() {
            guard firstMoment == nil else { return }
            pacer.restart()
            firstMoment = 0
        }

        private mutating func count(late: UInt64) {
            lateness.count += 1
            lateness.total += late
            lateness.largest = max(lateness.largest, late)
        }

        private mutating func send(_ batch: borrowing FrameBatch, from first: Int) throws(LinkError) {
            var sent = first
            while sent < batch.count {
                // Asking for signals takes a call of its own: a hundred times a second is enough.
                if lastMoment >= nextLook {
                    if hasStopped() { return }
                    nextLook = lastMoment + 10_000_000
                }
                guard let count = try handOver({ (link) throws(LinkError) in try link.send(batch, from: sent) })
                else { return }
                octets += UInt64(batch.byteCount(of: sent..<sent + count))
                packets += UInt64(count)
                sent += max(1, count)
                lastMoment = pacer.now
            }
        }

        /// Sends, again and again while the link has no room.
        ///
        /// - Returns: how many frames were sent, as `body` says, 0 when the next one was passed over; `nil` when Ctrl-C came
        ///   first.
        private mutating func handOver(
            _ body: (any Link) throws(LinkError) -> Int
        ) throws(LinkError) -> Int? {
            while true {
                do {
                    return try body(link)
                } catch {
                    switch error.code {
                    case .noRoom: if hasStopped() { return nil }
                    case .frameTooLong where skipsUnfit, .frameTooShort where skipsUnfit:
                        unfit = (unfit.count + 1, unfit.reason ?? error)
                        return 0
                    default: throw error
                    }
                }
            }
        }

        /// Asks for signals; those for a report get one.
        private mutating func hasStopped() -> Bool {
            while !isStopped, let request = signals?.next() {
                switch request {
                case .stop: isStopped = true
                case .report:
                    let report = report
                    report(self)
                }
            }
            return isStopped
        }

        /// How many packets a second were sent, from the first to the last.
        public var packetRate: Double {
            packets > 1 && elapsed > 0 ? Double(packets - 1) * 1e9 / Double(elapsed) : 0
        }
    }
#endif
