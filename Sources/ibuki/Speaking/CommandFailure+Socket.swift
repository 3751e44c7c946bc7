import NetStack
import NetStackSockets

extension CommandFailure {
    /// Why a socket of our own stack did not do what it was asked, about `what`.
    init(_ error: SocketError, _ what: String) {
        let status: ExitStatus =
            switch error.code {
            case .refused, .timedOut, .unreachable, .reset: .noAnswer
            case .notPossible where error.reason?.code == .noRoute: .usage
            // Ended by who asked.
            case .cancelled, .stopped: .done
            default: .failed
            }
        self.init(status, status == .done ? "" : "\(what): \(error)")
    }
}
