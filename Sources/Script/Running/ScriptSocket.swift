import NetStack
import Packets

/// A socket of a script's application.
struct ScriptSocket {
    enum State {
        /// Neither listening nor connected.
        case fresh
        case listening(ListenerHandle)
        case connection(ConnectionHandle)
        case datagrams(DatagramHandle)
    }

    var isStream: Bool
    var isNonBlocking: Bool
    var state = State.fresh
    /// Where `bind` put it.
    var port: UInt16?
    var address: IPAddress?
    /// To whom `connect` leads.
    var remote: Endpoint?
    /// Which of the flows is its conversation.
    var flow: Int?
    /// What was set before there was a connection to have it.
    var options: [ConnectionOption] = []
    var keepAlive = KeepAliveChoice()
    /// What was set, by the option's name.
    var values: [String: Int64] = [:]
    var cannotRead = false
    var cannotWrite = false
    /// Whether the application has heard that the connection is there, or why it is not.
    var hasConnected = false
    var hasFailed = false
    /// Whether the peer has finished.
    var hasFinished = false

    var connection: ConnectionHandle? {
        if case .connection(let handle) = state { return handle }
        return nil
    }
}

/// How a call ended.
enum CallOutcome: Equatable {
    case value(Int64)
    case error(String)
    /// It would wait.
    case waits
}

/// A call that waits.
struct PendingCall {
    var call: SystemCall
    var eventTime: Int64
    /// When it is to be done, in nanoseconds from the script's beginning.
    var end: Int64
    /// Octets that were written or read so far.
    var progress = 0
}
