#if os(Linux)
    public import Links

    /// The packets of a capture file over and over, in batches, with the moment at which each is due.
    public struct CapturedPasses: ~Copyable {
        /// The packets of the pass that is being read.
        public private(set) var packets: CapturedPackets
        private var left: Int
        private let factor: Double
        /// How many packets are read ahead; none where they come live.
        private let limit: Int
        /// What ended reading before the file's end. The packets before it were given.
        public private(set) var failure: (any Error)?
        /// Where the pass that is being read begins, and where its last packet stands.
        private var (base, last): (UInt64, UInt64) = (0, 0)
        private var hasBegunAnew = false

        /// - Parameters:
        ///   - count: how many passes.
        ///   - factor: so many times as fast as the capture.
        ///   - limit: how many packets a batch has at most.
        public init(_ packets: consuming CapturedPackets, count: Int, factor: Double = 1, limit: Int) {
            self.limit = packets.isLive ? 1 : limit
            self.packets = packets
            self.factor = factor
            left = count
        }

        /// Fills a batch with the packets that come next.
        ///
        /// - Parameters:
        ///   - offsets: when each is due, in nanoseconds since the first.
        ///   - most: how many are wanted at most.
        ///   - hasSent: whether any packet was sent: where none of a whole pass could be, there is no other.
        /// - Returns: whether there are any.
        public mutating func fill(_ batch: inout FrameBatch, _ offsets: inout [UInt64], most: Int, hasSent: Bool)
            -> Bool
        {
            batch.removeAll()
            offsets.removeAll(keepingCapacity: true)
            if hasBegunAnew, !hasSent { return false }
            while failure == nil, left > 0, batch.count < min(limit, most) {
                do {
                    if let moment = try packets.take(into: &batch) {
                        last = max(last, base + UInt64(min(Double(moment) / factor, 4e18)))
                        offsets.append(last)
                        continue
                    }
                    left -= 1
                    base = last
                    guard left > 0 else { break }
                    try packets.rewind()
                    hasBegunAnew = true
                    if !hasSent { break }
                } catch {
                    failure = error
                }
            }
            return !batch.isEmpty
        }
    }
#endif
