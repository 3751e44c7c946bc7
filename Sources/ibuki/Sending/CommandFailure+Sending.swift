import HostNetwork
import Links

extension CommandFailure {
    /// What went wrong while packets were made ready or sent.
    static func sending(_ error: any Error) -> CommandFailure {
        switch error {
        case let error as LinkError where error.code == .unsupported: CommandFailure(.usage, error.description)
        // That there is no route is no answer to what `send` was asked.
        case let error as HostNetworkError where error.code != .notPermitted:
            CommandFailure(.failed, error.description)
        default: CommandFailure(error) ?? CommandFailure(.failed, "\(error)")
        }
    }
}
