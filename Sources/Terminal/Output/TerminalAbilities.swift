/// What a terminal can do, as far as it matters for what is written to it.
public struct TerminalAbilities: Equatable, Sendable {
    public var colors: ColorDepth
    /// Whether it takes UTF-8; else what is not ASCII is written as what comes near to it.
    public var takesUnicode: Bool
    /// Whether a frame may be marked, so that it appears at once. (contour's "Synchronized Output", mode 2026)
    public var synchronizes: Bool

    public init(colors: ColorDepth = .sixteen, takesUnicode: Bool = true, synchronizes: Bool = false) {
        self.colors = colors
        self.takesUnicode = takesUnicode
        self.synchronizes = synchronizes
    }

    /// What the environment says; whether frames can be marked the terminal itself must say. (locale(7), term(7))
    public init(environment: [String: String]) {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let name = locale.lowercased()
        let terminal = environment["TERM"] ?? ""
        self.init(
            colors: ColorDepth(environment: environment),
            takesUnicode: (name.contains("utf-8") || name.contains("utf8")) && !terminal.hasPrefix("vt"))
    }
}
