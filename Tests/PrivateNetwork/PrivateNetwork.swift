import Foundation
import Synchronization

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
                access($0 + program, X_OK) == 0
            }
        }
    }

    /// Runs `body` on a thread of its own in a new namespace, whose loopback interface is up.
    public static func run<T: Sendable>(
        _ body: @escaping @Sendable (borrowing PrivateNetwork) throws -> T
    ) throws -> T {
        let done = DispatchSemaphore(value: 0)
        let result = Mutex<Result<T, any Error>?>(nil)
        let thread = Thread {
            let outcome = Result {
                try enterNewNamespace()
                let network = PrivateNetwork()
                try network.shell("ip link set lo up")
                return try body(network)
            }
            result.withLock { $0 = outcome }
            done.signal()
        }
        thread.stackSize = 8 << 20
        thread.start()
        done.wait()
        return try result.withLock { try $0!.get() }
    }

    /// Moves the calling thread into a new namespace. unshare(2), which Swift's view of the C library leaves out.
    private static func enterNewNamespace() throws {
        #if os(Linux)
            typealias Unshare = @convention(c) (Int32) -> Int32
            guard let symbol = unsafe dlsym(nil, "unshare") else { throw Failure("no unshare(2) here") }
            let unshare = unsafe unsafeBitCast(symbol, to: Unshare.self)
            guard unshare(0x4000_0000) == 0 else {
                throw Failure("making a network namespace: \(unsafe String(cString: strerror(errno)))")
            }
        #endif
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
