/// A line and a column of a script, both counted from 1.
public struct ScriptPlace: Sendable, BitwiseCopyable, Hashable {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// What is wrong with a script, or what a run of it showed: where, what was expected, and what was there instead.
public struct ScriptError: Error, Sendable, Equatable {
    public enum Code: Sendable {
        /// The text is no script.
        case syntax
        /// The script asks for what neither this module nor the stack has.
        case unsupported
        /// A packet is not as it was expected, did not come, or came when none was expected.
        case packet
        /// A system call had another result.
        case call
        /// Something happened at another time than the script says.
        case timing
        /// An assertion is false.
        case assertion
    }

    public let code: Code
    /// The script's name, as it was given.
    public let file: String
    public let place: ScriptPlace
    public let message: String
    /// Further lines, such as both packets written out.
    public let details: [String]

    init(_ code: Code, _ file: String, _ place: ScriptPlace, _ message: String, details: [String] = []) {
        self.code = code
        self.file = file
        self.place = place
        self.message = message
        self.details = details
    }
}

extension ScriptError: CustomStringConvertible {
    /// `close.pkt:12: error handling packet: …`, and the details a line each. What is wrong with the text has its column too.
    public var description: String {
        let column = code == .syntax || code == .unsupported ? ":\(place.column)" : ""
        return (["\(file):\(place.line)\(column): \(message)"] + details).joined(separator: "\n")
    }
}
