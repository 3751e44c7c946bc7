#if os(Linux)
    import Capturing
    import Foundation
    import PrivateNetwork
    import SystemCalls
    import Testing

    /// Landlock binds the calling thread, so that a thread of the test's own can be bound and thrown away.
    @Suite("Sandbox", .blocking, .enabled(if: CLinux_landlock_version() >= 1, "this kernel has no Landlock"))
    struct SandboxTests {
        /// What happens to files on a thread that has entered the sandbox: the error numbers, 0 where there is none.
        private func attempt(writable: String?, _ attempts: [(path: String, flags: Int32)]) -> [Int32] {
            nonisolated(unsafe) var results: [Int32] = []
            let done = DispatchSemaphore(value: 0)
            let thread = Thread {
                let directory = writable.map { unsafe open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
                if CLinux_no_new_privileges() == 0 { Sandbox.enter(writable: directory) }
                for attempt in attempts {
                    let descriptor = unsafe open(attempt.path, attempt.flags, 0o600)
                    unsafe results.append(descriptor >= 0 ? 0 : errno)
                    if descriptor >= 0 { close(descriptor) }
                }
                if let directory { close(directory) }
                done.signal()
            }
            thread.start()
            done.wait()
            return unsafe results
        }

        @Test("files can be made in the one directory, and nothing else can be opened")
        func files() throws {
            let (inside, outside) = (try Folder(), try Folder())
            try "x".write(toFile: inside.file("old"), atomically: false, encoding: .utf8)
            let results = attempt(
                writable: inside.path,
                [
                    (inside.file("new"), O_WRONLY | O_CREAT | O_TRUNC), (inside.file("old"), O_WRONLY | O_TRUNC),
                    (inside.file("old"), O_RDONLY), (outside.file("new"), O_WRONLY | O_CREAT),
                    ("/etc/passwd", O_RDONLY), ("/proc/self/mem", O_RDONLY),
                ])
            #expect(results == [0, 0, EACCES, EACCES, EACCES, EACCES])
        }

        @Test("without a directory nothing can be opened at all")
        func nothing() throws {
            let folder = try Folder()
            #expect(
                attempt(writable: nil, [(folder.file("a"), O_WRONLY | O_CREAT), ("/etc/passwd", O_RDONLY)]) == [
                    EACCES, EACCES,
                ])
        }
    }
#endif
