#if os(Linux)
    public import Links

    /// Gives frames their times by a rate.
    public struct SendingSchedule {
        private let rate: SendingRate
        private var packets: UInt64 = 0
        private var octets: UInt64 = 0
        private var offsets: [UInt64] = []

        /// A schedule whose first packet is due at once.
        public init(_ rate: SendingRate) { self.rate = rate }

        /// Sends a batch's frames when each is due.
        ///
        /// - Throws: `LinkError`.
        public mutating func send(_ batch: borrowing FrameBatch, by transmission: inout Transmission) throws(LinkError)
        {
            if rate == .top { return try transmission.send(batch) }
            offsets.removeAll(keepingCapacity: true)
            for index in 0..<batch.count {
                offsets.append(rate.offset(packets: packets, octets: octets))
                packets += 1
                octets += UInt64(batch[index].byteCount)
            }
            try transmission.send(batch, at: offsets)
        }
    }
#endif
