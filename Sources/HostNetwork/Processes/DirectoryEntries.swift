#if os(Linux)
    internal import CHostNetwork
    internal import SystemCalls
    internal import Packets

    /// Goes through directories of `/proc` with one buffer for all. getdents(2)
    struct DirectoryEntries {
        private var buffer = [UInt8](repeating: 0, count: 1 << 15)
        private let limit: Int

        init() { limit = buffer.count }

        /// Hands every entry whose name is a number to `body`: the number, and the name as the system takes it.
        ///
        /// - Returns: `false` when the directory cannot be read, or is gone.
        mutating func forEachNumber(
            in descriptor: Int32, _ body: (UInt32, UnsafePointer<CChar>) -> Void
        ) -> Bool {
            while true {
                let count = unsafe buffer.withUnsafeMutableBytes { octets -> Int in
                    guard let start = octets.baseAddress else { return 0 }
                    let count = unsafe chostnetwork_getdents64(descriptor, start, UInt(limit))
                    guard count > 0 else { return Int(count) }
                    unsafe Self.forEachNumber(UnsafeRawBufferPointer(rebasing: octets[..<min(Int(count), limit)]), body)
                    return Int(count)
                }
                if count <= 0 { return count == 0 }
            }
        }

        /// Goes through `linux_dirent64`s, behind each of which stands a name that ends with zero.
        private static func forEachNumber(
            _ octets: UnsafeRawBufferPointer, _ body: (UInt32, UnsafePointer<CChar>) -> Void
        ) {
            let fixed = MemoryLayout<chostnetwork_entry>.size
            var offset = 0
            while offset + fixed < octets.count {
                let length = Int(
                    unsafe octets.loadUnaligned(fromByteOffset: offset, as: chostnetwork_entry.self).length)
                guard length > fixed, offset + length <= octets.count else { return }
                var number: UInt32 = 0
                var place = offset + fixed
                while place < offset + length {
                    let digit = unsafe octets[place] &- 0x30
                    guard digit < 10 else { break }
                    number = number &* 10 &+ UInt32(digit)
                    place += 1
                }
                // A name is a number when it has a digit and ends behind the last, inside the entry.
                if place > offset + fixed, place < offset + length, unsafe octets[place] == 0,
                    let name = octets.baseAddress
                {
                    unsafe body(number, (name + offset + fixed).assumingMemoryBound(to: CChar.self))
                }
                offset += length
            }
        }
    }
#endif
