/// A queue: what was put in first comes out first, each in constant time on average.
struct FirstInFirstOut<Element: Sendable>: Sendable {
    private var elements: [Element] = []
    private var head = 0

    var first: Element? { head < elements.count ? elements[head] : nil }

    mutating func append(_ element: Element) { elements.append(element) }

    mutating func removeFirst() {
        guard head < elements.count else { return }
        head += 1
        // Each element is moved at most once for each that was taken out.
        if head * 2 >= elements.count {
            elements.removeFirst(head)
            head = 0
        }
    }
}
