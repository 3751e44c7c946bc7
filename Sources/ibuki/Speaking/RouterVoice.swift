#if os(Linux)
    import Links
    import NetStack
    import NetStackSockets
    import Packets
    import Synchronization

    /// A stack of the program's own between two links: a router.
    struct RouterVoice: Sendable {
        private let sides: [Side]
        let driver: StackDriver
        private let fate = Fate()

        /// One of the two.
        private struct Side: @unchecked Sendable {
            // Sendable because the link is the driver's alone from `begin` on.
            let link: any Link
        }

        /// What became of a link.
        private final class Fate: Sendable {
            let failure = Mutex<LinkError?>(nil)
        }

        /// Opens the interfaces.
        init(_ interfaces: [String]) throws {
            // Who takes no frames keeps the other side's waiting no longer than that.
            sides = try interfaces.map {
                Side(link: try PacketSocketLink(ofStack: $0, patience: .milliseconds(1), usesOffloads: true))
            }
            var configuration = StackConfiguration(secrets: .random())
            configuration.forwards = true
            configuration.translationLimit = 16_384
            let fate = fate
            driver = try StackDriver(configuration) { error in
                if error.code == .interfaceDown { return StandardError.print("ibuki: \(error)") }
                fate.failure.withLock { $0 = $0 ?? error }
            }
        }

        /// What a link failed of, when it is of no use any more.
        var failure: LinkError? { fate.failure.withLock { $0 } }

        /// Hands the links to the driver.
        ///
        /// - Parameters:
        ///   - addresses: those of each link.
        ///   - gateways: where packets for other networks go, each at the link whose network it is of.
        ///   - translates: whether what leaves by the last link comes from its address.
        func begin(
            _ addresses: [[OwnAddress]], gateways: [HostAddress], translates: Bool, forwards: [ForwardedPort]
        ) async throws {
            var outside = InterfaceID(rawValue: 0)
            for (side, own) in zip(sides, addresses) {
                let reached = gateways.map(\.address).filter { gateway in own.contains { $0.reaches(gateway) } }
                outside = await driver.add(
                    side.link, addresses: own.map(\.ofInterface), gateways: reached)
            }
            if translates { await driver.translate(on: outside) }
            for forward in forwards {
                do {
                    try await driver.forwardPort(
                        forward.port, of: forward.transport, on: outside, to: .v4(forward.address),
                        port: forward.insidePort)
                } catch {
                    throw CommandFailure(.usage, "--forward \(forward.defaultValueDescription): \(error)")
                }
            }
        }
    }
#endif
