import Captures
import Links
import Packets
import SystemCalls

/// The file in which frames are kept that cannot be gone to where they come from: a pcapng capture, removed at the end. After an
/// end that nobody asked for it is still there, and the next start finds it.
struct Spool: ~Copyable {
    let file: FrameFile
    private var writer: PcapngWriter
    /// Octets of an enhanced packet block before the packet. (pcapng section 4.3)
    private static let headerLength: UInt64 = 28

    /// - Throws: `CaptureError`, or `ErrorNumber`.
    init() throws {
        let path = Self.freshPath()
        // What was captured is nobody else's matter.
        let descriptor = try System.createPrivately(path)
        var writer = PcapngWriter(FileSink(descriptor: descriptor, name: path, closesDescriptor: true))
        try writer.beginSection()
        try writer.flush()
        file = try FrameFile(path: path)
        self.writer = writer
    }

    /// Adds an interface, for frames that do not bring one.
    mutating func add(_ interface: CaptureInterface) throws { try writer.addInterface(interface) }

    /// Writes a frame.
    ///
    /// - Returns: the offset of its first octet.
    mutating func write(_ frame: CapturedFrame) throws -> UInt64 {
        try writer.write(frame)
        return writer.lastPacketOffset + Self.headerLength
    }

    /// Writes a frame that just came.
    mutating func write(_ frame: borrowing ReceivedFrame, interface: Int) throws -> UInt64 {
        let direction: PacketFlags.Direction =
            switch frame.details.direction {
            case .inbound: .inbound
            case .outbound: .outbound
            case nil: .unknown
            }
        try writer.write(
            frame.bytes, timestamp: frame.timestamp, originalLength: frame.originalLength, interface: interface,
            flags: PacketFlags(direction: direction))
        return writer.lastPacketOffset + Self.headerLength
    }

    /// What was written can be read from then on.
    mutating func flush() throws { try writer.flush() }

    /// The user's folder for what can be made anew, or that for files that pass.
    private static var folder: String {
        let caches = System.environment("XDG_CACHE_HOME") ?? System.environment("HOME").map { $0 + "/.cache" }
        if let folder = caches.map({ $0 + "/ibuki" }), System.makeFolder(folder) { return folder }
        return "/tmp"
    }

    private static let prefix = "ibuki-spool-"

    private static func freshPath() -> String {
        "\(folder)/\(prefix)\(System.processNumber)-\(UInt32.random(in: 0 ... .max)).pcapng"
    }

    /// The spools of programs that run no more.
    static func orphans() -> [String] {
        let folder = folder
        return System.names(in: folder).filter { name in
            guard name.hasPrefix(prefix) else { return false }
            let process = name.dropFirst(prefix.count).prefix { $0 != "-" }
            return Int32(process).map { $0 > 0 && !System.isRunning($0) } ?? false
        }.sorted().map { "\(folder)/\($0)" }
    }

    /// Removes the spools of this program: when it ends as it should.
    static func removeOwn() {
        let folder = folder
        for name in System.names(in: folder) where name.hasPrefix("\(prefix)\(System.processNumber)-") {
            System.remove("\(folder)/\(name)")
        }
    }
}
