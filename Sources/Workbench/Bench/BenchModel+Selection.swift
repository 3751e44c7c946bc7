import Terminal

extension BenchModel {
    /// The part that keys go to.
    var paneUnderKeys: Rectangle {
        view == .packets ? packets.layout.part(of: place, in: body) ?? body : body
    }

    mutating func takeInSelection(_ key: KeyPress) {
        guard let outcome = selection?.take(key) else { return }
        switch outcome {
        case .copied: copySelection()
        case .left, .nothing: selection = nil
        case .moved: break
        }
    }

    /// A drag that moves no border selects text within the pane that it began in; letting go keeps it, for `y` to copy.
    ///
    /// - Returns: whether the event was such a drag.
    mutating func takeDrag(_ event: MouseEvent) -> Bool {
        switch event.action {
        case .press:
            selection = nil
            pressed = event.button == .left ? event.position : nil
            return false
        case .drag:
            guard let pressed, sheet == nil, body.contains(pressed), packets.dragged == nil else { return false }
            if selection == nil {
                let pane = view == .packets ? packets.layout.pane(at: pressed, in: body) : nil
                selection = ScreenSelection(
                    at: pressed, in: pane.flatMap { packets.layout.part(of: $0, in: body) } ?? body)
            }
            selection?.extend(to: event.position)
            return true
        case .release:
            pressed = nil
            guard selection != nil else { return false }
            say("y copies what is selected")
            return true
        default: return false
        }
    }

    private mutating func copySelection() {
        guard let selection else { return }
        self.selection = nil
        note = nil
        var screen = Screen(size)
        draw(on: &screen)
        copy(selection.text(of: screen))
    }
}
