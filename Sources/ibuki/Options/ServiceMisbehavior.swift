import NetStack

/// What a service does wrong on purpose, or all of them: `http:reset-at=1000`, `hold-syn-ack=3s`.
struct ServiceMisbehavior {
    /// All services when `nil`.
    let service: String?
    let misbehavior: Misbehavior

    init(parsing text: String) throws(MisbehaviorError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        service = parts.count > 1 ? String(parts[0]) : nil
        misbehavior = try Misbehavior(parsing: String(parts[parts.count - 1]))
    }

    /// What there is, a line each, for help.
    static var table: String {
        Misbehavior.words.map { "  \($0.name)\($0.takes)  \($0.does)" }.joined(separator: "\n")
    }
}
