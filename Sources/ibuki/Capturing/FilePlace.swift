import CLinux
import Captures
import Glibc
import Packets

/// Where a live capture's files are made: a directory that was opened while there was permission for it.
final class FilePlace {
    /// The directory; `nil` for standard output.
    let directory: Int32?
    /// What `-w` gave, without the directory.
    let baseName: String
    /// And what `-w` gave before it.
    let path: String

    init(path: String) throws(CommandFailure) {
        guard path != "-" else {
            directory = nil
            baseName = "-"
            self.path = ""
            return
        }
        let octets = Array(path.utf8)
        let slash = octets.lastIndex(of: 0x2f)
        let folder = slash.map { String(decoding: octets[...$0], as: UTF8.self) } ?? ""
        baseName = String(decoding: octets[(slash.map { $0 + 1 } ?? 0)...], as: UTF8.self)
        self.path = folder
        let descriptor = unsafe open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure(folder.isEmpty ? "." : folder) }
        directory = descriptor
        guard !baseName.isEmpty else {
            throw CommandFailure(.usage, "-w \(path.withVisibleControls): name a file, not a directory")
        }
    }

    deinit { if let directory { close(directory) } }

    /// The path of a file, for people and programs.
    func path(of name: String) -> String { path + name }

    /// Makes a file, or empties it. openat(2)
    func create(_ name: String, for owner: Identity) throws(CommandFailure) -> Int32 {
        guard let directory else { return 1 }
        let descriptor = unsafe openat(directory, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Self.failure(path(of: name)) }
        owner.own(descriptor)
        return descriptor
    }

    /// Whether a path leads to a regular file. stat(2)
    static func isRegular(_ path: String) -> Bool {
        var status = Glibc.stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Whether a descriptor is a regular file's, and not a pipe's or a terminal's.
    static func isRegular(_ descriptor: Int32) -> Bool {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Waits until what was written is on the disk. fsync(2)
    func sync(_ descriptor: Int32, _ name: String, others: Bool) throws(CommandFailure) {
        guard Self.isRegular(descriptor) else { return }
        if others, CLinux_sync_file_system(descriptor) == 0 { return }
        guard fsync(descriptor) == 0 else { throw Self.failure(path(of: name)) }
    }

    private static func failure(_ path: String) -> CommandFailure {
        let status: ExitStatus = errno == EACCES || errno == EPERM || errno == EROFS ? .notPermitted : .failed
        return CommandFailure(status, "\(path.withVisibleControls): \(unsafe String(cString: strerror(errno)))")
    }
}
