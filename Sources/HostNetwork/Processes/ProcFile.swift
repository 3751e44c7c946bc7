#if os(Linux)
    internal import SystemCalls

    /// Reading the small files of `/proc`. proc(5)
    enum ProcFile {
        /// The beginning of a file; empty when it cannot be read.
        static func contents(of path: String, upTo limit: Int) -> [UInt8] {
            let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return [] }
            defer { close(descriptor) }
            return unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
                while count < limit, let start = buffer.baseAddress {
                    let more = unsafe read(descriptor, start + count, limit - count)
                    if more < 0, errno == EINTR { continue }
                    guard more > 0 else { return }
                    count += more
                }
            }
        }
    }
#endif
