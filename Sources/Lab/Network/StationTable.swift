internal import Packets

/// Behind which port of a switch a station is, as its frames have shown. IEEE 802.1D 7.9
struct StationTable {
    /// How many stations are remembered. When there are more, those that were silent for long go; when there is none of these,
    /// all are forgotten and learnt anew: an enemy who invents addresses costs no memory.
    static let limit = 1024
    /// How long a silent station is remembered, in nanoseconds: IEEE 802.1D recommends five minutes.
    static let age: UInt64 = 300_000_000_000

    private struct Station {
        var port: Int
        var seen: UInt64
    }
    private var stations: [MACAddress: Station] = [:]

    var count: Int { stations.count }

    /// A frame of a station's came in by a port. An address of a group is nobody's.
    mutating func learn(_ station: MACAddress, at port: Int, now: UInt64) {
        guard !station.isMulticast else { return }
        if stations.count >= Self.limit, stations[station] == nil {
            stations = stations.filter { now &- $0.value.seen < Self.age }
            if stations.count >= Self.limit { stations.removeAll(keepingCapacity: true) }
        }
        stations[station] = Station(port: port, seen: now)
    }

    /// A port is gone, and with it who was behind it.
    mutating func forget(port: Int) { stations = stations.filter { $0.value.port != port } }

    /// Where a station is; `nil` where nobody knows, or the frame is for many.
    func port(of station: MACAddress, now: UInt64) -> Int? {
        guard !station.isMulticast, let found = stations[station], now &- found.seen < Self.age else { return nil }
        return found.port
    }
}
