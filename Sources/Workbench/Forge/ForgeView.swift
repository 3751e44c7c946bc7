import PacketPresenters
import Packets
import Terminal

/// The packet that is made: layer by layer, as a form, as octets and as an expression.
struct ForgeView {
    var packet: ForgedPacket?
    /// What it began as: `packet 22`, `ping`.
    var origin = ""
    /// All fields, and those that the chosen layer shows.
    var fields: [ForgedField] = []
    var shown: [ForgedField] = []
    var layerNames: [String] = []
    var layer = ListState()
    var field = ListState()
    /// Which of a field's flags one is at.
    var flag = 0
    var octets = HexView()
    var expression = ""
    var diagram: [String] = []
    /// What `diagram` is of.
    var diagramName = ""
    var answers: [ForgeAnswer] = []
    var answer = ListState(follows: true)
    var rounds = 1
    var rate: Double?
    /// Which sending answers are waited for.
    var generation = 0
    var isSending = false
    var tally: ForgeTally?
    var recipes: [ForgeRecipe] = []
    /// Whether what is drawn has to be made anew.
    var isStale = true

    var chosen: ForgedField? {
        field.selection.flatMap { shown.indices.contains($0) ? shown[$0] : nil }
    }

    /// Begins with a packet.
    mutating func begin(_ packet: ForgedPacket, as origin: String) {
        self.packet = packet
        self.origin = origin
        layer = ListState(count: packet.layers.count)
        layer.select(packet.layers.count - (packet.layers.last?.name.isEmpty == true ? 2 : 1))
        field = ListState()
        octets = HexView()
        flag = 0
        isStale = true
    }
}

extension BenchModel {
    /// Makes what will be drawn.
    mutating func prepareForge() {
        if forge.packet == nil {
            let first = ForgeRecipe.standard[0]
            if let packet = try? ForgedPacket(first.expression, in: registry) { forge.begin(packet, as: first.name) }
        }
        defer { settleForge() }
        guard forge.isStale, let packet = forge.packet else { return }
        forge.isStale = false
        forge.layerNames = packet.layers.map(\.short)
        forge.layer.setCount(forge.layerNames.count)
        forge.fields = packet.fields
        forge.octets.setCount(packet.octets.count)
        forge.expression = packet.expression
        showLayer()
    }

    /// Remembers what is seen of each pane.
    private mutating func settleForge() {
        let panes = ForgePanes(body, forge, place)
        _ = forge.layer.visible(panes.layers.rows)
        _ = forge.field.visible(panes.fields.rows)
        _ = forge.answer.visible(panes.answers.rows)
        if !panes.octets.isEmpty { forge.octets.settle(in: panes.octets) }
    }

    /// The fields of the chosen layer; flags stand in the line of the field that they are part of.
    mutating func showLayer() {
        let layer = forge.layer.selection ?? 0
        var depth: Int?
        forge.shown = forge.fields.filter { field in
            guard field.piece == layer else { return false }
            if let group = depth, field.depth > group { return field.editor != .flag }
            if case .flags = field.editor { depth = field.depth } else { depth = nil }
            return true
        }
        forge.field.setCount(forge.shown.count)
        showField()
        drawDiagram(of: layer)
    }

    /// The octets of the field one is at are those that one is at.
    private mutating func showField() {
        guard place != .forgeOctets, let field = forge.chosen else { return }
        forge.octets.select(field.octets)
    }

    private mutating func drawDiagram(of layer: Int) {
        forge.diagram = []
        guard let packet = forge.packet, packet.layers.indices.contains(layer) else { return }
        let (title, _, name) = packet.layers[layer]
        let schema = registry.protocolID(named: name).map { registry[$0] }
        forge.diagramName = [title, schema?.reference ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
        guard var diagram = HeaderDiagram(named: name, in: registry) else { return }
        if let field = forge.chosen, let info = registry.declarations.fieldsByName[field.name]?.first {
            diagram.mark(registry.info(info))
        }
        let octets = packet.octets
        let start = forge.fields.first { $0.piece == layer }?.octets.lowerBound ?? -1
        var text = TextBuffer()
        octets.lend { bytes in
            var dissection = Dissection()
            registry.dissect(bytes, as: packet.linkType, into: &dissection)
            let frame = FrameInfo(
                capturedLength: octets.count, originalLength: octets.count, linkType: packet.linkType)
            var view = PacketView(bytes: bytes, layers: dissection.layers, frame: frame)
            var detail = PacketDetail()
            registry.detail(of: &view, into: &detail)
            let node = detail.nodes.firstIndex { node in
                node.kind == .layer && node.layer >= 0 && Int(node.start) == start
                    && registry.info(node.field).name == name
            }
            if let node {
                diagram.write(valuesOf: node, view, detail, into: &text)
            } else {
                diagram.write(into: &text)
            }
        }
        forge.diagram = String(decoding: text).split(separator: "\n").map { String($0) }
    }

    // MARK: Moving

    mutating func moveInForge(by lines: Int) {
        switch place {
        case .forgeLayers:
            forge.layer.move(by: lines)
            forge.field = ListState()
            showLayer()
        case .forgeFields:
            forge.field.move(by: lines)
            forge.flag = 0
            showLayer()
        case .forgeOctets:
            let row = HexLayout(columns: size.columns, count: forge.octets.count).octetsPerRow
            goToOctet(forge.octets.cursor + lines * row)
        default: forge.answer.move(by: lines)
        }
    }

    mutating func moveAcrossForge(by step: Int) {
        if place == .forgeOctets { return goToOctet(forge.octets.cursor + step) }
        guard case .flags(let flags) = forge.chosen?.editor else { return }
        forge.flag = min(max(0, forge.flag + step), flags.count - 1)
    }

    /// Goes to an octet, and to the field that it is part of.
    private mutating func goToOctet(_ octet: Int) {
        forge.octets.go(to: min(max(0, octet), max(0, forge.octets.count - 1)))
        let octet = forge.octets.cursor
        let field = forge.fields.filter { $0.octets.contains(octet) && !$0.isHeading }
            .min { $0.octets.count < $1.octets.count }
        guard let field else { return }
        forge.layer.select(field.piece)
        showLayer()
        // A flag stands in the line of the field that it is part of.
        let own = forge.shown.firstIndex { $0.name == field.name && $0.occurrence == field.occurrence }
        let around = forge.shown.firstIndex { $0.octets.contains(octet) && !$0.isHeading }
        if let row = own ?? around { forge.field.select(row) }
    }

    // MARK: Changing

    /// Changes the packet; where it cannot be changed so, it is said why.
    mutating func changeForged(_ change: (inout ForgedPacket, Int) throws(ForgeError) -> Void) {
        guard var packet = forge.packet else { return }
        do throws(ForgeError) {
            try change(&packet, forge.layer.selection ?? 0)
        } catch { return complain("\(error)") }
        forge.packet = packet
        forge.isStale = true
    }

    mutating func moveLayer(by step: Int) {
        let layer = forge.layer.selection ?? 0
        let count = forge.layerNames.count
        changeForged { (packet, layer) throws(ForgeError) in try packet.move(at: layer, by: step) }
        if (0..<count).contains(layer + step) { forge.layer.select(layer + step) }
    }

    mutating func addLayer() {
        ask("add which layer (a protocol's name, or data)") { model, name in
            guard !name.isEmpty else { return }
            model.changeForged { (packet, layer) throws(ForgeError) in try packet.add(name, at: layer + 1) }
            guard model.forge.isStale else { return }
            model.forge.layer.setCount(model.forge.layerNames.count + 1)
            model.forge.layer.move(by: 1)
            model.forge.field = ListState()
        }
    }

    mutating func editForged() {
        if place == .forgeLayers { return place = .forgeFields }
        guard let field = forge.chosen else { return }
        if field.isHeading { return complain("\(field.label): its fields are below; = adds and removes items") }
        switch field.editor {
        case .flag, .flags: return toggleForged()
        case .number(let names):
            let hint = names.isEmpty ? "a number: 64, 0x40, 0b100" : "a number or a name; v lists them"
            askForValue(of: field, "\(field.label) (\(hint))")
        case .text: askForValue(of: field, field.label)
        }
    }

    private mutating func askForValue(of field: ForgedField, _ title: String) {
        ask(title, field.text) { model, text in
            model.changeForged { (packet, _) throws(ForgeError) in try packet.set(field, to: text) }
        }
    }

    /// The field's values that have names, to choose from.
    mutating func chooseValue() {
        guard let field = forge.chosen, case .number(let names) = field.editor, !names.isEmpty else {
            return complain("this field's values have no names; Enter edits it")
        }
        let keys = Array("abcdefhilmnoprstuvwxyzABDEFHIJKLMNOPQRSTUVWXYZ0123456789")
        choose(
            field.label,
            names.enumerated().map { place, name in
                let key = keys.indices.contains(place) ? KeyPress(keys[place]) : KeyPress(.function(63))
                return .init(key: key, title: name) { model in
                    model.changeForged { (packet, _) throws(ForgeError) in try packet.set(field, to: name) }
                }
            })
    }

    mutating func toggleForged() {
        guard let field = forge.chosen else { return }
        switch field.editor {
        case .flag:
            changeForged { (packet, _) throws(ForgeError) in try packet.set(field, to: field.number == 0 ? "1" : "0") }
        case .flags(let flags):
            let bit = flags[min(forge.flag, flags.count - 1)].bit
            changeForged { (packet, _) throws(ForgeError) in try packet.set(field, to: "\(field.number ^ bit)") }
        case .number, .text:
            changeForged { (packet, _) throws(ForgeError) in try packet.toggleAutomatic(field) }
        }
    }

    mutating func undoForged() {
        guard forge.packet?.undo() == true else { return complain("there is nothing to undo") }
        forge.isStale = true
    }

    mutating func redoForged() {
        guard forge.packet?.redo() == true else { return complain("there is nothing to do again") }
        forge.isStale = true
    }

    mutating func editExpression() {
        ask("expression", forge.packet?.expression ?? "") { model, text in
            model.changeForged { (packet, _) throws(ForgeError) in try packet.setExpression(text) }
        }
    }

    mutating func pasteHex() {
        ask("octets in hexadecimal") { model, text in
            guard let octets = HexText.parse(text.filter { !$0.isWhitespace }), !octets.isEmpty else {
                return model.complain("these are no octets in hexadecimal, such as ffffffffffff0200…")
            }
            model.forge.begin(ForgedPacket(opening: octets, .ethernet, in: model.registry), as: "pasted octets")
        }
    }

    /// Asks for other octets in place of those that are selected; there may be more of them, or fewer.
    mutating func editOctets() {
        guard let packet = forge.packet else { return }
        let octets = packet.octets
        let range = (forge.octets.selection ?? forge.octets.cursor..<forge.octets.cursor + 1)
            .clamped(to: 0..<octets.count)
        let digits = octets[range].map { octet in (octet < 16 ? "0" : "") + String(octet, radix: 16) }
        ask("octets at \(range.lowerBound)", digits.joined(separator: " ")) { model, text in
            guard let new = HexText.parse(text) else {
                return model.complain("these are no octets in hexadecimal, such as 0a ff")
            }
            var octets = octets
            octets.replaceSubrange(range, with: new)
            guard !octets.isEmpty else { return model.complain("a packet has one octet at least") }
            model.changeForged { (packet, _) throws(ForgeError) in try packet.setOctets(octets) }
        }
    }
}
