#if os(Linux)
    package import Links
    internal import SystemCalls

    /// What a live capture has counted, over all its interfaces.
    package struct CaptureCounts: Sendable {
        package var captured = 0
        package var received: UInt64 = 0
        package var dropped: UInt64 = 0
        /// Frames that the interfaces themselves had no room for.
        package var lost: UInt64 = 0

        /// Nothing yet.
        package init() {}

        /// What links have counted until now; not how many packets were captured, which they do not know.
        package init(_ links: [any Link], _ losses: [InterfaceLosses]) throws(LinkError) {
            for link in links {
                let statistics = try link.statistics()
                received += statistics.received
                dropped += statistics.dropped
            }
            lost = losses.reduce(0) { $0 + $1.count }
        }
    }

    /// The frames that an interface had no room for, from files that stay open when nothing more can be opened.
    /// sysfs-class-net-statistics
    package final class InterfaceLosses {
        private let descriptors: [Int32]
        private let start: UInt64

        package init(_ interface: String) {
            descriptors = ["rx_missed_errors", "rx_fifo_errors"].compactMap { counter in
                let descriptor = unsafe open("/sys/class/net/\(interface)/statistics/\(counter)", O_RDONLY | O_CLOEXEC)
                return descriptor >= 0 ? descriptor : nil
            }
            start = Self.sum(descriptors)
        }

        deinit { for descriptor in descriptors { _ = close(descriptor) } }

        /// How many since this was made.
        package var count: UInt64 {
            let now = Self.sum(descriptors)
            return now > start ? now - start : 0
        }

        private static func sum(_ descriptors: [Int32]) -> UInt64 {
            descriptors.reduce(0) { sum, descriptor in
                var buffer = [UInt8](repeating: 0, count: 32)
                let count = unsafe buffer.withUnsafeMutableBytes {
                    unsafe pread(descriptor, $0.baseAddress, $0.count, 0)
                }
                guard count > 0 else { return sum }
                let digits = buffer[..<count].prefix { (0x30...0x39).contains($0) }
                return sum &+ (UInt64(String(decoding: digits, as: UTF8.self)) ?? 0)
            }
        }
    }
#endif
