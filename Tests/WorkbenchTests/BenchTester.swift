import Captures
import PacketFilters
import PacketProtocols
import Packets
import Terminal

@testable import Workbench

/// A workbench without threads: frames of the sample capture, keys as a user presses them, the screen as text.
struct BenchTester {
    static let sample = "Examples/captures/tour.pcapng"
    var model: BenchModel
    /// What it asked for since.
    var errands: [Errand] = []
    var copied: String?
    var hasQuit = false

    init(rows: Int = 24, columns: Int = 80, capture: String? = BenchTester.sample) throws {
        model = BenchModel(.standard, title: "test", isFromCapture: true)
        send(.input(.resize(Size(rows: rows, columns: columns))))
        guard let capture else { return }
        let (index, file) = try frames(of: capture)
        send(.message(.frames(ShelfNews(generation: 0, index: index, file: file, state: .waiting))))
    }

    mutating func send(_ event: UserEvent<BenchMessage>) {
        for effect in model.update(event) {
            switch effect {
            case .quit: hasQuit = true
            case .copy(let text): copied = text
            case .own(let errand): take(errand)
            default: break
            }
        }
    }

    /// A filter is run at once.
    private mutating func take(_ errand: Errand) {
        errands.append(errand)
        if case .count(let index, let file, let generation) = errand {
            var tables = TrafficTables()
            FrameDissector(registry: .standard, index: index, file: file).dissect(Array(1..<index.count + 1)) {
                tables.add(&$0)
            }
            return send(.message(.traffic(tables, generation: generation)))
        }
        guard case .look(let index, let file) = errand else { return }
        let order = errands.reversed().lazy.compactMap { if case .filter(let order?) = $0 { order } else { nil } }.first
        guard let order else { return }
        var filter = order.filter
        var chosen: [UInt32] = []
        let numbers = Array(max(1, model.shelf.checked + 1)..<index.count + 1)
        FrameDissector(registry: .standard, index: index, file: file).dissect(numbers) { packet in
            if filter.matches(&packet) { chosen.append(UInt32(packet.frame.number)) }
        }
        send(.message(.chosen(FilterNews(generation: order.generation, chosen: chosen, checked: index.count))))
    }

    /// Presses keys, each by its name: `press("j", "Tab", "Ctrl-L")`.
    mutating func press(_ keys: String...) {
        for key in keys { send(.input(.key(KeyPress(key)!))) }
    }

    mutating func type(_ text: String) {
        for character in text { send(.input(.key(KeyPress(.character(character))))) }
    }

    var screen: Screen {
        var screen = Screen(model.size)
        model.draw(on: &screen)
        return screen
    }

    var lines: [String] { screen.lines }
}

/// The index of a capture and its file.
func frames(of path: String, upTo limit: Int = .max) throws -> (FrameIndex, FrameFile) {
    var builder = IndexBuilder(.standard)
    try forEachFrame(of: path, upTo: limit) { frame in builder.add(frame, at: frame.octetsOffset) }
    return (builder.index, try FrameFile(path: path))
}
