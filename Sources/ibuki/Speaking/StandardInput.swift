import SystemCalls

/// Standard input for async code: a thread reads it, so that nobody else is kept waiting.
enum StandardInput {
    /// Some octets; none at the end. A read that nobody waits for any more stays until there are some.
    static func read() async throws(ErrorNumber) -> [UInt8] {
        let result = await withCheckedContinuation { continuation in
            System.startThread(named: "input") {
                var buffer = [UInt8](repeating: 0, count: 65_536)
                var span = buffer.mutableSpan
                var bytes = unsafe span.mutableBytes
                let count = Result { () throws(ErrorNumber) in try System.read(0, into: &bytes) }
                continuation.resume(returning: count.map { Array(buffer[..<$0]) })
            }
        }
        return try result.get()
    }
}
