import Glibc

/// Whole messages over a descriptor.
enum Descriptor {
    /// Exactly so many octets; `nil` when there are no more. read(2)
    static func read(_ descriptor: Int32, _ count: Int) -> [UInt8]? {
        var octets = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let more = unsafe octets.withUnsafeMutableBytes { buffer -> Int in
                guard let start = buffer.baseAddress else { return 0 }
                return unsafe Glibc.read(descriptor, start + done, count - done)
            }
            if more < 0, errno == EINTR { continue }
            guard more > 0 else { return nil }
            done += more
        }
        return octets
    }

    /// All of the octets; `false` when nobody takes them. write(2)
    static func write(_ descriptor: Int32, _ octets: [UInt8]) -> Bool {
        var done = 0
        while done < octets.count {
            let more = unsafe octets.withUnsafeBytes { buffer -> Int in
                guard let start = buffer.baseAddress else { return 0 }
                return unsafe Glibc.write(descriptor, start + done, buffer.count - done)
            }
            if more < 0, errno == EINTR { continue }
            guard more > 0 else { return false }
            done += more
        }
        return true
    }
}
