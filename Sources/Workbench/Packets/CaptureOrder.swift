import Lab
import Terminal

/// What is captured on.
struct CaptureOrder: Equatable, Sendable {
    /// The interfaces; the lab where there are none.
    var interfaces: [String] = []
    /// Which frames, in libpcap's language; all where it is empty. pcap-filter(7)
    var filter = ""
    /// What the frames will be told from those of before by.
    var generation = 0

    var isLab: Bool { interfaces.isEmpty }
    var title: String {
        (isLab ? Lab.interfaceName : interfaces.joined(separator: " ")) + (filter.isEmpty ? "" : " (\(filter))")
    }
}

extension BenchModel {
    /// Stops the capture, or begins anew.
    mutating func toggleCapture() {
        if shelf.state == .capturing { return effects.append(.own(.stopCapture)) }
        guard !isFromCapture else { return complain("a capture file is shown; i captures on an interface") }
        recapture(capture)
    }

    /// Captures on an interface, or on the lab, from now on.
    mutating func capture(on name: String) {
        var order = capture
        order.interfaces = name == Lab.interfaceName ? [] : [name]
        recapture(order)
    }

    mutating func askForCaptureFilter() {
        ask("capture only (pcap-filter, such as tcp port 80)", capture.filter) { model, text in
            guard !model.isFromCapture else {
                return model.complain("a capture file is shown; i captures on an interface")
            }
            var order = model.capture
            order.filter = text
            model.recapture(order)
        }
    }

    private mutating func recapture(_ order: CaptureOrder) {
        var order = order
        order.generation = shelf.generation + 1
        discard("capture anew") { [order] model in model.effects.append(.own(.capture(order))) }
    }

    /// Another capture has begun: nothing is left of the one before.
    mutating func begin(_ order: CaptureOrder) {
        capture = order
        isFromCapture = false
        isSaved = false
        title = order.title
        beginning = now
        let filterGeneration = shelf.filterGeneration
        shelf = Shelf()
        shelf.generation = order.generation
        shelf.filterGeneration = filterGeneration
        shelf.state = .capturing
        packets.forgetPackets()
        view = .packets
        if !filter.applied.isEmpty {
            filter.text = filter.applied
            applyFilter()
        }
    }
}

extension PacketsView {
    /// Other packets come: what was said of those before means nothing; how they are shown stays.
    mutating func forgetPackets() {
        table.list = ListState(follows: true)
        (selected, origin, reference, exhibit) = (nil, nil, nil, nil)
        (marks, comments, rows) = ([:], [:], [:])
        tree.setRows([])
        octets.setCount(0)
        isFrozen = false
    }
}
