#if os(Linux)
    internal import SystemCalls
    internal import Packets

    /// What is said of frames that were captured on `any`: the name of the interface that each crossed.
    struct AnyInterfaceNotes {
        /// By the interface's number. There are no more than the host has interfaces, which the kernel numbers.
        private var known: [UInt32: StoredFrameNotes] = [:]
        private static let unnamed = StoredFrameNotes(interfaceName: "any", comments: [])
        /// As many names are remembered; the numbers of interfaces that come and go are not used again.
        private static let limit = 4096

        /// Of a frame with its cooked header, version 2, which says the interface's number.
        mutating func notes(of frame: RawSpan) -> StoredFrameNotes {
            guard let header = Layer<LinuxCooked2>(frame) else { return Self.unnamed }
            let number = header.interface
            if let notes = known[number] { return notes }
            if known.count >= Self.limit { known.removeAll() }
            let notes = StoredFrameNotes(interfaceName: "any", deviceName: Self.name(number), comments: [])
            known[number] = notes
            return notes
        }

        /// if_indextoname(3)
        private static func name(_ number: UInt32) -> String? {
            var buffer = [CChar](repeating: 0, count: Int(IF_NAMESIZE))
            guard unsafe if_indextoname(number, &buffer) != nil else { return "#\(number)" }
            return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
#endif
