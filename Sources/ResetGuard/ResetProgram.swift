#if os(Linux)
    internal import NetStack
    internal import Packets
    internal import SystemCalls

    /// The program that drops the kernel's RSTs where frames leave an interface, and its map of connections. The kernel takes
    /// both away when the process ends, however it ends. bpf(2)
    @safe final class ResetProgram {
        private let map: Int32
        private let library: BPFLibrary
        private let object: OpaquePointer
        private let link: Descriptor

        /// The program as it is compiled: `Program/reset-guard.c`.
        static var object: [UInt8] { PackageResources.reset_guard_o }

        /// `BPF_TCX_EGRESS`: Linux 6.6 and later.
        private static var egress: UInt32 { 47 }

        /// Loads the program and attaches it.
        ///
        /// - Throws: `Obstacle`, in words for people.
        init(onInterface index: UInt32) throws(Obstacle) {
            guard let library = unsafe BPFLibrary.shared else { throw Obstacle(text: "libbpf 1 is not installed") }
            let octets = Self.object
            guard let object = unsafe library.openObject(octets, octets.count, nil) else {
                throw Obstacle("libbpf takes no program")
            }
            unsafe self.library = library
            unsafe self.object = object
            do throws(Obstacle) {
                guard unsafe library.loadObject(object) == 0 else { throw Obstacle("the kernel takes no program") }
                guard let program = unsafe library.findProgram(object, "reset_guard"),
                    let map = unsafe library.findMap(object, "flows")
                else { throw Obstacle(text: "the program is not whole") }
                unsafe self.map = library.mapDescriptor(map)
                let number = unsafe library.createLink(
                    library.programDescriptor(program), Int32(bitPattern: index), Self.egress, nil)
                guard number >= 0 else { throw Obstacle("the kernel attaches no program (TCX, Linux 6.6)") }
                link = Descriptor(number)
            } catch {
                unsafe library.closeObject(object)
                throw error
            }
        }

        deinit { unsafe library.closeObject(object) }

        /// Why there is no program.
        struct Obstacle: Error {
            let text: String
            init(text: String) { self.text = text }
            /// With the system's reason.
            init(_ what: String) { text = "\(what): \(ErrorNumber.last)" }
        }

        /// Adds a connection, whose RSTs of the kernel's are dropped from now on.
        ///
        /// - Returns: whether there was room.
        func add(_ local: Endpoint, _ remote: Endpoint) -> Bool {
            let dropped: UInt64 = 0
            return unsafe withUnsafeBytes(of: dropped) { dropped in
                unsafe library.updateElement(map, Self.key(local, remote), dropped.baseAddress.unsafelyUnwrapped, 0)
                    == 0
            }
        }

        /// Takes a connection out.
        func remove(_ local: Endpoint, _ remote: Endpoint) {
            _ = unsafe library.deleteElement(map, Self.key(local, remote))
        }

        /// How many RSTs of a connection were dropped.
        func dropped(_ local: Endpoint, _ remote: Endpoint) -> UInt64 {
            var dropped: UInt64 = 0
            _ = unsafe library.findElement(map, Self.key(local, remote), &dropped)
            return dropped
        }

        /// A connection as the program's `struct flow` has it: addresses, IPv4's mapped, and ports, in the order of the wire.
        static func key(_ local: Endpoint, _ remote: Endpoint) -> [UInt8] {
            let addresses = [local, remote].map { IPv6Address($0.address) }
            let words = addresses.flatMap { [$0.high, $0.low] }.flatMap { word in
                (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
            }
            return words + [local, remote].flatMap { [UInt8($0.port >> 8), UInt8($0.port & 0xff)] }
        }
    }
#endif
