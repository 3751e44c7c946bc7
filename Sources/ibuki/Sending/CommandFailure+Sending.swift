import HostNetwork
import Links
import Packets

extension CommandFailure {
    /// What went wrong while packets were made ready or sent.
    ///
    /// - Parameter expression: what the packets were crafted from.
    static func sending(_ error: any Error, _ expression: String? = nil) -> CommandFailure {
        switch error {
        case let error as ForgeError: CommandFailure(error, in: expression ?? "")
        case let error as LinkError where error.code == .unsupported: CommandFailure(.usage, error.description)
        // That there is no route is no answer to what `send` was asked.
        case let error as HostNetworkError where error.code != .notPermitted:
            CommandFailure(.failed, error.description)
        default: CommandFailure(error) ?? CommandFailure(.failed, "\(error)")
        }
    }
}
