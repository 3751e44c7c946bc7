#if os(Linux)
    import Captures
    import Foundation
    import Links
    import Packets
    import PrivateNetwork
    import Testing

    /// Traffic of real programs, captured by tcpdump and by ibuki at the same time: the same frames at the same times.
    ///
    /// The kernel stamps a frame that goes out once, before the first socket gets it, as soon as anything on the host asks for
    /// timestamps, as these tests do: such times are equal to the nanosecond, and so are those of frames that come in from a
    /// TAP device or a packet socket. A TCP segment that comes in from another namespace still holds its sender's departure
    /// time where that stamp would stand (`skb->tstamp`, with the monotonic clock), so that each socket takes the time when
    /// its turn comes: about a microsecond apart, and as long as something else takes the processor in between.
    @Suite(
        "Capture: as tcpdump, of real peers", .blocking, .serialized,
        .enabled(if: CaptureCommand.refusal == nil && CaptureCommand.tcpdump != nil, "no namespaces, or no tcpdump"))
    struct CaptureOfPeersTests {
        enum Cable: String, CaseIterable, CustomTestStringConvertible {
            case plain = "MTU 1500"
            case jumbo = "MTU 9000"
            case tagged = "VLAN-tagged"
            var testDescription: String { rawValue }
            var mtu: Int { self == .jumbo ? 9000 : 1500 }
            /// Whether each frame is stamped once for all.
            var hasSharedTimes: Bool { self == .tagged }
        }

        @Test(
            "a web server's pages", .enabled(if: Peer.web.missing.isEmpty, "missing: \(Peer.web.missing)"),
            arguments: Cable.allCases)
        func web(cable: Cable) throws { try compare(.web, cable) }

        @Test(
            "a name server's answers", .enabled(if: Peer.names.missing.isEmpty, "missing: \(Peer.names.missing)"),
            arguments: Cable.allCases)
        func names(cable: Cable) throws { try compare(.names, cable) }

        @Test(
            "echoes", .enabled(if: Peer.echo.missing.isEmpty, "missing: \(Peer.echo.missing)"),
            arguments: Cable.allCases)
        func echoes(cable: Cable) throws { try compare(.echo, cable) }

        @Test(
            "a load of TCP and UDP", .enabled(if: Peer.load.missing.isEmpty, "missing: \(Peer.load.missing)"),
            arguments: Cable.allCases)
        func load(cable: Cable) throws { try compare(.load, cable) }

        @Test(
            "pages of this host and of another, on all interfaces and on loopback",
            .enabled(if: Peer.web.missing.isEmpty, "missing: \(Peer.web.missing)"), arguments: ["any", "lo"])
        func ownPages(interface: String) throws { try compareOwnPages(on: interface) }

        @Test(
            "tshark finds every frame of a web server's pages, and nothing to complain of",
            .enabled(if: opens, closedReason),
            arguments: Cable.allCases)
        func webInTshark(cable: Cable) throws { try compare(.web, cable, opensInTshark: true) }

        @Test(
            "the same of pages of this host and of another, on all interfaces and on loopback",
            .enabled(if: opens, closedReason), arguments: ["any", "lo"])
        func ownPagesInTshark(interface: String) throws { try compareOwnPages(on: interface, opensInTshark: true) }

        /// Whether there is what tshark is to open, and tshark.
        private static let opens = missing.isEmpty
        private static let missing = Peer.web.missing + (Peer.isInstalled("tshark") ? [] : ["tshark"])
        private static let closedReason: Comment = "missing: \(missing)"

        private func compareOwnPages(on interface: String, opensInTshark: Bool = false) throws {
            try PrivateNetwork.run { network in
                try Self.useOneProcessor()
                let far = try network.addFarEnd()
                let folder = try Folder()
                let server = try Peer.web.serve(at: far, from: folder)
                let own = try network.start("nginx", ["-p", folder.path, "-c", folder.file("nginx.conf")])
                try network.shell(
                    "for try in $(seq 100); do curl -sfo /dev/null http://[::1]/small && break; sleep 0.05; done")
                let captures = try PairOfCaptures(network, interface, folder)
                try network.shell(
                    """
                    for host in 127.0.0.1 [::1] 10.9.0.2 [fd00::2]; do
                        test $(curl -sf http://$host/large http://$host/small | wc -c) = 1500100
                    done
                    """)
                let frames = try captures.finish(opensInTshark: opensInTshark)
                #expect(frames.ours.count > 100)
                Self.expectSame(frames, sharesTimes: false)
                own.signal(SIGKILL)
                server?.signal(SIGKILL)
                far.leave()
            }
        }

        private func compare(_ peer: Peer, _ cable: Cable, opensInTshark: Bool = false) throws {
            try PrivateNetwork.run { network in
                try Self.useOneProcessor()
                let inserter = cable == .tagged ? try TagInserter(network, mtu: cable.mtu) : nil
                defer { inserter?.stop() }
                let far = try inserter == nil ? network.addFarEnd(mtu: cable.mtu) : network.addFarEndOfExisting()
                let folder = try Folder()
                let server = try peer.serve(at: far, from: folder)
                let captures = try PairOfCaptures(network, inserter == nil ? "a0" : "w0", folder)
                try peer.talk(in: network, size: cable.mtu)
                let frames = try captures.finish(opensInTshark: opensInTshark)
                #expect(frames.ours.count >= peer.frames)
                if cable == .tagged {
                    #expect(frames.ours.allSatisfy { Array($0.octets[12..<16]) == TagInserter.tag })
                }
                Self.expectSame(frames, sharesTimes: cable.hasSharedTimes)
                server?.signal(SIGKILL)
                far.leave()
            }
        }

        /// Frames of two processors reach two sockets in two orders; those of one do not.
        private static func useOneProcessor() throws {
            typealias Affinity = @convention(c) (pid_t, Int, UnsafeMutableRawPointer) -> Int32
            guard let get = unsafe dlsym(nil, "sched_getaffinity"), let set = unsafe dlsym(nil, "sched_setaffinity")
            else { throw Failure("no sched_setaffinity(2) here") }
            var allowed = [UInt64](repeating: 0, count: 128)
            _ = unsafe unsafeBitCast(get, to: Affinity.self)(0, 1024, &allowed)
            guard let word = allowed.firstIndex(where: { $0 != 0 }) else { return }
            var one = [UInt64](repeating: 0, count: 128)
            one[word] = 1 << UInt64(allowed[word].trailingZeroBitCount)
            guard unsafe unsafeBitCast(set, to: Affinity.self)(0, 1024, &one) == 0 else {
                throw Failure("sched_setaffinity: \(unsafe String(cString: strerror(errno)))")
            }
        }

        private static func expectSame(_ frames: PairOfCaptures.Frames, sharesTimes: Bool) {
            let (ours, theirs) = (frames.ours, frames.theirs)
            guard ours.count == theirs.count, !ours.isEmpty else {
                Issue.record("\(ours.count) frames, and \(theirs.count) of tcpdump's")
                return
            }
            let different = zip(ours, theirs).enumerated().first { _, pair in
                pair.0.octets != pair.1.octets || pair.0.originalLength != pair.1.originalLength
            }
            #expect(
                different == nil, "the first of \(ours.count) that differs: \(String(describing: different?.offset))")
            let apart = zip(ours, theirs).map { abs($0.timestamp.nanoseconds(since: $1.timestamp)) }
            let unlike = ours.indices.first {
                apart[$0] > 0 && (sharesTimes || ours[$0].isOutbound)
            }
            #expect(unlike == nil, "frame \(unlike ?? 0) is \(apart[unlike ?? 0]) ns apart")
            // Seen: 11 µs at most. More is the time for which another takes the processor.
            let sorted = apart.sorted()
            #expect(sorted[sorted.count / 2] < 100_000 && sorted[sorted.count - 1] < 100_000_000)
        }
    }
#endif
