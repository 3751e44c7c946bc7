import ArgumentParser

/// `--json`
struct JSONOutput: ParsableArguments {
    @Flag(name: .customLong("json"), help: "One JSON object a line.") var isWanted = false
}
