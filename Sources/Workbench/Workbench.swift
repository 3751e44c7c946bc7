import CaptureCompression
import Captures
import HostNetwork
import Lab
import Links
import PacketFilters
package import Packets
import SystemCalls
import Terminal

/// The workbench: packets seen, forged and spoken in one terminal window.
package struct Workbench {
    /// What is watched.
    package enum Source: Sendable {
        /// The lab inside this program, or the one that is served.
        case lab
        case interfaces([String])
        /// A capture file; `-` is standard input.
        case capture(String)
    }

    private let source: Source
    private let registry: Registry

    package init(_ source: Source, registry: Registry) {
        self.source = source
        self.registry = registry
    }

    /// What of the environment says how a terminal is drawn on.
    private var environment: [String: String] {
        let names = ["TERM", "COLORTERM", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG", "TMUX"]
        return Dictionary(
            uniqueKeysWithValues: names.compactMap { name in System.environment(name).map { (name, $0) } })
    }

    /// Opens it on the terminal and returns when it was left.
    ///
    /// - Throws: `TerminalError`, where there is no terminal; `LinkError` or `CaptureError`, where what is to be watched cannot be.
    package func run() throws {
        if case .capture(let path) = source, path != "-", ((try? System.kind(of: path)) ?? .regular) == .regular {
            // What is no capture is said before the screen is taken.
            _ = try CaptureReader(path: path, compression: CompressionFormat.all)
        }
        var interface = try UserInterface<BenchMessage, Errand>(environment: environment)
        let engine = BenchEngine(source, registry, interface.mailbox)
        var model = BenchModel(registry, title: engine.title, isFromCapture: engine.isFromCapture)
        model.beginning = System.nanoseconds()
        model.now = model.beginning
        try engine.begin(&model)
        defer { engine.end() }
        model.offerOrphans(Spool.orphans())
        model.setColoring(.ofUser(in: registry))
        try interface.run(
            &model, update: { $0.update($1) }, deadline: { $0.deadline }, draw: { $0.draw(on: &$1) },
            perform: { engine.perform($0) })
    }
}

/// Does what the model wants done: it owns the threads that gather and filter.
private final class BenchEngine {
    let title: String
    let isFromCapture: Bool
    private let source: Workbench.Source
    private let registry: Registry
    private let mailbox: Mailbox<BenchMessage>
    private var gatherer: Gatherer?
    private var filter: FrameWalk?
    private var counting: (walk: FrameWalk, generation: Int)?
    private var lab: LabWatch?
    private lazy var forge = ForgeEngine(forgeWay, registry, mailbox)
    private lazy var host = HostEngine(mailbox)
    private lazy var path = PathEngine(mailbox)

    init(_ source: Workbench.Source, _ registry: Registry, _ mailbox: Mailbox<BenchMessage>) {
        self.source = source
        self.registry = registry
        self.mailbox = mailbox
        switch source {
        case .lab: (title, isFromCapture) = (Lab.interfaceName, false)
        case .interfaces(let names): (title, isFromCapture) = (names.joined(separator: " "), false)
        case .capture(let path):
            (title, isFromCapture) = (
                path == "-" ? "standard input" : String(path.split(separator: "/").last ?? "-"), true
            )
        }
    }

    func begin(_ model: inout BenchModel) throws {
        let gatherer = try Gatherer(generation: model.shelf.generation, registry: registry, mailbox: mailbox)
        self.gatherer = gatherer
        switch source {
        case .capture(let path):
            model.shelf.state = .reading(nil)
            gatherer.read(path)
        case .lab:
            let lab = try LabWatch()
            self.lab = lab
            model.shelf.state = .capturing
            gatherer.capture([lab])
            lab.begin(isVisited: true)
        case .interfaces(let names):
            model.capture.interfaces = names
            do throws(LinkError) {
                let links = try Self.open(model.capture)
                model.shelf.state = .capturing
                gatherer.capture(links)
            } catch {
                guard error.code == .notPermitted else { throw error }
                // Who may not capture sees the lab, and how to be let.
                model.complain(
                    "this is the lab: \(error): run it with sudo, or 'sudo setcap cap_net_raw,cap_net_admin+ep' on it once"
                )
                capture(CaptureOrder(generation: model.shelf.generation + 1))
            }
        }
    }

    private static func open(_ order: CaptureOrder) throws(LinkError) -> [any Link] {
        var options = PacketSocketOptions()
        options.filter = order.filter.isEmpty ? nil : order.filter
        var links: [any Link] = []
        for name in order.interfaces { links.append(try PacketSocketLink(name, options: options)) }
        return links
    }

    /// Captures on something else; what was captured on goes on where that cannot be.
    private func capture(_ order: CaptureOrder) {
        do throws(LinkError) {
            let watch = order.isLab ? try LabWatch(filter: order.filter.isEmpty ? nil : order.filter, beside: lab) : nil
            let links: [any Link] = if let watch { [watch] } else { try Self.open(order) }
            let next = try Gatherer(generation: order.generation, registry: registry, mailbox: mailbox)
            gatherer?.end()
            gatherer = next
            lab = watch ?? lab
            mailbox.post(.began(order))
            next.capture(links)
            watch?.begin(isVisited: true)
        } catch { mailbox.post(.failed("\(error)")) }
    }

    func end() {
        gatherer?.end()
        filter?.end()
        counting?.walk.end()
        Spool.removeOwn()
        forge.end()
    }

    private var forgeWay: ForgeEngine.Way {
        if let lab { return .lab(lab) }
        if case .interfaces(let names) = source, let name = names.first { return .interface(name) }
        return .none
    }

    private func count(_ index: FrameIndex, _ file: FrameFile, _ generation: Int) {
        if counting?.generation != generation {
            counting?.walk.end()
            counting = nil
            do throws(TerminalError) {
                let count = TrafficCount(generation: generation, mailbox: mailbox)
                counting = (try FrameWalk(named: "ibuki-count", count, in: registry), generation)
            } catch { mailbox.post(.failed("\(error)")) }
        }
        counting?.walk.look(at: index, in: file)
    }

    func perform(_ errand: Errand) {
        switch errand {
        case .filter(let order):
            filter?.end()
            filter = nil
            guard let order else { return }
            do throws(TerminalError) {
                let run = FilterRun(order.filter, generation: order.generation, mailbox: mailbox)
                filter = try FrameWalk(named: "ibuki-filter", run, in: order.registry)
            } catch { mailbox.post(.failed("\(error)")) }
        case .look(let index, let file): filter?.look(at: index, in: file)
        case .count(let index, let file, let generation): count(index, file, generation)
        case .save(let path, let numbers, let index, let file):
            FrameSaver(path: path, numbers: numbers, index: index, file: file).begin(mailbox)
        case .discard(let paths):
            for path in paths { System.remove(path) }
        case .stopCapture: gatherer?.end()
        case .forge(let errand): forge.perform(errand)
        case .capture(let order): capture(order)
        case .host(let errand): host.perform(errand)
        case .path(let errand): path.perform(errand, in: lab)
        }
    }
}
