import PacketPresenters
import PacketProtocols
import Packets
import Terminal

extension BenchModel {
    /// Asks what is to be said of the packet, which a pcapng file then says.
    mutating func askComment() {
        guard let selected = packets.selected else { return }
        let now = shelf.index.comments[selected]?.joined(separator: " ") ?? ""
        ask("comment on packet \(selected)", now) { model, text in
            model.packets.comments[selected] = text
            model.shelf.index.setComment(text, of: selected)
            model.showAnew()
        }
    }

    /// Times count from this packet, or from the first again.
    mutating func toggleReference() {
        packets.reference = packets.reference == packets.selected ? nil : packets.selected
        packets.forgetRows()
        say(packets.reference.map { "times count from packet \($0)" } ?? "times count from the first packet")
    }

    /// Asks which protocol is carried under a port of this packet.
    mutating func askProtocol() {
        guard let exhibit = packets.exhibit else { return }
        func port(_ name: String) -> UInt32? { exhibit.lines.first { $0.field == name }.flatMap { UInt32($0.value) } }
        let ends = [
            ("tcp", "srcport", DispatchTable.tcpPort), ("tcp", "dstport", .tcpPort), ("udp", "srcport", .udpPort),
            ("udp", "dstport", .udpPort),
        ]
        let items = ends.compactMap { transport, end, table in
            port("\(transport).\(end)").map { (title: "\(transport).port \($0)", key: DispatchKey(table, $0)) }
        }
        guard !items.isEmpty else { return complain("this packet has no port by which its protocol could be told") }
        choose(
            "decode as",
            items.enumerated().map { place, item in
                .init(key: KeyPress(Character("\(place + 1)")), title: item.title) { model in
                    model.ask("decode \(item.title) as") { $0.decode(item.key, as: $1) }
                }
            })
    }

    private mutating func decode(_ key: DispatchKey, as name: String) {
        guard let id = registry.protocolID(named: name) else {
            let near = Spelling.suggestions(for: name, among: registry.protocols.map { $0.name })
            return complain(
                "no protocol is called '\(name)'"
                    + (near.isEmpty ? "" : "; did you mean \(near.joined(separator: ", "))"))
        }
        registry.decode(key, as: id)
        showAnew()
        if shelf.chosen != nil { applyFilter() }
    }

    /// Colours packets by rules; those that cannot be read are told of.
    mutating func setColoring(_ rules: ColoringRules) {
        packets.coloring = rules
        packets.forgetRows()
        guard let first = rules.faults.first else { return }
        complain("colorfilters: \(first)\(rules.faults.count > 1 ? ", and \(rules.faults.count - 1) more" : "")")
    }

    /// Rows and tree are made again.
    mutating func showAnew() {
        packets.forgetRows()
        packets.exhibit = nil
    }

    /// Asks what is looked for, and how.
    mutating func askFind() {
        func item(_ key: Character, _ title: String, _ filter: @escaping @Sendable (String) -> String) -> Sheet.Item {
            .init(key: KeyPress(key), title: title) { model in
                model.ask("find \(title)") { $0.find(filter($1)) }
            }
        }
        choose(
            "find",
            [
                item("f", "packets that a filter chooses") { $0 },
                item("t", "a text in their octets") { text in
                    "frame contains \"\(text.map { "\"\\".contains($0) ? "\\\($0)" : String($0) }.joined())\""
                },
                item("x", "hexadecimal digits in their octets") { text in
                    let digits = text.filter { $0.isHexDigit }
                    let octets = stride(from: 0, to: digits.count - 1, by: 2).map { start in
                        String(digits.dropFirst(start).prefix(2))
                    }
                    return "frame contains \(octets.joined(separator: ":"))"
                },
            ])
    }

    /// The packet as `ibuki read -T json` has it.
    var selectedJSON: String? {
        guard let selected = packets.selected, let file = shelf.file else { return nil }
        var presenter = JSONPresenter(registry)
        var (detail, text) = (PacketDetail(), TextBuffer())
        presenter.begin(into: &text)
        FrameDissector(registry: registry, index: shelf.index, file: file).dissect([selected]) { packet in
            registry.detail(of: &packet, into: &detail)
            presenter.write(&packet, detail, into: &text)
        }
        presenter.end(into: &text)
        return String(decoding: text)
    }
}
