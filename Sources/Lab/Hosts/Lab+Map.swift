extension Lab {
    /// What is where: for people.
    public static var map: String {
        var lines = [
            "           you          far        \(LabHost.Subnet.far.prefixes.joined(separator: "  "))",
            "            |            |",
            "  ──┬──┬──┬─┴─ switch ─ router",
            "  web dns dhcp echo closed silent  \(LabHost.Subnet.near.prefixes.joined(separator: "  "))",
            "",
        ]
        let names = LabHost.all.map(\.name)
        let width = (names.map(\.count).max() ?? 0) + 2
        for host in LabHost.all {
            lines.append(
                padded(host.name, width) + padded("\(host.ipv4)", 13) + padded("\(host.ipv6)", 17) + host.purpose)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
