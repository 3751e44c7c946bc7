#if os(Linux)
    import Synchronization
    import SystemCalls

    /// The file that a stack's journal is written to.
    final class JournalFile: Sendable {
        /// No journal is longer, in octets, to be written or to be played.
        static let longest = 1 << 30

        private let path: String
        private let descriptor: Int32
        /// How many octets may still be written.
        private let room = Mutex(longest)

        /// - Throws: `CommandFailure` when the file cannot be made.
        init(_ path: String) throws {
            self.path = path
            do throws(ErrorNumber) { descriptor = try System.openForWriting(path) } catch {
                throw CommandFailure(error, path)
            }
        }

        deinit { try? System.closeDescriptor(descriptor) }

        /// Adds whole blocks. The first that cannot be written is the last that is tried: what is there can be played.
        func write(_ octets: [UInt8]) {
            room.withLock { room in
                guard room > 0 else { return }
                guard octets.count <= room else {
                    room = 0
                    return StandardError.print("ibuki: \(path): the journal ends here, with \(Self.longest) octets")
                }
                room -= octets.count
                do throws(ErrorNumber) { try System.write(descriptor, all: octets) } catch {
                    room = 0
                    StandardError.print("ibuki: \(path): the journal ends here: \(error)")
                }
            }
        }
    }
#endif
