import ArgumentParser

@main
struct Ibuki: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ibuki", abstract: "See, forge and speak packets at every layer.",
        subcommands: [Read.self, Fields.self])
}
