/// Where the local time zone is described; reading it is the caller's.
public enum TimeZoneSource: Hashable, Sendable {
    /// A TZif file, for ``TimeZoneTable/init(tzif:)``.
    case file(String)
    /// A rule, for ``TimeZoneTable/init(rule:)``.
    case rule(TimeZoneRule)
    /// No file is needed.
    case utc

    /// What the value of the TZ variable means (tzset(3)): `nil`, not set, is /etc/localtime; empty is UTC; a rule is taken
    /// as such; anything else names a file, below `directory` unless it begins with `/`.
    public init(environment value: String?, directory: String = "/usr/share/zoneinfo") {
        guard let value else {
            self = .file("/etc/localtime")
            return
        }
        let name = value.hasPrefix(":") ? String(value.dropFirst()) : value
        if name.isEmpty || name == "UTC" || name == "UTC0" {
            self = .utc
        } else if let rule = try? TimeZoneRule(parsing: value) {
            self = .rule(rule)
        } else {
            self = .file(name.hasPrefix("/") ? name : "\(directory)/\(name)")
        }
    }
}
