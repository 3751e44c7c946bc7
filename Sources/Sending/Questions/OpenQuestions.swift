public import Packets

/// The questions that wait for answers: a pure state machine, which is told the time.
///
/// An answer finds its question by a hash, however many are open. What there is to keep is bounded by `limit`.
public struct OpenQuestions: Sendable {
    /// How long an answer is waited for each time.
    public private(set) var timeout: Duration
    private let longest: Duration
    private let adapts: Bool
    private var times = AnswerTimes()
    /// How often a question is sent again that nobody answered.
    public let retries: Int
    /// How many questions may be open at once.
    public let limit: Int
    /// How many are open.
    public private(set) var count = 0

    /// What has become of a question whose time is over.
    public enum Outcome: Sendable {
        /// It is to be sent again; it counts as sent.
        case again(Question)
        /// It is closed. It may have been answered: by some of a group.
        case over(Question)
    }

    /// A question's slot. The generation tells it from those that had the slot before.
    private struct Reference: Hashable, Sendable { var slot: Int, generation: Int }
    private struct Slot: Sendable { var question: Question?, generation: Int }

    private var slots: [Slot] = []
    private var free: [Int] = []
    /// By each key the oldest question that has it.
    private var oldest: [ExchangeKey: Reference] = [:]
    /// The others with the same key, in their order: questions that nothing tells apart.
    private var younger: [ExchangeKey: FirstInFirstOut<Reference>] = [:]
    /// When each was sent last, the oldest first: all wait for the same time.
    private var sendings = FirstInFirstOut<(Reference, ContinuousClock.Instant)>()

    /// No questions yet.
    ///
    /// - Parameters:
    ///   - adapts: whether answers are waited for less than `timeout` where others come much sooner: for four times their
    ///     deviation more than their mean, a tenth of a second at least. RFC 6298
    public init(timeout: Duration, retries: Int, limit: Int, adapts: Bool = false) {
        self.timeout = timeout
        longest = timeout
        self.adapts = adapts
        self.retries = max(0, retries)
        self.limit = max(1, limit)
    }

    /// How many more questions there is room for.
    public var room: Int { limit - count }

    /// When the next question's time is over; `nil` when none is open.
    public var nextDeadline: ContinuousClock.Instant? {
        mutating get {
            while let (reference, sent) = sendings.first {
                if isOpen(reference) { return sent + timeout }
                sendings.removeFirst()
            }
            return nil
        }
    }

    /// Opens a question that is being sent.
    ///
    /// - Parameters:
    ///   - keys: what its answers are known by.
    ///   - keepsOpen: whether it waits for more answers after the first, as it does if it asks a group.
    public mutating func open(
        _ octets: [UInt8], number: Int, keys: ExchangeKeys, keepsOpen: Bool, sent: Timestamp,
        at now: ContinuousClock.Instant
    ) {
        let question = Question(
            number: number, octets: octets, keys: keys, wantsMore: keepsOpen || keys.asksGroup, sent: sent)
        let slot: Int
        if let last = free.popLast() {
            slot = last
            slots[slot].question = question
        } else {
            slot = slots.count
            slots.append(Slot(question: question, generation: 0))
        }
        count += 1
        let reference = Reference(slot: slot, generation: slots[slot].generation)
        for index in 0..<keys.count {
            if oldest[keys[index]] == nil {
                oldest[keys[index]] = reference
            } else {
                younger[keys[index], default: FirstInFirstOut()].append(reference)
            }
        }
        sendings.append((reference, now))
    }

    /// Takes an answer.
    ///
    /// - Parameters:
    ///   - keys: the answer's keys.
    ///   - time: when it came.
    /// - Returns: the question that it answers; `nil` when none does.
    public mutating func answer(_ keys: ExchangeKeys, at time: Timestamp) -> Question? {
        for index in 0..<keys.count {
            guard let reference = oldest[keys[index]], isOpen(reference),
                var question = slots[reference.slot].question
            else { continue }
            question.answers += 1
            if adapts, question.tries == 1, question.answers == 1 {
                times.add(question.delay(of: time))
                timeout = times.timeout(upTo: longest)
            }
            if question.wantsMore { slots[reference.slot].question = question } else { close(reference, question) }
            return question
        }
        return nil
    }

    /// The next question whose time is over.
    ///
    /// - Parameter time: what counts as the moment of sending for a question that is to be sent again.
    public mutating func next(at now: ContinuousClock.Instant, time: Timestamp) -> Outcome? {
        while let (reference, sent) = sendings.first {
            guard isOpen(reference), var question = slots[reference.slot].question else {
                sendings.removeFirst()
                continue
            }
            guard sent + timeout <= now else { return nil }
            sendings.removeFirst()
            if question.answers == 0, question.tries <= retries {
                question.tries += 1
                question.sent = time
                slots[reference.slot].question = question
                sendings.append((reference, now))
                return .again(question)
            }
            close(reference, question)
            return .over(question)
        }
        return nil
    }

    private func isOpen(_ reference: Reference) -> Bool { slots[reference.slot].generation == reference.generation }

    private mutating func close(_ reference: Reference, _ question: Question) {
        slots[reference.slot] = Slot(question: nil, generation: reference.generation + 1)
        free.append(reference.slot)
        count -= 1
        for index in 0..<question.keys.count {
            let key = question.keys[index]
            guard oldest[key] == reference else { continue }
            oldest[key] = nil
            while let next = younger[key]?.first {
                younger[key]?.removeFirst()
                guard isOpen(next) else { continue }
                oldest[key] = next
                break
            }
            if younger[key]?.first == nil { younger[key] = nil }
        }
    }
}
