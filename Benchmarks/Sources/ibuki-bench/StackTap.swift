#if os(Linux)
    import Glibc
    import Links
    import NetStack
    import NetStackSockets
    import Packets

    /// A stack on a TAP device, for a peer in the kernel: what is sent to port 5000 is thrown away, port 5001 sends for ever.
    enum StackTap {
        static func serve(_ name: String, offloads: Bool, seconds: Double) throws {
            var options = TunnelOptions()
            options.ipv4 = ("10.9.0.1", 24)
            options.usesOffloads = offloads
            let link = try TapLink(name, options: options)
            var configuration = StackConfiguration(secrets: StackSecrets(1, 2))
            configuration.sendLimit = 1 << 21
            configuration.receiveLimit = 1 << 21
            var stack = Stack(configuration)
            let lan = stack.add(
                Interface(
                    hardwareAddress: link.hardwareAddress, addresses: [.init("10.9.0.2", prefixLength: 24)],
                    offloads: link.offloads.isSuperset(of: [.checksum, .tcpSegmentation])))
            let (sink, source) = (try stack.listen(on: 5000), try stack.listen(on: 5001))
            let waiter = try LinkWaiter()
            let block = [UInt8](repeating: 0x5a, count: 1 << 17)
            let target = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 64)
            var taking: ConnectionHandle?
            var giving: ConnectionHandle?
            var (moved, first) = (0, UInt64(0))
            let start = wall()
            while true {
                var now = wall()
                if Double(now - start) > seconds * 1e9 { break }
                // So many octets at once as the cache holds between the device and the reader.
                var taken = 0
                while taken < 1 << 17, let frame = try link.receive() {
                    taken += frame.bytes.byteCount
                    stack.receive(frame.bytes, on: lan, isChecked: frame.details.isChecksumPending, now: now)
                }
                taking = taking ?? stack.accept(sink)
                giving = giving ?? stack.accept(source)
                var isBusy = taken > 0
                if let taking {
                    while true {
                        var room = MutableRawSpan(_unsafeBytes: target)
                        let count = try stack.read(into: &room, from: taking)
                        moved += count
                        if count < target.count { break }
                    }
                }
                if let giving, stack.status(giving)?.state == .established {
                    let count = try stack.write(block.span.bytes, to: giving)
                    moved += count
                    isBusy = isBusy || count > 0
                }
                if moved > 0, first == 0 { first = now }
                while let frame = stack.next(now: now) { try link.send(frame) }
                now = wall()
                let deadline = stack.nextDeadline.map { $0 > now ? $0 - now : 0 } ?? 10_000_000
                if !isBusy {
                    _ = try waiter.wait(
                        for: [link], until: ContinuousClock.now + .nanoseconds(Int64(min(deadline, 10_000_000))))
                }
            }
            print("stack-tap", Double(moved) * 8 / Double(wall() - first), "Gbit/s", stack.counters)
        }

        private static func wall() -> UInt64 {
            var time = timespec()
            clock_gettime(CLOCK_MONOTONIC, &time)
            return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
        }
    }
#endif
