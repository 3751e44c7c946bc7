/// Which Internet protocol.
public enum IPFamily: String, Hashable, Sendable, CaseIterable {
    case v4 = "inet"
    case v6 = "inet6"
}
