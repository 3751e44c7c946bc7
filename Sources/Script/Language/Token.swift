/// A word of the language, and where it stands.
struct Token: Sendable {
    enum Kind: Sendable, Equatable {
        /// Letters, digits and underscores that are no number.
        case word(String)
        case integer(Int64)
        /// A number with a point, in billionths.
        case fraction(Int64)
        case string(String)
        /// What stands between backticks.
        case command(String)
        /// What stands between `%{` and `}%`.
        case code(String)
        /// `--name=value`.
        case option(String, String)
        /// `...`.
        case ellipsis
        /// One character.
        case sign(Character)
        case end
    }

    var kind: Kind
    var place: ScriptPlace

    /// The token as an error names it.
    var text: String {
        switch kind {
        case .word(let word): "'\(word)'"
        case .integer(let number): "'\(number)'"
        case .fraction(let billionths): "'\(Seconds.text(billionths))'"
        case .string: "a string"
        case .command: "a command in backticks"
        case .code: "code in %{ }%"
        case .option(let name, _): "'--\(name)'"
        case .ellipsis: "'...'"
        case .sign(let sign): "'\(sign)'"
        case .end: "the end of the script"
        }
    }
}

/// Times as scripts write them.
enum Seconds {
    static var nanoseconds: Int64 { 1_000_000_000 }

    /// `0.025000`: to the microsecond.
    static func text(_ nanoseconds: Int64) -> String {
        let micros = nanoseconds.magnitude / 1000
        let rest = String(micros % 1_000_000)
        let zeros = String(repeating: "0", count: 6 - rest.count)
        return "\(nanoseconds < 0 ? "-" : "")\(micros / 1_000_000).\(zeros)\(rest)"
    }
}
