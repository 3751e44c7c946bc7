public import Packets

/// How a script is run: what its option lines say, or who runs it.
public struct ScriptOptions: Sendable {
    /// The family that packets are of.
    public enum Family: Sendable { case ipv4, ipv6 }

    public var family = Family.ipv4
    /// By how much a time may differ, in nanoseconds.
    public var tolerance: Int64 = 4_000_000
    public var mtu = 1500
    /// The stack's address; the family's usual one when `nil`.
    public var localAddress: IPAddress?
    /// Of whom packets come; the family's usual one when `nil`.
    public var remoteAddress: IPAddress?
    /// Where `bind` binds, and where `connect` leads.
    public var bindPort: UInt16 = 8080
    public var connectPort: UInt16 = 8080
    /// Whether packets may leave behind the last line that expects one.
    public var ignoresRest = false
    /// Whether segments that leave together are taken as one where a longer one is expected.
    public var joinsSegments = true

    public init() {}

    /// The stack's address.
    var local: IPAddress { localAddress ?? (family == .ipv4 ? "192.168.0.1" : "fd3d:a0b:17d6::1") }
    var remote: IPAddress { remoteAddress ?? (family == .ipv4 ? "192.0.2.1" : "2001:db8::1") }
    /// What leads to the peer where it is not on the link.
    var gateway: IPAddress { family == .ipv4 ? "192.168.0.2" : "fd3d:a0b:17d6::2" }

    /// Takes an option line in.
    mutating func set(_ name: String, _ value: String, _ file: String, _ place: ScriptPlace) throws(ScriptError) {
        func refuse(_ expected: String) -> ScriptError {
            ScriptError(.syntax, file, place, "--\(name) takes \(expected), not '\(value)'")
        }
        func number(_ range: ClosedRange<Int>) throws(ScriptError) -> Int {
            guard let number = Int(value), range.contains(number) else {
                throw refuse("a number from \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }
        func address() throws(ScriptError) -> IPAddress {
            do throws(AddressError) { return try IPAddress(parsing: value) } catch { throw refuse("an address") }
        }
        switch name {
        case "tolerance_usecs": tolerance = Int64(try number(0...1_000_000_000)) * 1000
        case "ip_version":
            switch value {
            case "ipv4": family = .ipv4
            case "ipv6": family = .ipv6
            default: throw refuse("ipv4 or ipv6")
            }
        case "mtu": mtu = try number(68...65535)
        case "bind_port": bindPort = UInt16(try number(1...65535))
        case "connect_port": connectPort = UInt16(try number(1...65535))
        case "local_ip": localAddress = try address()
        case "remote_ip": remoteAddress = try address()
        // What is said of the machine that a script runs on, and means nothing in virtual time.
        case "gateway_ip", "netmask_ip", "netmask", "init_scripts", "send_omit_free", "dry_run", "verbose", "debug",
            "use_expect", "non_fatal", "tolerance_percent":
            break
        case "strict_segments": joinsSegments = false
        case "tcp_ts_tick_usecs":
            guard value == "1000" else { throw refuse("1000: the stack's time stamps count milliseconds") }
        default:
            throw ScriptError(
                .unsupported, file, place,
                "there is no option '--\(name)'; there are --tolerance_usecs, --ip_version, --mtu, --local_ip, --remote_ip, --bind_port, --connect_port and --strict_segments"
            )
        }
    }

    /// Checks what options say together.
    func check(_ file: String, _ place: ScriptPlace) throws(ScriptError) {
        for address in [local, remote] {
            let isRight: Bool
            switch (address, family) {
            case (.v4, .ipv4), (.v6, .ipv6): isRight = true
            default: isRight = false
            }
            guard isRight, !address.isMulticast, !address.isUnspecified, !address.isBroadcast else {
                throw ScriptError(
                    .syntax, file, place,
                    "\(address) is no host's address of the family that --ip_version names; give both ends one of it")
            }
        }
        guard family == .ipv4 || mtu >= 1280 else {
            throw ScriptError(.syntax, file, place, "--mtu is at least 1280 with IPv6, not \(mtu) (RFC 8200 section 5)")
        }
    }
}
