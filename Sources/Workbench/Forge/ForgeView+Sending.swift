import Packets
import Terminal

extension BenchModel {
    /// Opens the packet that is looked at.
    mutating func openInForge() {
        guard let packet = capturedPacket() else { return }
        forge.begin(packet, as: "packet \(packets.selected ?? 0)")
        place = .forgeFields
    }

    /// Sends the packet that is looked at again, as it is.
    mutating func resend() {
        guard let packet = capturedPacket(), let number = packets.selected else { return }
        guard !isFromCapture else { return complain("a capture is looked at; without -r, or with -i, there is a link") }
        forge.generation += 1
        forge.isSending = true
        forge.answers = []
        forge.tally = nil
        forge.answer = ListState(follows: true)
        let order = ForgeOrder(sequence: packet.sequence, generation: forge.generation, tellsApart: false)
        effects.append(.own(.forge(.send(order))))
        say("packet \(number) is sent again; what answers stands in the forge")
    }

    private mutating func capturedPacket() -> ForgedPacket? {
        guard let number = packets.selected, let file = shelf.file, (1...max(1, shelf.index.count)).contains(number)
        else {
            complain("there is no packet here")
            return nil
        }
        let info = shelf.index.info(number)
        var octets: [UInt8] = []
        file.read(shelf.index[number], into: &octets)
        guard !octets.isEmpty else {
            complain("the packet's octets are not there any more")
            return nil
        }
        return ForgedPacket(
            opening: octets, info.linkType, originalLength: info.originalLength, in: registry)
    }

    // MARK: Sending

    mutating func sendForged() {
        guard let packet = forge.packet else { return }
        guard !isFromCapture else { return complain("a capture is looked at; without -r, or with -i, there is a link") }
        forge.generation += 1
        forge.answers = []
        forge.tally = nil
        forge.isSending = true
        forge.answer = ListState(follows: true)
        effects.append(
            .own(
                .forge(
                    .send(
                        ForgeOrder(
                            sequence: packet.sequence, rounds: forge.rounds, rate: forge.rate,
                            generation: forge.generation)))))
    }

    mutating func stopSending() {
        guard forge.isSending else { return }
        effects.append(.own(.forge(.stop)))
        say("sending ends")
    }

    /// Asks how often, and how many a second: `10`, `100/20`.
    mutating func askHowToSend() {
        let rate = forge.rate.map { "/\(Int($0))" } ?? ""
        ask("how often, and how many a second: 1, 100/20", "\(forge.rounds)\(rate)") { model, text in
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
                .map { $0.filter { !$0.isWhitespace } }
            guard (1...2).contains(parts.count), let rounds = Int(parts[0]), (1...1_000_000).contains(rounds) else {
                return model.complain("a number up to 1000000, and a rate behind a stroke: 100/20")
            }
            var rate: Double?
            if parts.count == 2 {
                guard let number = Double(parts[1]), number > 0, number <= 1e7 else {
                    return model.complain("'\(parts[1])' is no number of packets a second")
                }
                rate = number
            }
            model.forge.rounds = rounds
            model.forge.rate = rate
            model.say("s sends \(rounds) time\(rounds == 1 ? "" : "s")" + (rate.map { ", \(Int($0)) a second" } ?? ""))
        }
    }

    mutating func take(_ news: ForgeNews) {
        switch news {
        case .answer(let answer, let generation):
            guard generation == forge.generation else { return }
            // The latest are kept: there may be as many as were sent.
            if forge.answers.count >= 10_000 { forge.answers.removeFirst(1000) }
            forge.answers.append(answer)
            forge.answer.setCount(forge.answers.count)
        case .over(let tally, let generation):
            guard generation == forge.generation else { return }
            forge.isSending = false
            forge.tally = tally
            if let obstacle = tally.obstacle { complain(obstacle) }
        case .failed(let reason, let generation):
            guard generation == forge.generation else { return }
            forge.isSending = false
            complain(reason)
        case .recipes(let recipes):
            forge.recipes = recipes
            offerRecipes()
        }
    }

    /// Goes to the answer among the packets that were captured.
    mutating func openAnswer() {
        guard let row = forge.answer.selection, forge.answers.indices.contains(row), let file = shelf.file else {
            return complain("there is no answer here")
        }
        let wanted = forge.answers[row].octets
        guard !wanted.isEmpty else { return complain("nothing answered") }
        var octets: [UInt8] = []
        // The latest first, as far as a glance takes.
        for number in (1...max(1, shelf.index.count)).reversed().prefix(min(shelf.index.count, 1 << 16)) {
            file.read(shelf.index[number], into: &octets)
            guard octets == wanted else { continue }
            place = .packetList
            return go(toFrame: number)
        }
        complain("the answer is not among the packets that were captured")
    }

    // MARK: Recipes

    mutating func chooseRecipe() { effects.append(.own(.forge(.recipes))) }

    private mutating func offerRecipes() {
        let keys = Array("abcdefhilmnoprstuvwxyzABDEFHIJKLMNOPQRSTUVWXYZ")
        let all = ForgeRecipe.standard + forge.recipes
        choose(
            "recipes",
            all.prefix(keys.count).enumerated().map { place, recipe in
                .init(key: KeyPress(keys[place]), title: recipe.name + (recipe.isOwn ? "  (own)" : "")) { model in
                    do throws(ForgeError) {
                        let packet = try ForgedPacket(recipe.expression, in: model.registry)
                        model.forge.begin(packet, as: recipe.name)
                    } catch { model.complain("\(recipe.name): \(error)") }
                }
            })
    }

    mutating func saveRecipe() {
        guard let expression = forge.packet?.expression else { return }
        ask("save as the recipe") { model, name in
            guard ForgeRecipe.isName(name) else {
                return model.complain("a recipe's name has letters, digits, spaces, - and _ alone")
            }
            model.effects.append(.own(.forge(.saveRecipe(name: name, expression: expression))))
        }
    }
}

extension ForgeRecipe {
    /// Whether a name can be a file's, and stays in its folder.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 80 && name.first != "."
            && name.allSatisfy { $0.isLetter || $0.isNumber || " -_.".contains($0) }
    }
}
