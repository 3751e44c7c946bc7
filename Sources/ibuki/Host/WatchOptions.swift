import ArgumentParser

/// Showing the same again and again.
struct WatchOptions: ParsableArguments {
    @Flag(help: "Show it again and again, until Ctrl-C.") var watch = false
    @Option(help: ArgumentHelp("With --watch, how long between two looks.", valueName: "seconds"))
    var interval = 1.0
    @Option(help: ArgumentHelp("With --watch, stop after this many looks.", valueName: "n"))
    var rounds: Int?

    func validate() throws {
        guard interval >= 0.05, interval <= 86400 else {
            throw ValidationError("--interval takes 0.05 to 86400 seconds, not \(interval)")
        }
        if let rounds, rounds < 1 { throw ValidationError("--rounds takes a number of 1 or more, not \(rounds)") }
    }

    /// Does `body` once, or again and again.
    func run(_ body: (_ round: Int) throws -> Void) throws {
        var round = 0
        while true {
            try body(round)
            round += 1
            guard watch, rounds.map({ round < $0 }) ?? true else { return }
            Screen.wait(seconds: interval)
        }
    }
}
