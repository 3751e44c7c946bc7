import Foundation

/// A network namespace that a test makes for itself: nothing that happens in it reaches the machine's interfaces, and it is
/// gone with the test. network_namespaces(7)
public struct PrivateNetwork: ~Copyable {
    /// Why such namespaces cannot be made here; `nil` where they can.
    public static let refusal: String? = {
        #if os(Linux)
            do {
                return try run { _ in nil as String? }
            } catch {
                return "\(error)"
            }
        #else
            return "network namespaces are Linux's"
        #endif
    }()

    public static var isAvailable: Bool { refusal == nil }

    /// Whether all these programs are there to be a peer.
    public static func has(_ programs: String...) -> Bool {
        programs.allSatisfy { program in
            ["/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/", "/usr/local/bin/"].contains {
                unsafe access($0 + program, X_OK) == 0
            }
        }
    }

    /// Runs `body` in a new namespace, whose loopback interface is up: the calling thread moves there, and back. setns(2)
    public static func run<T>(_ body: (borrowing PrivateNetwork) throws -> T) throws -> T {
        let unshare = try unsafe function("unshare", as: (@convention(c) (Int32) -> Int32).self)
        let setNamespace = try unsafe function("setns", as: (@convention(c) (Int32, Int32) -> Int32).self)
        let (before, network) = (unsafe open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC), Int32(0x4000_0000))
        guard before >= 0, unshare(network) == 0 else {
            throw Failure("making a network namespace: \(unsafe String(cString: strerror(errno)))")
        }
        defer {
            let isBack = setNamespace(before, network) == 0
            close(before)
            precondition(isBack, "a thread does not find back to its namespace")
        }
        let made = PrivateNetwork()
        try made.shell("ip link set lo up")
        return try body(made)
    }

    /// A function that Swift's view of the C library leaves out.
    @unsafe private static func function<Function>(_ name: String, as _: Function.Type) throws -> Function {
        guard let symbol = unsafe dlsym(nil, name) else { throw Failure("no \(name)(2) here") }
        return unsafe unsafeBitCast(symbol, to: Function.self)
    }

    /// Makes the two ends of a cable, both up.
    ///
    /// An end that was switched on carries nothing before the kernel has noticed that the other is on too, which it does when
    /// it has time: frames that are sent before are lost without a word.
    public func addPair(_ a: String, _ b: String, mtu: Int = 1500) throws {
        // Without IPv6 the kernel sends nothing by itself.
        try shell(
            """
            ip link add \(a) mtu \(mtu) type veth peer name \(b) mtu \(mtu)
            for end in \(a) \(b); do
                sysctl -qw net.ipv6.conf.$end.disable_ipv6=1
                ip link set $end up
            done
            for end in \(a) \(b); do
                tries=0
                until ip link show $end | grep -q 'state UP' || [ $tries -gt 500 ]; do
                    sleep 0.01
                    tries=$((tries + 1))
                done
            done
            """)
    }

    /// Why an interface cannot be slowed down here; `nil` where it can.
    public static let refusalOfQueues: String? = {
        do {
            return try run { network in
                try network.addPair("a0", "b0")
                try network.slow("a0", bitsPerSecond: 8_000_000, queue: 1200)
                return nil as String?
            }
        } catch {
            return "\(error)"
        }
    }()

    /// Lets no more than `rate` through an interface, but for the first 1600 octets; `queue` octets may wait. tc-tbf(8)
    public func slow(_ interface: String, bitsPerSecond rate: Int, queue: Int) throws {
        try shell("tc qdisc add dev \(interface) root tbf rate \(rate)bit burst 1600 limit \(queue)")
    }

    /// Runs commands in the namespace and gives what they print; throws what they complain of.
    @discardableResult
    public func shell(_ script: String) throws -> String {
        try start("/bin/sh", ["-euc", script]).finish()
    }

    /// Starts a program in the namespace.
    public func start(_ program: String, _ arguments: [String]) throws -> RunningProgram {
        try RunningProgram(program, arguments)
    }
}

/// Why a test could not go on.
public struct Failure: Error, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}
