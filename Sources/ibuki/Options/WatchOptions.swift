import ArgumentParser

/// Showing the same again and again.
struct WatchOptions: ParsableArguments {
    @Flag(help: "Show it again and again, until Ctrl-C.") var watch = false
    @Option(help: ArgumentHelp("With --watch, how long between two looks.", valueName: "time"))
    var interval = LengthOfTime(seconds: 1)
    @Option(help: ArgumentHelp("With --watch, stop after this many looks.", valueName: "n"))
    var rounds: Count?

    func validate() throws {
        guard interval.seconds >= 0.05, interval.seconds <= 86400 else {
            throw ValidationError("--interval takes 50ms to 24h, not \(interval.seconds) seconds")
        }
    }

    /// Does `body` once, or again and again.
    func run(_ body: (_ round: Int) throws -> Void) throws {
        var round = 0
        while true {
            try body(round)
            round += 1
            guard watch, rounds.map({ round < $0.value }) ?? true else { return }
            Screen.wait(seconds: interval.seconds)
        }
    }
}
