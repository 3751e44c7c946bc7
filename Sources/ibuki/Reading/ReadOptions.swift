import ArgumentParser
import PacketFilters
import PacketPresenters
import PacketProtocols
import Packets
import SystemCalls

/// How packets are chosen and shown: the same options wherever packets come from.
struct ReadOptions: ParsableArguments {
    @Option(displayFilter: "Show only packets that a display filter chooses.") var filter: String?

    @Option(limit: "Stop after this many packets were shown.") var limit: Count?

    @Flag(name: .customShort("n"), help: "Show ports as numbers; -nn is the same. Addresses always are.")
    var numbers: Int

    @Option(
        name: .customShort("t"),
        help: ArgumentHelp(
            "How times are shown: a absolute, ad with the date, d delta, dd delta displayed, r relative, e epoch, u UTC, ud UTC with the date.",
            valueName: "style"),
        completion: .list(TimeStyle.allCases.map(\.rawValue)))
    var time: TimeStyle?

    @Flag(name: .customShort("S"), help: "Show absolute sequence numbers.")
    var absoluteSequence = false

    @Flag(name: .customShort("q"), help: "Show only the essential.")
    var quiet = false

    @Flag(name: .customLong("link"), help: "Show link-level headers.")
    var link = false

    @Flag(name: .customLong("comments"), help: "Show packets' comments behind their lines.")
    var comments = false

    @Flag(name: .customShort("V"), help: "Show the detail tree.")
    var detail = false

    @Option(
        name: .customShort("O"),
        help: ArgumentHelp("Show the detail tree with only these protocols in detail.", valueName: "protocols"),
        completion: .protocols)
    var only: String?

    @Flag(name: .customShort("x"), help: "Show the bytes without the link-level header; -xx with it.")
    var hex: Int

    @Flag(name: .customShort("X"), help: "Show the bytes and their characters; -XX with the link-level header.")
    var hexAndCharacters: Int

    @Flag(name: .customShort("A"), help: "Show the bytes as characters.")
    var characters = false

    @Flag(name: .customLong("no-reassembly"), help: "Show pieces of packets, and segments of messages, as they came.")
    var leavesPieces = false

    @Flag(name: .customLong("checksums"), help: "Verify checksums.")
    var checksums = false

    @Option(
        name: .customShort("d"),
        help: ArgumentHelp("Decode as: tcp.port==8888,http. Repeatable.", valueName: "rule"),
        completion: .decodeAs)
    var decodeAs: [String] = []

    @Option(name: .customShort("T"), help: ArgumentHelp("text, fields, json, ek or pdml.", valueName: "format"))
    var format: OutputFormat = .text

    @Option(
        name: .customShort("e"),
        help: ArgumentHelp("A field to show with -T fields, json, ek or pdml. Repeatable.", valueName: "field"),
        completion: .field)
    var fields: [String] = []

    @Option(
        name: .customShort("E"),
        help: ArgumentHelp(
            "How -T fields writes: header=y, separator=/t, aggregator=, occurrence=f|l|a, quote=d|s|n|csv, escape=y|n, bom=y. Repeatable.",
            valueName: "key=value"),
        completion: .list([
            "header=y", "separator=", "aggregator=", "occurrence=f", "occurrence=l", "occurrence=a", "quote=d",
            "quote=s", "quote=n", "quote=csv", "escape=y", "escape=n", "bom=y",
        ]))
    var fieldOptions: [String] = []

    @Flag(name: .customShort("l"), help: "Write each packet that is shown at once.")
    var flushesLines = false
    @Flag(
        name: .customLong("no-duplicate-keys"),
        help: "With -T json, give each key of an object once: an array of the values of all that are called so.")
    var noDuplicateKeys = false

    @Flag(name: .customLong("count"), help: "Print only how many packets there are.")
    var count = false

    enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, fields, json, ek, pdml }

    func validate() throws {
        if format == .fields, fields.isEmpty {
            throw ValidationError("-T fields shows the fields that -e names; add at least one, such as -e ip.src")
        }
        if format == .text, !fields.isEmpty {
            throw ValidationError("-e names fields for -T fields, json, ek or pdml; add such as -T fields")
        }
        if format != .json, noDuplicateKeys { throw ValidationError("--no-duplicate-keys is for -T json") }
    }

    /// The registry with what `-d` says.
    func registry() throws -> Registry {
        var registry = Registry.standard
        for rule in decodeAs {
            let decodeAs = try DecodeAs(rule, in: registry)
            for key in decodeAs.keys { registry.decode(key, as: decodeAs.id) }
        }
        return registry
    }

    /// What `-x`, `-X` and `-A` ask for; `nil` when no bytes are.
    func dump(_ registry: Registry) -> HexDump? {
        if hexAndCharacters > 0 {
            return HexDump(.hexAndText, includesLinkHeader: hexAndCharacters > 1, in: registry)
        }
        if hex > 0 { return HexDump(.hex, includesLinkHeader: hex > 1, in: registry) }
        return characters ? HexDump(.text, in: registry) : nil
    }

    /// - Parameter showsInterface: whether lines begin with the interface's name.
    func lineOptions(showsInterface: Bool) -> LineOptions {
        var options = LineOptions()
        options.time = time ?? .absolute
        options.showsNumbers = numbers > 0
        options.showsAbsoluteSequence = absoluteSequence
        options.isQuiet = quiet
        options.showsLink = link
        options.showsComments = comments
        options.showsInterface = showsInterface
        options.style = TextStyle(System.colorDepth(of: 1))
        return options
    }
}

/// A rule of `-d`: `tcp.port==8888,http`, with a range of ports as `8000-8100`.
struct DecodeAs {
    var keys: [DispatchKey]
    var id: ProtocolID

    init(_ rule: String, in registry: Registry) throws {
        func fail(_ message: String) -> CommandFailure {
            CommandFailure(.usage, "-d \(rule): \(message); expected such as tcp.port==8888,http")
        }
        let halves = rule.split(separator: ",", maxSplits: 1).map(String.init)
        guard halves.count == 2, let equals = halves[0].range(of: "==") else { throw fail("this is not a rule") }
        let tableName = String(halves[0][..<equals.lowerBound])
        guard let table = DispatchTable(named: tableName) else {
            let known = DispatchTable.names.joined(separator: ", ")
            throw fail("'\(tableName)' is none of \(known)")
        }
        guard let id = registry.protocolID(named: halves[1]) else {
            let near = Spelling.suggestions(for: halves[1], among: registry.protocols.map { $0.name })
            throw fail(
                "no protocol is called '\(halves[1])'"
                    + (near.isEmpty ? "" : "; did you mean \(near.joined(separator: ", "))"))
        }
        let ends = halves[0][equals.upperBound...].split(separator: "-").map { Self.number(String($0)) }
        guard let low = ends.first ?? nil, let high = ends.last ?? nil, ends.count <= 2, low <= high, high <= 65535
        else {
            throw fail("'\(halves[0][equals.upperBound...])' is neither a number nor a range of numbers")
        }
        keys = (low...high).map { DispatchKey(table, $0) }
        self.id = id
    }

    private static func number(_ text: String) -> UInt32? {
        text.hasPrefix("0x") ? UInt32(text.dropFirst(2), radix: 16) : UInt32(text)
    }
}

extension String {
    /// Where `part` first stands. (Foundation's is not linked.)
    fileprivate func range(of part: String) -> Range<String.Index>? { firstRange(of: part) }
}
