public import Links

/// Where the questions come from.
public protocol QuestionSource: ~Copyable {
    /// Adds the next questions, as frames, to a batch.
    ///
    /// - Parameter limit: how many at most; fewer is no sign of the end.
    /// - Returns: whether there may be more.
    mutating func take(_ limit: Int, into batch: inout FrameBatch) throws -> Bool
}
