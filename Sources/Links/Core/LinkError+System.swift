internal import Packets
internal import SystemCalls

extension LinkError {
    /// The error for a call that failed with `number` while `action` (`open a packet socket`) was tried.
    ///
    /// - Parameter capability: what the process must have for it: `CAP_NET_RAW`.
    static func system(_ number: Int32, _ linkName: String, _ action: String, capability: String? = nil) -> LinkError {
        switch number {
        case EPERM, EACCES:
            let need = capability.map { "; it needs \($0)" } ?? ""
            return LinkError(.notPermitted, linkName: linkName, message: "not permitted to \(action)\(need)")
        case ENODEV, ENXIO:
            return LinkError(.interfaceGone, linkName: linkName, message: "the interface is gone")
        case ENETDOWN:
            return LinkError(.interfaceDown, linkName: linkName, message: "the interface is down")
        case ENOMEM:
            return LinkError(.noMemory, linkName: linkName, message: "no memory to \(action)")
        default:
            return LinkError(
                .systemFailed, linkName: linkName, message: "cannot \(action): \(ErrorNumber(rawValue: number))")
        }
    }

    /// The error for an interface that is not there: it names those that are, and the nearest.
    static func noSuchInterface(_ name: String) -> LinkError {
        let known = InterfaceNames.all()
        let near = Spelling.suggestions(for: name, among: known + ["any"])
        let hint = near.isEmpty ? "" : "did you mean \(near.joined(separator: " or "))? "
        let list =
            switch known.count {
            case 0: "there is none"
            case 1: "there is \(known[0])"
            default: "there are \(known.joined(separator: ", "))"
            }
        return LinkError(
            .noSuchInterface, linkName: name, message: "no such interface; \(hint)\(list)")
    }
}
