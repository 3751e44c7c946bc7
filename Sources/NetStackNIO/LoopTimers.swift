internal import HeapModule
internal import NIOCore
internal import Synchronization

/// Something that is to run at some time, at most once.
final class LoopTimer: Sendable {
    let deadline: NIODeadline
    /// What runs; gone when it has, or when it was cancelled.
    private let work: Mutex<(@Sendable ((any Error)?) -> Void)?>

    /// - Parameter work: runs on the loop, and gets the reason where it came to nothing.
    init(at deadline: NIODeadline, _ work: @escaping @Sendable ((any Error)?) -> Void) {
        self.deadline = deadline
        self.work = Mutex(work)
    }

    /// Whether it is still to run.
    var isPending: Bool { work.withLock { $0 != nil } }

    /// Runs, unless it was cancelled. On the loop.
    func fire(_ error: (any Error)?) { take()?(error) }

    /// On any thread: it does not run any more, or has begun to.
    func cancel() { _ = take() }

    private func take() -> (@Sendable ((any Error)?) -> Void)? {
        work.withLock { work in
            defer { work = nil }
            return work
        }
    }
}

/// A loop's timers, in the order of their deadlines, and of those that are equal as they were set.
///
/// Timers are cancelled far more often than they fire. One that is cancelled lets go of its work at once, and of its place here
/// when those that are left come to be few.
struct LoopTimers {
    private struct Entry: Comparable {
        let timer: LoopTimer
        let order: UInt64

        static func < (a: Entry, b: Entry) -> Bool {
            a.timer.deadline == b.timer.deadline ? a.order < b.order : a.timer.deadline < b.timer.deadline
        }
        static func == (a: Entry, b: Entry) -> Bool { a.order == b.order }
    }
    private var entries = Heap<Entry>()
    private var count: UInt64 = 0
    /// When there are so many, those that were cancelled are taken out.
    private var limit = 128
    /// When the driver calls; never when `nil`.
    private var scheduled: NIODeadline?

    /// - Returns: when the driver should call; `nil` when it calls early enough.
    mutating func insert(_ timer: LoopTimer) -> NIODeadline? {
        if entries.count >= limit {
            entries = Heap(entries.unordered.filter(\.timer.isPending))
            limit = max(128, 2 * entries.count)
        }
        count += 1
        entries.insert(Entry(timer: timer, order: count))
        guard scheduled.map({ timer.deadline < $0 }) ?? true else { return nil }
        scheduled = timer.deadline
        return timer.deadline
    }

    /// Whether the driver calls for the deadline that it was last told; of an earlier one there was a call already.
    func isCalled(at now: NIODeadline) -> Bool { scheduled.map { $0 <= now } ?? false }

    /// The last timer that was set so far: those that timers set are not run with them, so that frames get their turn.
    var last: UInt64 { count }

    /// Takes out the first timer whose deadline has come.
    mutating func popDue(_ now: NIODeadline, upTo last: UInt64) -> LoopTimer? {
        guard let first = entries.min, first.timer.deadline <= now, first.order <= last else { return nil }
        return entries.popMin()?.timer
    }

    /// - Returns: when the driver should call again; never when `nil`.
    mutating func next() -> NIODeadline? {
        while let first = entries.min, !first.timer.isPending { entries.removeMin() }
        scheduled = entries.min?.timer.deadline
        return scheduled
    }

    /// Takes out all.
    mutating func removeAll() -> [LoopTimer] {
        defer { entries = Heap() }
        return entries.unordered.map(\.timer)
    }
}
