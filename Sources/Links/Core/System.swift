#if os(Linux)
    // Its headers have the C library's types too: a release build wants both modules named.
    internal import CLinux
#endif
#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What the links share of the system's calls.
enum System {
    /// The number of the last failed call. errno(3)
    static var errorNumber: Int32 { errno }

    /// The system's words for an error number. strerror_r(3)
    static func describe(_ number: Int32) -> String {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let start = buffer.baseAddress else { return "error \(number)" }
            unsafe buffer.initialize(repeating: 0)
            guard unsafe strerror_r(number, start, 256) == 0 else { return "error \(number)" }
            return unsafe String(cString: start)
        }
    }

    /// The time of day. clock_gettime(2)
    static func wallClock() -> (seconds: Int64, nanoseconds: UInt32) {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return (Int64(time.tv_sec), UInt32(time.tv_nsec))
    }

    /// The names of the interfaces that there are. if_nameindex(3)
    static func interfaceNames() -> [String] {
        // The function has its structure's name; the type tells them apart.
        let answer: UnsafeMutablePointer<if_nameindex>? = unsafe if_nameindex()
        guard var entry = unsafe answer else { return [] }
        defer { unsafe if_freenameindex(answer) }
        var names: [String] = []
        while unsafe entry.pointee.if_index != 0, let name = unsafe entry.pointee.if_name {
            names.append(unsafe String(cString: name))
            unsafe entry += 1
        }
        return names
    }

    /// The index of an interface; `nil` when there is none of this name. if_nametoindex(3)
    static func interfaceIndex(_ name: String) -> UInt32? {
        let index = unsafe if_nametoindex(name)
        return index == 0 ? nil : index
    }

    /// Closes a descriptor; there is nobody to tell of a failure. close(2)
    static func closeDescriptor(_ descriptor: Int32) { _ = close(descriptor) }
}

/// Owns a descriptor.
struct Descriptor: ~Copyable {
    let number: Int32
    init(_ number: Int32) { self.number = number }
    deinit { System.closeDescriptor(number) }
}
