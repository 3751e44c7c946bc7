import HostNetwork
import Links

extension CommandFailure {
    /// What went wrong while packets were made ready or sent.
    static func sending(_ error: any Error) -> CommandFailure {
        switch error {
        case let error as LinkError:
            switch error.code {
            case .notPermitted:
                let hint = "run it with sudo, or 'sudo setcap cap_net_raw,cap_net_admin+ep' on the program"
                return CommandFailure(.notPermitted, "\(error); \(hint)")
            case .unsupported: return CommandFailure(.usage, error.description)
            default: return CommandFailure(.failed, error.description)
            }
        case let error as HostNetworkError:
            return CommandFailure(error.code == .notPermitted ? .notPermitted : .failed, error.description)
        default:
            return CommandFailure(error) ?? CommandFailure(.failed, "\(error)")
        }
    }
}
