package import Packets

/// What becomes of live packets that were chosen.
package protocol LivePacketSink: ~Copyable {
    /// Whether it shows what only the conversation table knows.
    var needsConversations: Bool { get }
    /// Whether it shows what lies behind the headers of a text protocol.
    var needsBodies: Bool { get }
    mutating func begin() throws
    mutating func packet(_ packet: inout PacketView) throws
    /// Writes out what is held back, so that a reader of the output sees it.
    mutating func flush() throws
    mutating func end() throws
    /// Has signals end the waiting for the reader of standard output.
    mutating func heed(_ patience: OutputPatience)
}

/// Who looks at every live packet, whatever is chosen to be shown.
package protocol PacketWatcher: AnyObject {
    var needsConversations: Bool { get }
    var needsBodies: Bool { get }
    /// How often it is asked to tell what it saw; only at the end when `nil`.
    var interval: Duration? { get }
    func watch(_ packet: inout PacketView)
    /// Tells what it saw until now.
    func report() throws
}

/// Shows nothing: for captures that only go to a file.
package struct SilentSink: LivePacketSink, ~Copyable {
    package init() {}
    package var needsConversations: Bool { false }
    package var needsBodies: Bool { false }
    package mutating func begin() {}
    package mutating func packet(_ packet: inout PacketView) {}
    package mutating func flush() {}
    package mutating func end() {}
    package mutating func heed(_ patience: OutputPatience) {}
}
