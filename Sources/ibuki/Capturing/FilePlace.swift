import Captures
import Packets
import SystemCalls

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
        do {
            directory = try System.openDirectory(folder.isEmpty ? "." : folder)
        } catch {
            throw CommandFailure(error, folder.isEmpty ? "." : folder)
        }
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
        do {
            let descriptor = try System.openForWriting(name, in: directory)
            owner.own(descriptor)
            return descriptor
        } catch {
            throw CommandFailure(error, path(of: name))
        }
    }

    /// Waits until what was written is on the disk. fsync(2)
    func sync(_ descriptor: Int32, _ name: String, others: Bool) throws(CommandFailure) {
        guard System.isRegular(descriptor) else { return }
        do {
            try System.sync(descriptor, others: others)
        } catch {
            throw CommandFailure(error, path(of: name))
        }
    }
}
