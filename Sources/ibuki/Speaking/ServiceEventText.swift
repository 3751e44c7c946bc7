import NetStack
import NetStackSockets
import Packets
import StackServices

extension ServiceEvent {
    /// A line for people: who came, or went, and what crossed.
    var line: String {
        let who = "\(service)  \(remote)"
        switch kind {
        case .opened: return "\(who)  opened"
        case .datagram: return "\(who)  datagram, \(Self.octets(received))"
        case .closed(let time, let failure):
            let reason = failure.map { "; \($0)" } ?? ""
            return "\(who)  closed after \(Self.seconds(time)), \(Self.octets(received)) in, \(sent) out\(reason)"
        }
    }

    /// The same as an object.
    var object: JSONObject {
        var object = JSONObject()
        object.add("service", service)
        object.add("address", "\(remote.address)")
        object.add("port", remote.port)
        switch kind {
        case .opened: object.add("event", "opened")
        case .datagram: object.add("event", "datagram")
        case .closed(let time, let failure):
            object.add("event", "closed")
            object.add("seconds", time)
            if let failure { object.add("reason", failure.code.description) } else { object.addNull("reason") }
        }
        if case .opened = kind { return object }
        object.add("received", received)
        object.add("sent", sent)
        return object
    }

    private static func octets(_ count: Int) -> String { count == 1 ? "1 octet" : "\(count) octets" }

    private static func seconds(_ time: Duration) -> String {
        let (seconds, attoseconds) = time.components
        let milliseconds = attoseconds / 1_000_000_000_000_000
        let digits = "\(milliseconds)"
        return "\(seconds).\(String(repeating: "0", count: 3 - digits.count))\(digits) s"
    }
}
