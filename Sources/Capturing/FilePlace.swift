#if os(Linux)
    internal import Packets
    internal import SystemCalls

    /// Where a live capture's files are made: a directory that was opened while there was permission for it.
    package final class FilePlace {
        /// The directory; `nil` for standard output.
        package let directory: Int32?
        /// What `-w` gave, without the directory.
        package let baseName: String
        /// And what `-w` gave before it.
        package let path: String

        package init(path: String) throws(CapturingError) {
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
                throw CapturingError(error, folder.isEmpty ? "." : folder)
            }
            guard !baseName.isEmpty else {
                throw CapturingError(.wrongRequest, "\(path.withVisibleControls): name a file, not a directory")
            }
        }

        deinit { if let directory { _ = close(directory) } }

        /// The path of a file, for people and programs.
        package func path(of name: String) -> String { path + name }

        /// Makes a file, or empties it. openat(2)
        func create(_ name: String, for owner: ProcessIdentity) throws(CapturingError) -> Int32 {
            guard let directory else { return 1 }
            do {
                let descriptor = try System.openForWriting(name, in: directory)
                owner.own(descriptor)
                return descriptor
            } catch {
                throw CapturingError(error, path(of: name))
            }
        }

        /// Waits until what was written is on the disk. fsync(2)
        func sync(_ descriptor: Int32, _ name: String, others: Bool) throws(CapturingError) {
            guard System.isRegular(descriptor) else { return }
            do {
                try System.sync(descriptor, others: others)
            } catch {
                throw CapturingError(error, path(of: name))
            }
        }
    }
#endif
