extension System {
    /// Opens a file for reading. open(2)
    package static func openForReading(_ path: String) throws(ErrorNumber) -> Int32 {
        try opened(unsafe open(path, O_RDONLY | O_CLOEXEC))
    }

    /// Creates a file, or empties it, for writing. open(2)
    package static func openForWriting(_ path: String) throws(ErrorNumber) -> Int32 {
        try opened(unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666))
    }

    /// Opens a directory, to make files in. open(2)
    package static func openDirectory(_ path: String) throws(ErrorNumber) -> Int32 {
        try opened(unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    }

    /// Creates a file in a directory, or empties it, for writing. openat(2)
    package static func openForWriting(_ name: String, in directory: Int32) throws(ErrorNumber) -> Int32 {
        try opened(unsafe openat(directory, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666))
    }

    /// Makes a file that is not there yet, which the user alone may read and write. open(2), `O_EXCL`
    package static func createPrivately(_ path: String) throws(ErrorNumber) -> Int32 {
        try opened(unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600))
    }

    private static func opened(_ descriptor: Int32) throws(ErrorNumber) -> Int32 {
        guard descriptor >= 0 else { throw .last }
        return descriptor
    }

    /// What a path leads to.
    package enum FileKind { case regular, directory, device, other }

    /// What a path leads to. stat(2)
    package static func kind(of path: String) throws(ErrorNumber) -> FileKind {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw .last }
        return switch status.st_mode & S_IFMT {
        case S_IFREG: .regular
        case S_IFDIR: .directory
        case S_IFCHR, S_IFBLK: .device
        default: .other
        }
    }

    /// A file's octets; `nil` when there are more than `limit`. read(2)
    package static func octets(of path: String, upTo limit: Int) throws(ErrorNumber) -> [UInt8]? {
        let descriptor = Descriptor(try openForReading(path))
        var octets: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            var span = buffer.mutableSpan
            var bytes = unsafe span.mutableBytes
            let count = try System.read(descriptor.number, into: &bytes)
            if count == 0 { return octets }
            guard octets.count + count <= limit else { return nil }
            octets += buffer[..<count]
        }
    }

    /// The size of a regular file in octets; `nil` for anything else. fstat(2)
    package static func regularFileSize(_ descriptor: Int32) -> UInt64? {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return UInt64(max(0, status.st_size))
    }

    /// Whether a descriptor is a regular file's, and not a pipe's or a terminal's. fstat(2)
    package static func isRegular(_ descriptor: Int32) -> Bool { regularFileSize(descriptor) != nil }

    /// Whether a path leads to a regular file. stat(2)
    package static func isRegular(_ path: String) -> Bool {
        (try? kind(of: path)) == .regular
    }

    /// Reads octets that begin at an offset of a file, and as many of them as there are. pread(2)
    ///
    /// - Returns: the octets read.
    package static func read(
        _ descriptor: Int32, at offset: UInt64, into buffer: inout MutableRawSpan
    ) throws(ErrorNumber) -> Int {
        var done = 0
        while done < buffer.byteCount {
            let count = unsafe buffer.withUnsafeMutableBytes { target in
                unsafe pread(
                    descriptor, target.baseAddress.map { unsafe $0 + done }, target.count - done,
                    off_t(clamping: offset &+ UInt64(done)))
            }
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw ErrorNumber.last }
            if count == 0 { break }
            done += count
        }
        return done
    }

    /// Removes a file, if it is there. unlink(2)
    package static func remove(_ path: String) { _ = unsafe unlink(path) }

    /// What is in a folder, by name; nothing where it cannot be read. readdir(3)
    package static func names(in folder: String) -> [String] {
        guard let stream = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { octets in
                unsafe String(decoding: octets.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Makes a folder for the user alone, and those that it is in. mkdir(2)
    ///
    /// - Returns: whether it is there.
    package static func makeFolder(_ path: String) -> Bool {
        if (try? kind(of: path)) == .directory { return true }
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return false }
        guard makeFolder(String(path[..<slash])) else { return false }
        return unsafe mkdir(path, 0o700) == 0
    }

    /// Tells the kernel that a file will be read from front to back. posix_fadvise(2)
    package static func adviseSequential(_ descriptor: Int32) {
        #if !canImport(Darwin)
            _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
        #endif
    }

    /// Waits until what was written to a file is on the disk; with `others`, what was written to others of its file system
    /// too. fsync(2), syncfs(2)
    package static func sync(_ descriptor: Int32, others: Bool = false) throws(ErrorNumber) {
        #if os(Linux)
            if others, CLinux_sync_file_system(descriptor) == 0 { return }
        #endif
        guard fsync(descriptor) == 0 else { throw .last }
    }
}
