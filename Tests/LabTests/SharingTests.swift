#if os(Linux)
    import Foundation
    import Links
    import NetStack
    import NetStackSockets
    import Packets
    import PrivateNetwork
    import Synchronization
    import Testing

    @testable import Lab

    /// One lab for several programs.
    @Suite("A lab that is served", .timeLimit(.minutes(30)))
    struct SharingTests {
        /// Does what blocks on a thread of its own.
        private static func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws
            -> Value
        {
            try await withCheckedThrowingContinuation { continuation in
                Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
            }
        }

        /// A lab, and its door with a thread that attends to it.
        private final class Served: Sendable {
            let folder: Folder
            let lab: Lab
            private let isStopped = Mutex(false)
            private let guests = Mutex(0)
            var path: String { folder.file("lab.sock") }

            init() async throws {
                folder = try Folder()
                lab = try Lab(seed: 1)
                try await lab.start()
                try await withCheckedThrowingContinuation { continuation in
                    Thread.detachNewThread {
                        do {
                            let door = try LabDoor(to: self.lab, at: self.path)
                            let waiter = try LinkWaiter()
                            continuation.resume()
                            while !self.isStopped.withLock({ $0 }) {
                                _ = try? waiter.wait(for: [], or: door.descriptors, until: .now + .milliseconds(20))
                                door.attend()
                                self.guests.withLock { $0 = door.guestCount }
                            }
                        } catch {
                            continuation.resume(throwing: error)
                        }
                    }
                }
            }

            /// Waits until so many are inside or at the door.
            func wait(for count: Int) async throws {
                while guests.withLock({ $0 }) != count { try await Task.sleep(for: .milliseconds(5)) }
            }

            func shutDown() async {
                isStopped.withLock { $0 = true }
                await lab.shutDown()
            }
        }

        /// What another program's place in the lab is to a test.
        private struct Guest: @unchecked Sendable {
            // Sendable because one thread has it at a time.
            let seat: LabSeat
        }

        private static func seat(_ served: Served) async throws -> LabSeat {
            let path = served.path
            return try await onThread { Guest(seat: try LabSeat(at: path)) }.seat
        }

        @Test(
            "programs have addresses of their own, speak with the lab's hosts and hear each other; places are given anew"
        )
        func guests() async throws {
            let served = try await Served()
            let first = try await Self.seat(served)
            let second = try await Self.seat(served)
            #expect(first.isShared && second.isShared && first.addresses[0].address != second.addresses[0].address)
            #expect(first.link.hardwareAddress != second.link.hardwareAddress)
            let address = second.addresses[0].address
            var drivers: [StackDriver] = []
            for seat in [first, second] {
                let driver = try StackDriver(StackConfiguration(secrets: .random()))
                nonisolated(unsafe) let link = seat.link
                await driver.add(unsafe link, addresses: seat.addresses, gateways: Lab.gateways)
                drivers.append(driver)
            }
            let ping = try await drivers[0].openPing()
            for target in [LabHost.web.addresses[1], address] {
                _ = try await ping.ping(target, sequence: 1, within: .seconds(600))
            }
            try await served.wait(for: 2)
            for driver in drivers { await driver.shutDown() }
            withExtendedLifetime((first, second)) {}
            await served.shutDown()
        }

        @Test("who leaves makes room, and no more than thirty-two are inside")
        func room() async throws {
            let served = try await Served()
            var seats: [LabSeat] = []
            for _ in 0..<32 { seats.append(try await Self.seat(served)) }
            #expect(Set(seats.map { "\($0.addresses[0].address)" }).count == 32)
            await #expect(throws: LinkError(.unsupported, linkName: "", message: "")) { try await Self.seat(served) }
            seats.removeLast(30)
            try await served.wait(for: 2)
            seats.append(try await Self.seat(served))
            #expect(seats[2].isShared)
            await served.shutDown()
        }

        @Test("who speaks another language, or says nothing, is let go, and the others are served meanwhile")
        func strangers() async throws {
            let served = try await Served()
            let path = served.path
            let strangers = try await Self.onThread {
                try [[UInt8]("hello, I am no lab".utf8), [], [UInt8](repeating: 0, count: 9000)].map { octets in
                    let cable = SharedCable(try UnixSocket.connect(to: path), seat: 0)
                    try? unsafe cable.send(octets.span.bytes, offload: nil)
                    return cable
                }
            }
            #expect(try await Self.seat(served).isShared)
            // The silent one's time ends by itself.
            try await served.wait(for: 0)
            withExtendedLifetime(strangers) {}
            await served.shutDown()
        }

        @Test(
            "where nobody serves any more one has a lab of one's own; a door takes the place of one that was not closed"
        )
        func stale() async throws {
            let folder = try Folder()
            let path = folder.file("lab.sock")
            // A socket that nobody listens on any more.
            _ = try UnixSocket.listen(at: path)
            let seat = try await Self.onThread { Guest(seat: try LabSeat(at: path)) }.seat
            #expect(!seat.isShared)
            let lab = try Lab(seed: 1)
            do {
                let door = try LabDoor(to: lab, at: path)
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                #expect(mode == 0o600)
                #expect(throws: LinkError(.unsupported, linkName: "", message: "")) { try LabDoor(to: lab, at: path) }
                withExtendedLifetime(door) {}
            }
            #expect(!FileManager.default.fileExists(atPath: path))
            // Where no socket can be there is none.
            let far = folder.file(String(repeating: "x", count: 200))
            #expect(try Lab.hearShared(at: far) == nil)
            await lab.shutDown()
        }
    }
#endif
