import Captures
import Links
import Packets
import StackExercise
import Testing

@testable import NetStack

@Suite("A stack's journal, and its life again")
struct JournalTests {
    /// A time of the world.
    private static let epoch: UInt64 = 1_700_000_000_000_000_000

    /// The blocks of a journal.
    private func calls(_ journal: [UInt8]) throws -> Set<JournalCall> {
        var reader = try JournalReader(journal)
        var all: Set<JournalCall> = []
        while let block = try reader.read() { if case .call(let record) = block { all.insert(record.call) } }
        return all
    }

    /// A connection over a cable that loses, with data both ways, and both journals.
    private func life(_ family: Family, seed: UInt64 = 1) throws -> (journals: [[UInt8]], frames: [[UInt8]]) {
        var impairment = Impairment()
        impairment.loss = 0.05
        impairment.delay = .milliseconds(20)
        var hosts = try TwoHosts(impairment, seed: seed, family: family) { $0.journalEpoch = Self.epoch }
        let (near, far) = try hosts.connect()
        try hosts.client.set(.noDelay(true), of: near)
        var left = [UInt8](repeating: 0x61, count: 100_000)
        var came = 0
        try hosts.run(seconds: 60) { hosts in
            left.removeFirst(try hosts.client.write(left.rawBytes, to: near))
            let octets = try hosts.server.readAll(far)
            came += octets.count
            _ = try hosts.server.write(Array(octets.prefix(10)).rawBytes, to: far)
            _ = try hosts.client.readAll(near)
            return came == 100_000
        }
        hosts.client.close(near, now: hosts.clock.now)
        hosts.server.close(far, now: hosts.clock.now)
        try hosts.run(seconds: 300)
        return ([hosts.client.takeJournal(), hosts.server.takeJournal()], try hosts.frames())
    }

    @Test("the same frames leave again, octet by octet, and what the stack did is seen", arguments: Family.allCases)
    func again(_ family: Family) throws {
        let (journals, _) = try life(family)
        var events: [StackEvent.Kind] = []
        var summary = try StackReplay.run(journals[0]) { event, _ in events.append(event.kind) }
        #expect(summary.sent > 70 && summary.received > 5 && summary.calls > 20 && !summary.isCut)
        #expect(!events.isEmpty && summary.time > 1_000_000_000)
        summary = try StackReplay.run(journals[1])
        #expect(summary.sent > 5 && summary.received > 70)
    }

    @Test("a journal is a capture: who reads pcapng reads the frames and when they went")
    func capture() throws {
        let (journals, frames) = try life(.ipv4)
        var reader = try CaptureReader(MemorySource(journals[0]))
        var read: [[UInt8]] = []
        var times: [Timestamp] = []
        while let frame = try reader.next() {
            read.append(frame.bytes.octets(0, frame.bytes.byteCount))
            times.append(frame.timestamp)
        }
        // All that the client heard was recorded, and what left it.
        #expect(read.count == frames.count && Set(read) == Set(frames))
        let start = VirtualClock().now + Self.epoch
        #expect(times.first == Timestamp(start))
    }

    @Test("two runs alike have journals alike")
    func deterministic() throws { #expect(try life(.ipv6, seed: 3).journals == life(.ipv6, seed: 3).journals) }

    /// A stack of which everything is asked, and its journal.
    private func everything(_ family: Family) throws -> [UInt8] {
        var hosts = try TwoHosts(family: family) { configuration in
            configuration.journalEpoch = Self.epoch
            configuration.forwards = true
            configuration.identifierSecrets = StackSecrets(5, 6)
        }
        let link = InterfaceID(rawValue: 0)
        var (near, far) = try hosts.connect()
        for option in [
            .noDelay(true), .cork(false), .keepAlive(KeepAlive(idle: 5_000_000_000)), .userTimeout(90_000_000_000),
            .abortsOnClose(false), .maximumSegmentSize(1000), .sendLimit(5000), .receiveLimit(6000), .congestion(.reno),
            .hopLimit(9), .differentiatedServices(3),
            .misbehavior(try Misbehavior(parsing: "drop-acks=3,window=4096@1000,hold-syn-ack=1s")),
        ] as [ConnectionOption] { try hosts.client.set(option, of: near) }
        _ = try hosts.client.write([UInt8](repeating: 1, count: 9000).rawBytes, to: near)
        try hosts.run(seconds: 1)
        _ = try hosts.server.write([UInt8](repeating: 2, count: 9000).rawBytes, to: far)
        try hosts.run(seconds: 1)
        _ = try hosts.client.readAll(near)
        _ = try hosts.server.readAll(far)
        try hosts.client.finish(near)
        try hosts.run(seconds: 1)
        hosts.client.close(near, now: hosts.clock.now)
        hosts.server.close(far, now: hosts.clock.now)

        let listener = try hosts.client.listen(on: 7, address: family.client, backlog: 4)
        hosts.client.set(.misbehavior(try Misbehavior(parsing: "reset-at=10")), of: listener)
        far = try hosts.server.connect(to: family.client, port: 7, from: 7777, on: link, now: hosts.clock.now)
        try hosts.run(seconds: 1)
        let accepted = hosts.client.accept(listener)
        near = try #require(accepted)
        hosts.client.abort(near, now: hosts.clock.now)
        hosts.client.close(listener, now: hosts.clock.now)
        try hosts.run(seconds: 1)

        _ = try hosts.client.openRawSocket(protocolNumber: 17, includesHeader: true)
        let socket = try hosts.client.openSocket(.udp, port: 9)
        let other = try hosts.server.openSocket(.udp, port: 9)
        try hosts.client.setHopLimit(33, of: socket)
        try hosts.client.send([1, 2, 3].rawBytes, to: family.server, port: 9, from: socket, now: hosts.clock.now)
        try hosts.run(seconds: 1)
        try hosts.server.send([4, 5].rawBytes, to: family.client, port: 9, from: other, now: hosts.clock.now)
        try hosts.run(seconds: 1)
        _ = try hosts.client.receive(socket)
        hosts.client.close(socket)

        let group: IPAddress = family == .ipv4 ? "239.1.2.3" : "ff05::77"
        try hosts.client.join(group, on: link, now: hosts.clock.now)
        try hosts.run(seconds: 1)
        hosts.client.leave(group, on: link, now: hosts.clock.now)
        let (network, second): (IPAddress, IPAddress) =
            family == .ipv4 ? ("10.1.0.0", "10.0.0.9") : ("2001:db8:1::", "2001:db8::9")
        try hosts.client.addRoute(
            to: network, prefixLength: family == .ipv4 ? 16 : 48, via: family.server, on: link)
        hosts.client.add(.init(second, prefixLength: family.prefixLength), to: link)
        try hosts.run(seconds: 1)
        hosts.client.remove(second, from: link)
        hosts.client.addLent(.init(second, prefixLength: family.prefixLength), to: link, now: hosts.clock.now)
        try hosts.run(seconds: 5)
        hosts.client.removeRoute(to: network, prefixLength: family == .ipv4 ? 16 : 48, via: family.server, on: link)
        hosts.client.setAcceptsAnyAddress(true, on: link)
        hosts.client.translate(on: link)
        try hosts.client.forwardPort(8080, of: .tcp, on: link, to: "10.0.0.3", port: 80, now: hosts.clock.now)
        hosts.client.receive([0x45].rawBytes, on: link, isChecked: true, arrival: hosts.clock.now, now: hosts.clock.now)
        try hosts.run(seconds: 300)
        return hosts.client.takeJournal()
    }

    @Test("whatever a stack can be asked is in its journal", arguments: Family.allCases)
    func calls(_ family: Family) throws {
        let journal = try everything(family)
        let all = (1...JournalCall.addLent.rawValue).compactMap { JournalCall(rawValue: $0) }
        #expect(try calls(journal) == Set(all))
        let summary = try StackReplay.run(journal)
        #expect(summary.sent > 10 && summary.calls > 30)
    }

    @Test("nothing of a configuration or an interface is left out of it")
    func fields() {
        // Two numbers of secrets are one field, and three of the other secrets; the epoch stands before them.
        let configuration = StackConfiguration(secrets: StackSecrets(1, 2))
        #expect(Mirror(reflecting: configuration).children.count == configuration.journaled.count - 1 - 2 + 1)
        #expect(Mirror(reflecting: Interface(hardwareAddress: nil)).children.count == 10)
        #expect(Mirror(reflecting: Misbehavior()).children.count == 8)
    }

    @Test("a stack that lives through anything lives through it again")
    func exercise() throws {
        var random = SplitMix64(seed: 5)
        for _ in 0..<60 {
            let input = (0..<400).map { _ in UInt8(truncatingIfNeeded: random.next() >> 17) }
            for journal in StackExercise.journals(of: input) {
                do { _ = try StackReplay.run(journal) } catch { Issue.record("\(error)") }
            }
        }
    }

    // MARK: What is wrong

    /// Where a frame that left begins in the file.
    private func outgoing(_ journal: [UInt8], _ number: Int) throws -> Range<Int> {
        var reader = try JournalReader(journal)
        var seen = 0
        while let block = try reader.read() {
            guard case .frame(let octets, _, true, _) = block else { continue }
            seen += 1
            if seen == number { return octets }
        }
        throw TwoHosts.NotThere()
    }

    @Test("what is not as it had been is told with its place")
    func differs() throws {
        var journal = try life(.ipv4).journals[0]
        let frame = try outgoing(journal, 3)
        journal[frame.lowerBound + 20] ^= 0x40
        #expect { try StackReplay.run(journal) } throws: { error in
            "\(error)".hasPrefix(
                "at octet \(frame.lowerBound - 28): frame 3 that left is not as it had been: octet 20 is ")
        }
    }

    @Test("a journal whose writer was stopped plays as far as it goes")
    func cut() throws {
        let journal = try life(.ipv4).journals[0]
        let whole = try StackReplay.run(journal)
        let half = try StackReplay.run(Array(journal[..<(journal.count / 2 | 1)]))
        #expect(half.isCut && half.sent > 0 && half.sent < whole.sent)
    }

    @Test("what is no journal is told so")
    func foreign() throws {
        let capture = Array(try life(.ipv4).frames[0])
        #expect(throws: JournalError(.notJournal, at: 0, "")) { try StackReplay.run(capture) }
        #expect(throws: JournalError(.notJournal, at: 0, "")) { try StackReplay.run([]) }
        var hosts = try TwoHosts()
        _ = try hosts.connect()
        #expect { try StackReplay.run(hosts.capture) } throws: { "\($0)".contains("no journal") }
    }

    @Test("a journal in which anything was changed is played or refused, and nothing traps", arguments: Family.allCases)
    func hostile(_ family: Family) throws {
        let journal = try everything(family)
        var random = SplitMix64(seed: 11)
        var refused = 0
        for _ in 0..<400 {
            var changed = journal
            for _ in 0...(random.next() % 3) {
                let place = 28 + Int(random.next() % UInt64(changed.count - 28))
                changed[place] = [0, 0xFF, 0x80, UInt8(truncatingIfNeeded: random.next())][Int(random.next() % 4)]
            }
            if random.next() % 4 == 0 { changed.removeLast(Int(random.next() % 500)) }
            do { _ = try StackReplay.run(changed) } catch {
                refused += 1
                #expect(error.offset < changed.count && !error.message.isEmpty)
            }
        }
        #expect(refused > 100)
    }
}
