internal import Links
internal import Packets
internal import SystemCalls

/// What a switch's thread owns: its ports, and what it has learnt. IEEE 802.1D 7.7
struct SwitchCore {
    /// By number; `nil` where one is gone, and the next may be.
    private var ports: [(any Link)?] = []
    /// Those through a bad network, whose late frames nobody else sees to.
    private var impaired: [ImpairedLink] = []
    private var stations = StationTable()
    /// Links that get a copy of whatever comes in, and by which nothing does.
    private var mirrors: [any Link] = []

    /// The most frames of a port that are taken in a round.
    private static var frameLimit: Int { 64 }

    var links: [any Link] { ports.compactMap { $0 } + mirrors }

    mutating func add(_ link: any Link) {
        if let free = ports.firstIndex(where: { $0 == nil }) { ports[free] = link } else { ports.append(link) }
        if let link = link as? ImpairedLink { impaired.append(link) }
    }

    mutating func addMirror(_ link: any Link) { mirrors.append(link) }

    /// Passes on what has come.
    ///
    /// - Returns: whether more may be there.
    mutating func forward(now: UInt64) -> Bool {
        var isBusy = false
        for port in ports.indices {
            guard let link = ports[port] else { continue }
            do {
                if try forward(from: link, port, now: now) { isBusy = true }
            } catch {
                // A port at fault says so by losing frames; the others go on.
                guard error.code == .interfaceGone else { continue }
                ports[port] = nil
                stations.forget(port: port)
            }
        }
        dropDeafMirrors()
        for link in impaired { try? link.poll() }
        return isBusy
    }

    /// Takes out mirrors that are gone, and throws away what comes by the others.
    private mutating func dropDeafMirrors() {
        mirrors.removeAll { mirror in
            do throws(LinkError) {
                while try mirror.receive() != nil {}
                return false
            } catch {
                return error.code == .interfaceGone
            }
        }
    }

    private mutating func forward(from link: any Link, _ port: Int, now: UInt64) throws(LinkError) -> Bool {
        var count = 0
        while count < Self.frameLimit {
            guard let frame = try link.receive() else { return false }
            count &+= 1
            for mirror in mirrors { try? mirror.send(frame.bytes) }
            guard let ethernet = Layer<Ethernet>(frame.bytes) else { continue }
            stations.learn(ethernet.source, at: port, now: now)
            if let known = stations.port(of: ethernet.destination, now: now) {
                if known != port { try? ports[known]?.send(frame.bytes) }
                continue
            }
            for other in ports.indices where other != port { try? ports[other]?.send(frame.bytes) }
        }
        return true
    }

    /// When a frame that is late is due, in nanoseconds; `nil` when there is none.
    var nextDue: UInt64? { impaired.compactMap { $0.nextEvent.map(\.labNanoseconds) }.min() }
}

extension Timestamp {
    /// The moment of a clock that only goes forward, as impaired links of the lab have it.
    static var labNow: Timestamp {
        let (seconds, rest) = System.nanoseconds().quotientAndRemainder(dividingBy: 1_000_000_000)
        return Timestamp(seconds: Int64(seconds), nanoseconds: UInt32(rest))
    }

    /// In nanoseconds of that clock.
    var labNanoseconds: UInt64 { UInt64(seconds) &* 1_000_000_000 &+ UInt64(nanoseconds) }
}
