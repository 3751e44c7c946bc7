import Packets
import Terminal

extension Action {
    private static let panes: Set<Place> = [.forgeLayers, .forgeFields, .forgeOctets, .forgeAnswers]
    private static let layers: Set<Place> = [.forgeLayers]
    private static let fields: Set<Place> = [.forgeFields]
    private static let octets: Set<Place> = [.forgeOctets]
    private static let packetPanes: Set<Place> = [.packetList, .packetDetail, .packetOctets]

    static let forge: [Action] = [
        Action("forge.open", "edit this packet in the forge", in: packetPanes, keys: ["e"], hint: "edit and send") {
            model, _ in model.openInForge()
        },
        Action("forge.resend", "send this packet again", in: packetPanes, keys: ["r"], hint: "resend") { model, _ in
            model.resend()
        },
        Action("forge.send", "send it", in: panes, keys: ["s"], hint: "send") { model, _ in model.sendForged() },
        Action("forge.rate", "how often and how fast", in: panes, keys: ["S"], hint: "how") { model, _ in
            model.askHowToSend()
        },
        Action("forge.stop", "stop sending", in: panes, keys: ["Esc"]) { model, _ in model.stopSending() },
        Action("forge.edit", "edit the field; go to the layer's fields", in: fields.union(layers), keys: ["Enter"]) {
            model, _ in model.editForged()
        },
        Action("forge.values", "the values that have names", in: fields, keys: ["v"]) { model, _ in
            model.chooseValue()
        },
        Action(
            "forge.automatic", "automatic or by hand; a flag on or off", in: fields, keys: ["Space"], hint: "auto"
        ) { model, _ in model.toggleForged() },
        Action("forge.undo", "undo", in: panes, keys: ["u"], hint: "undo") { model, _ in model.undoForged() },
        Action("forge.redo", "redo", in: panes, keys: ["Ctrl-R"]) { model, _ in model.redoForged() },
        Action("forge.expression", "edit the packet as an expression", in: panes, keys: ["="], hint: "expression") {
            model, _ in model.editExpression()
        },
        Action("forge.recipes", "begin with a recipe", in: panes, keys: ["l"], hint: "recipes") { model, _ in
            model.chooseRecipe()
        },
        Action("forge.save", "save it as a recipe of one's own", in: panes, keys: ["w"]) { model, _ in
            model.saveRecipe()
        },
        Action("forge.paste", "take octets in hexadecimal as a packet", in: panes, keys: ["p"]) { model, _ in
            model.pasteHex()
        },
        Action("forge.octets", "edit the octets of the field", in: panes, keys: ["b"]) { model, _ in
            model.editOctets()
        },
        Action("forge.down", "next line", in: panes, keys: ["j", "Down"], takesCount: true) {
            $0.moveInForge(by: $1 ?? 1)
        },
        Action("forge.up", "previous line", in: panes, keys: ["k", "Up"], takesCount: true) {
            $0.moveInForge(by: -($1 ?? 1))
        },
        Action("forge.pageDown", "a page down", in: panes, keys: ["PgDn"]) { model, _ in model.moveInForge(by: 10) },
        Action("forge.pageUp", "a page up", in: panes, keys: ["PgUp"]) { model, _ in model.moveInForge(by: -10) },
        Action("forge.first", "first line", in: panes, keys: ["g", "Home"]) { model, _ in
            model.moveInForge(by: -1 << 20)
        },
        Action("forge.last", "last line", in: panes, keys: ["G", "End"]) { model, _ in model.moveInForge(by: 1 << 20) },
        Action("forge.right", "next flag, next octet", in: fields.union(octets), keys: ["Right"]) { model, _ in
            model.moveAcrossForge(by: 1)
        },
        Action("forge.left", "previous flag, previous octet", in: fields.union(octets), keys: ["Left"]) { model, _ in
            model.moveAcrossForge(by: -1)
        },
        Action("layer.add", "add a layer behind this one", in: layers.union(fields), keys: ["a"], hint: "add layer") {
            model, _ in model.addLayer()
        },
        Action("layer.delete", "delete the layer", in: layers, keys: ["D"]) { model, _ in
            model.changeForged { (packet, layer) throws(ForgeError) in try packet.remove(at: layer) }
        },
        Action("layer.duplicate", "have the layer twice", in: layers, keys: ["d"]) { model, _ in
            model.changeForged { (packet, layer) throws(ForgeError) in try packet.duplicate(at: layer) }
        },
        Action("layer.inwards", "move the layer inwards", in: layers, keys: ["J"]) { model, _ in
            model.moveLayer(by: 1)
        },
        Action("layer.outwards", "move the layer outwards", in: layers, keys: ["K"]) { model, _ in
            model.moveLayer(by: -1)
        },
        Action("answer.open", "show the answer among the packets", in: [.forgeAnswers], keys: ["Enter"]) { model, _ in
            model.openAnswer()
        },
    ]
}
