/// What protocols remember of one flow, each in a type of its own that the flow table does not know.
///
/// A value: what a packet was told stays as it was when the flow goes on. The first small state lies in the flow itself;
/// larger ones, and those that own memory, in boxes that are copied only while somebody else holds them. A flow whose
/// protocols remember nothing has none and pays nothing.
public struct FlowStates: Sendable {
    @usableFromInline var slot = FlowSlot<2>()
    private var boxes: FlowBox?

    @inline(__always) init() {}

    /// What is remembered in the type `State`; `nil` before the first message.
    public func state<State: Sendable>(_: State.Type = State.self) -> State? {
        if let state: State = slot.value() { return state }
        var box = boxes
        while let candidate = box {
            if let found = candidate as? StateBox<State> { return found.state }
            box = candidate.next
        }
        return nil
    }

    /// Changes what is remembered in the type of `initial`, with which it starts. Specialised where the protocol is: as a
    /// general function it asked for the type's description a packet, a tenth of a filter's time.
    @inlinable
    mutating func update<State: Sendable, Result>(
        startingWith initial: @autoclosure () -> State, _ body: (inout State) -> Result
    ) -> Result {
        if FlowSlot<2>.holds(State.self), slot.isEmpty || slot.has(State.self) {
            return slot.update(startingWith: initial(), body)
        }
        return updateBox(startingWith: initial(), body)
    }

    @usableFromInline
    mutating func updateBox<State: Sendable, Result>(
        startingWith initial: @autoclosure () -> State, _ body: (inout State) -> Result
    ) -> Result {
        if !isKnownUniquelyReferenced(&boxes) { boxes = boxes?.copy() }
        var box = boxes
        while let candidate = box {
            if let found = candidate as? StateBox<State> { return body(&found.state) }
            box = candidate.next
        }
        let new = StateBox(initial(), next: boxes)
        boxes = new
        return body(&new.state)
    }
}

/// A state that does not lie in its flow, and those behind it.
///
/// Sendable although it changes: only `FlowStates.update` changes one, and copies all of them first when it is not alone
/// in holding them.
private class FlowBox: @unchecked Sendable {
    var next: FlowBox?
    init(next: FlowBox?) { self.next = next }
    func copy() -> FlowBox { FlowBox(next: next?.copy()) }
}

private final class StateBox<State: Sendable>: FlowBox, @unchecked Sendable {
    var state: State
    init(_ state: State, next: FlowBox?) {
        self.state = state
        super.init(next: next)
    }
    override func copy() -> FlowBox { StateBox(state, next: next?.copy()) }
}
