import PacketFilters
import Packets
import Terminal

/// The line in which the display filter is typed.
struct FilterLine {
    /// What is to be said of what stands there.
    enum Verdict {
        case empty
        case good(DisplayFilter)
        /// It can be run, but may not mean what was meant.
        case doubtful(DisplayFilter, String)
        case wrong(FilterError)
    }

    private(set) var field = TextField()
    private(set) var verdict = Verdict.empty
    /// The filter that is run.
    private(set) var applied = ""
    /// Names that what stands before the cursor may become; shown while there are some.
    private(set) var offers: [String] = []
    private var chosenOffer: Int?
    private var registry: Registry
    private let names: [String]

    init(_ registry: Registry) {
        self.registry = registry
        names = Set(registry.fields.map(\.name) + registry.protocols.map { String(describing: $0.name) }).sorted()
    }

    /// Protocols are found otherwise from now on.
    mutating func setRegistry(_ registry: Registry) {
        self.registry = registry
        judge()
    }

    var text: String {
        get { field.text }
        set {
            field.text = newValue
            judge()
        }
    }

    mutating func insert(_ text: String) {
        field.insert(text)
        judge()
    }

    /// Takes a key; what stands there is judged anew.
    mutating func take(_ key: KeyPress) -> TextField.Outcome {
        let outcome = field.take(key)
        switch outcome {
        case .changed:
            judge()
            offer()
        case .completion: complete()
        case .moved: offers = []
        default: break
        }
        return outcome
    }

    /// What stands there is the filter from now on.
    mutating func apply() {
        field.remember()
        applied = field.text
        offers = []
    }

    /// What stood there before it was typed.
    mutating func restore() {
        text = applied
        offers = []
    }

    private mutating func judge() {
        let text = field.text
        guard text.contains(where: { !$0.isWhitespace }) else {
            verdict = .empty
            return
        }
        do throws(FilterError) {
            let filter = try DisplayFilter(text, in: registry)
            verdict = filter.remarks.first.map { .doubtful(filter, $0.description) } ?? .good(filter)
        } catch {
            verdict = .wrong(error)
        }
    }

    /// The name that the cursor stands behind.
    private var word: String {
        String(field.head.reversed().prefix { $0.isLetter || $0.isNumber || "._-".contains($0) }.reversed())
    }

    private mutating func offer() {
        chosenOffer = nil
        let word = word
        guard word.count >= 2, word.first?.isLetter ?? false else {
            offers = []
            return
        }
        // In order of their names: those that begin with the word stand together.
        var (low, high) = (0, names.count)
        while low < high {
            let middle = (low + high) / 2
            if names[middle] < word { low = middle + 1 } else { high = middle }
        }
        offers = Array(names[low...].prefix { $0.hasPrefix(word) }.prefix(200))
        if offers == [word] { offers = [] }
    }

    /// Takes the part that all offers share, and then one after the other.
    private mutating func complete() {
        if offers.isEmpty { offer() }
        guard let first = offers.first else { return }
        let word = word
        let common = offers.reduce(first) { $0.commonPrefix(with: $1) }
        if chosenOffer == nil, common.count > word.count {
            field.replace(word.count, with: common)
        } else {
            let next = chosenOffer.map { ($0 + 1) % offers.count } ?? 0
            field.replace(word.count, with: offers[next])
            chosenOffer = next
        }
        let kept = (offers, chosenOffer)
        judge()
        (offers, chosenOffer) = kept
    }

    /// Which of the offers stands there.
    var chosen: Int? { chosenOffer }
}

extension String {
    fileprivate func commonPrefix(with other: String) -> String {
        String(zip(self, other).prefix { $0 == $1 }.map(\.0))
    }
}

extension BenchModel {
    mutating func takeInFilter(_ key: KeyPress) {
        switch filter.take(key) {
        case .entered: applyFilter()
        case .left:
            filter.restore()
            entry = nil
        default: break
        }
    }

    /// Runs what stands in the filter line, if it can be run.
    mutating func applyFilter() {
        switch filter.verdict {
        case .wrong(let error): return complain("\(error)")
        case .empty:
            shelf.chosen = nil
            shelf.filterGeneration += 1
            effects.append(.own(.filter(nil)))
        case .good(let chosen), .doubtful(let chosen, _):
            shelf.chosen = []
            shelf.checked = 0
            shelf.filterGeneration += 1
            effects.append(
                .own(.filter(FilterOrder(filter: chosen, generation: shelf.filterGeneration, registry: registry))))
        }
        if case .doubtful(_, let remark) = filter.verdict { say(remark) }
        filter.apply()
        entry = nil
        packets.list.follows = packets.list.follows && shelf.state == .capturing
        lookOn()
        settleList()
    }
}
