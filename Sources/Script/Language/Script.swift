/// A script in packetdrill's language: what an application calls, what packets come to its host, and what packets leave it when.
///
///     let script = try Script("0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n+0 listen(3, 1) = 0", name: "listen.pkt")
///     try script.run()
///
/// It is run against a stack of its own, in virtual time: a minute of waiting takes none.
public struct Script: Sendable {
    /// Its file, as errors name it.
    public let name: String
    /// What its option lines say.
    public let options: ScriptOptions
    let events: [ScriptEvent]

    /// Reads a script.
    ///
    /// - Parameters:
    ///   - text: the script.
    ///   - name: its file, as errors name it.
    ///   - options: what holds where its option lines say nothing else.
    /// - Throws: `ScriptError`: `syntax`, `unsupported`, with the line and the column.
    public init(_ text: String, name: String, options: ScriptOptions = ScriptOptions()) throws(ScriptError) {
        self.name = name
        var parser = ScriptParser(try Lexer.tokens(of: text, file: name), file: name)
        (self.options, events) = try parser.script(options)
    }
}
