#if os(Linux)
    import Foundation
    import Links
    import Packets
    import PrivateNetwork
    import Synchronization

    /// A cable on which every frame has a VLAN tag, between two interfaces that know nothing of it: what a switch does at its
    /// edges. (Not every kernel has VLAN interfaces.)
    ///
    /// The interfaces are `a0` and `b0`, and the cable `w0` and `w1`, all in the namespace of the thread that makes this.
    final class TagInserter: Sendable {
        private let hasEnded: Mutex<Bool>
        private let left = DispatchSemaphore(value: 0)
        /// What the tag says: priority 3, VLAN 10.
        static let tag: [UInt8] = [0x81, 0, 0x60, 10]

        init(_ network: borrowing PrivateNetwork, mtu: Int) throws {
            hasEnded = Mutex(false)
            try network.addPair("w0", "w1", mtu: mtu)
            let ready = DispatchSemaphore(value: 0)
            let failure = Mutex<(any Error)?>(nil)
            // It lives in the namespace of the thread that starts it.
            let thread = Thread { [self] in
                defer { left.signal() }
                do {
                    let links = try Self.open(mtu)
                    ready.signal()
                    try carry(links)
                } catch {
                    failure.withLock { $0 = error }
                    ready.signal()
                }
            }
            thread.start()
            ready.wait()
            if let failure = failure.withLock({ $0 }) { throw failure }
        }

        /// Ends the carrying of frames, once, and waits until nothing of it is left.
        func stop() {
            hasEnded.withLock { $0 = true }
            left.wait()
        }

        /// The links that frames come from, and beside each the one they go to.
        private static func open(_ mtu: Int) throws -> [any Link] {
            var inside = TunnelOptions()
            inside.mtu = mtu
            inside.isUp = false
            // Then the kernel cuts segments and fills in checksums before it hands frames over.
            inside.usesOffloads = false
            var outside = PacketSocketOptions()
            outside.direction = .inbound
            outside.isImmediate = true
            return [
                try TapLink("a0", options: inside), try PacketSocketLink("w0", options: outside),
                try PacketSocketLink("w1", options: outside), try TapLink("b0", options: inside),
            ]
        }

        private func carry(_ links: [any Link]) throws {
            let waiter = try LinkWaiter()
            while !hasEnded.withLock({ $0 }) {
                _ = try waiter.wait(for: links, until: .now + .milliseconds(20))
                for index in links.indices {
                    // a0 and w0 are beside each other, and so are w1 and b0.
                    let (link, other) = (links[index], links[index ^ 1])
                    let isInside = index == 0 || index == 3
                    do {
                        while let frame = try link.receive() {
                            let octets = frame.bytes.octets(0, frame.bytes.byteCount)
                            guard octets.count >= 18, isInside || octets[12..<16] == Self.tag[...] else { continue }
                            let rest = octets[(isInside ? 12 : 16)...]
                            let changed = octets[..<12] + (isInside ? Self.tag : []) + rest
                            try unsafe other.send(Array(changed).span.bytes)
                        }
                    } catch {
                        // At the beginning and at the end they are down.
                        guard error.code == .interfaceDown else { throw error }
                    }
                }
            }
        }
    }
#endif
