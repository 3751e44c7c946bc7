#if os(Linux)
    package import Links

    /// What happens to a capture that somebody may want to be told.
    package enum CaptureNews {
        /// A signal asked how many packets there are.
        case counts(CaptureCounts)
        /// The same, while the reader of the output is waited for.
        case countsWhileWaiting(CaptureCounts)
        /// After a signal to stop the reader of the output still takes nothing; another signal ends it.
        case readerHangs
        /// An interface went down, and is waited for.
        case interfaceDown(String)
        /// An interface is gone; others are still there.
        case interfaceGone(LinkError)
    }
#endif
