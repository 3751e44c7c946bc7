/// A failed system call's error number. errno(3)
package struct ErrorNumber: Error, RawRepresentable, Hashable, CustomStringConvertible {
    package let rawValue: Int32
    package init(rawValue: Int32) { self.rawValue = rawValue }

    /// That of the last failed call of this thread.
    package static var last: ErrorNumber { ErrorNumber(rawValue: errno) }

    /// Whether a permission is missing.
    package var isPermission: Bool { rawValue == EACCES || rawValue == EPERM || rawValue == EROFS }

    /// The system's words for it. strerror_r(3)
    package var description: String {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let start = buffer.baseAddress else { return "error \(rawValue)" }
            unsafe buffer.initialize(repeating: 0)
            guard unsafe strerror_r(rawValue, start, 256) == 0 else { return "error \(rawValue)" }
            return unsafe String(cString: start)
        }
    }
}
