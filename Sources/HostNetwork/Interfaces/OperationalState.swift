public import Packets

/// Whether an interface passes packets, as RFC 2863 3.1.14 tells states apart. `IFLA_OPERSTATE`
public struct OperationalState: NamedNumber {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The driver does not say; loopback for instance.
    public static let unknown: OperationalState = 0
    /// A part is missing: hardware that was taken out.
    public static let notPresent: OperationalState = 1
    public static let down: OperationalState = 2
    /// Down because the interface that it stands on is.
    public static let lowerLayerDown: OperationalState = 3
    public static let testing: OperationalState = 4
    /// It waits for something else, such as an authentication.
    public static let dormant: OperationalState = 5
    public static let up: OperationalState = 6

    public static let names: [ValueName] = [
        .init(0, "UNKNOWN"), .init(1, "NOTPRESENT"), .init(2, "DOWN"), .init(3, "LOWERLAYERDOWN"), .init(4, "TESTING"),
        .init(5, "DORMANT"), .init(6, "UP"),
    ]
}

extension OperationalState: CustomStringConvertible {
    /// The name that ip(8) writes.
    public var description: String { Self.name(of: raw)?.description ?? "\(rawValue)" }
}
