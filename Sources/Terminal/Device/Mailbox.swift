internal import Synchronization
internal import SystemCalls

/// What other threads tell the one that draws.
public final class Mailbox<Message: Sendable>: Sendable {
    private let messages = Mutex<[Message]>([])
    private let ends: (reading: Int32, writing: Int32)

    public init() throws(TerminalError) {
        do throws(ErrorNumber) {
            ends = try System.openPipe()
        } catch {
            throw .failed("a pipe cannot be made: \(error)")
        }
    }

    deinit {
        try? System.closeDescriptor(ends.reading)
        try? System.closeDescriptor(ends.writing)
    }

    /// What poll(2) calls readable when there is a message.
    var descriptor: Int32 { ends.reading }

    /// Leaves a message.
    public func post(_ message: Message) {
        let isFirst = messages.withLock { messages in
            messages.append(message)
            return messages.count == 1
        }
        // A full pipe has said it already.
        if isFirst { _ = try? System.writeNow(ends.writing, [1]) }
    }

    /// Whether there is none for now.
    public var isEmpty: Bool { messages.withLock(\.isEmpty) }

    /// Waits until there is a message, and takes all that there are, in their order.
    ///
    /// - Parameter nanoseconds: no longer than that.
    public func wait(nanoseconds: UInt64? = nil) -> [Message] {
        _ = System.waitForAny([descriptor], isWriting: false, nanoseconds: nanoseconds)
        return take()
    }

    /// Takes all that there are, in their order.
    func take() -> [Message] {
        while let octets = (try? System.readNow(ends.reading, most: 64)) ?? nil, octets.count == 64 {}
        return messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }
}
