#if os(Linux)
    import Foundation
    import Links
    import NetStack
    import NetStackSockets
    import Packets
    import PrivateNetwork
    import Testing

    @Suite(
        "The stack and the kernel, over TAP", .blocking, .serialized,
        .enabled(
            if: PrivateNetwork.isAvailable && FileManager.default.isWritableFile(atPath: "/dev/net/tun")
                && PrivateNetwork.has("ping"),
            "no namespaces, no /dev/net/tun, or no ping"))
    struct KernelTests {
        /// A host with a page on port 80 and an echo on port 7.
        private struct Host: ~Copyable {
            private let link: TapLink
            private var stack: Stack
            private let page: ListenerHandle
            private let echo: ListenerHandle
            private var pages: [ConnectionHandle] = []
            private var echoes: [(handle: ConnectionHandle, left: [UInt8])] = []
            let discard: DatagramHandle

            init(_ link: TapLink, address: IPAddress) throws {
                var configuration = StackConfiguration(secrets: StackSecrets(1, 2))
                configuration.journalEpoch = 1_000_000_000
                var stack = Stack(configuration)
                _ = stack.add(
                    Interface(
                        hardwareAddress: link.hardwareAddress, mtu: link.mtu,
                        addresses: [.init(address, prefixLength: address.isIPv6 ? 64 : 24)],
                        offloads: link.offloads.isSuperset(of: [.checksum, .tcpSegmentation])))
                let (page, echo) = (try stack.listen(on: 80), try stack.listen(on: 7))
                discard = try stack.openSocket(.udp, port: 9)
                (self.page, self.echo) = (page, echo)
                self.link = link
                self.stack = stack
            }

            /// Takes what has come, answers, and sends what is to leave.
            mutating func turn(_ now: UInt64) throws {
                let link = link
                while let frame = try link.receive() {
                    stack.receive(
                        frame.bytes, on: InterfaceID(rawValue: 0), isChecked: frame.details.isChecksumPending, now: now)
                }
                try serve(now)
                while let frame = stack.next(now: now) { try link.send(frame) }
            }

            private mutating func serve(_ now: UInt64) throws {
                while let handle = stack.accept(page) { pages.append(handle) }
                while let handle = stack.accept(echo) { echoes.append((handle, [])) }
                for handle in pages {
                    guard try !stack.readAll(handle).isEmpty else { continue }
                    _ = try stack.write(Array("HTTP/1.0 200 OK\r\n\r\na page".utf8).rawBytes, to: handle)
                    stack.close(handle, now: now)
                }
                pages.removeAll { stack.status($0) == nil }
                for index in echoes.indices {
                    let handle = echoes[index].handle
                    echoes[index].left += try stack.readAll(handle, limit: max(0, 200_000 - echoes[index].left.count))
                    guard stack.status(handle)?.failure == nil else { continue }
                    let left = echoes[index].left
                    let taken = try stack.write(left.rawBytes, to: handle)
                    echoes[index].left.removeFirst(taken)
                    guard let status = stack.status(handle), status.peerFinished, status.readable == 0,
                        echoes[index].left.isEmpty
                    else { continue }
                    stack.close(handle, now: now)
                }
                echoes.removeAll { stack.status($0.handle) == nil }
            }

            /// Lives what has happened again.
            mutating func replay() throws -> StackReplay.Summary { try StackReplay.run(stack.takeJournal()) }

            mutating func datagram() throws -> [UInt8]? { try stack.receive(discard)?.octets }

            /// Serves until a program has ended.
            mutating func serve(while program: RunningProgram, seconds: Double) throws {
                let waiter = try LinkWaiter()
                let end = ContinuousClock.now + .seconds(seconds)
                while program.isRunning {
                    guard ContinuousClock.now < end else { throw Failure("it has not ended: \(program.complaints)") }
                    try turn(DispatchTime.now().uptimeNanoseconds)
                    // Deadlines are tens of milliseconds away, and the program's end is looked for in between.
                    _ = try waiter.wait(for: [link], until: ContinuousClock.now + .milliseconds(5))
                }
                try turn(DispatchTime.now().uptimeNanoseconds)
            }
        }

        @Test(
            "the kernel pings it, fetches a page, has megabytes echoed, and is refused where nobody listens",
            arguments: Family.allCases, [false, true])
        func client(_ family: Family, offloads: Bool) throws {
            try PrivateNetwork.run { network in
                var options = TunnelOptions()
                options.ipv4 = ("10.9.0.1", 24)
                options.usesOffloads = offloads
                let folder = try Folder()
                let host = family == .ipv4 ? "10.9.0.2" : "fd09::2"
                let script = """
                    ping -c 3 -i 0.01 -q \(host) | grep -o '. received'
                    ping -c 3 -i 0.01 -q -s 3000 \(host) | grep -o '. received'
                    ping -c 1 -q -s 60000 \(host) | grep -o '. received'
                    exec 3<>/dev/tcp/\(host)/80; printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3; tail -n 1 <&3; exec 3>&-; echo
                    head -c 5000000 /dev/urandom >\(folder.file("sent"))
                    exec 4<>/dev/tcp/\(host)/7; cat \(folder.file("sent")) >&4 &
                    head -c 5000000 <&4 >\(folder.file("echoed")); wait; exec 4>&-
                    cmp \(folder.file("sent")) \(folder.file("echoed")) && echo equal
                    (exec 5<>/dev/tcp/\(host)/81) 2>&1 | grep -o 'Connection refused' | head -n 1
                    printf hello >/dev/udp/\(host)/9
                    """
                let link = try TapLink("tap9", options: options)
                if family == .ipv6 { _ = try network.shell("ip addr add fd09::1/64 dev tap9 nodad") }
                var stack = try Host(link, address: IPAddress(parsing: host))
                let program = try network.start("bash", ["-c", script])
                try stack.serve(while: program, seconds: 60)
                let said = try program.finish().split(separator: "\n")
                #expect(
                    said == ["3 received", "3 received", "1 received", "a page", "equal", "Connection refused"],
                    "\(program.complaints)")
                #expect(try stack.datagram() == Array("hello".utf8))
                // And all of it once more, without the kernel: the same frames leave, octet by octet.
                let replayed = try stack.replay()
                #expect(replayed.sent > 100 && replayed.received > 100)
            }
        }
    }

    extension IPAddress {
        fileprivate var isIPv6: Bool { if case .v6 = self { true } else { false } }
    }
#endif
