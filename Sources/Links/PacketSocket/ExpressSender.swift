#if os(Linux)
    /// A way out of an interface that costs less of the processor's time a frame than sendmmsg(2), for frames that suit it.
    protocol ExpressSender: AnyObject {
        /// Sends one frame.
        func send(_ frame: RawSpan) -> SendingOutcome
        /// Sends frames of a batch from the one at `first` on, as many as there is room for.
        func send(_ batch: borrowing FrameBatch, from first: Int) -> SendingOutcome
    }

    /// What became of frames that were to be sent.
    enum SendingOutcome {
        /// So many were, at least one.
        case sent(Int)
        /// None: the first is none for this way.
        case unsuitable
        /// None yet, for want of room.
        case refused
        /// None, and none will be: the error number that ended it.
        case failed(Int32)
    }
#endif
