import Foundation

/// A program that runs beside the test, in the network namespace of the thread that starts it. (Foundation's own `Process`
/// waits in vain on such a thread.) posix_spawn(3)
public final class RunningProgram {
    /// Its number.
    public let processIdentifier: Int32
    private let output: String
    private let errors: String
    private var ending: Int32?

    /// Starts a program, found where the shell would, in the namespace of the calling thread.
    public init(_ program: String, _ arguments: [String]) throws {
        let base = NSTemporaryDirectory() + "ibuki-test-\(UUID().uuidString)"
        (output, errors) = (base + ".out", base + ".err")
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT, 0o600)
        // The threads of a test block signals, and the program would inherit that.
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        defer { unsafe words.indices.forEach { unsafe free(words[$0]) } }
        var identifier: Int32 = 0
        let result = unsafe posix_spawnp(&identifier, program, &actions, &attributes, &words, environ)
        guard result == 0 else { throw Failure("\(program): \(unsafe String(cString: strerror(result)))") }
        processIdentifier = identifier
    }

    deinit {
        if isRunning {
            signal(SIGKILL)
            _ = wait()
        }
        unsafe unlink(output)
        unsafe unlink(errors)
    }

    /// What it has printed so far.
    public var printed: String { (try? String(contentsOfFile: output, encoding: .utf8)) ?? "" }
    /// What it has written to standard error so far.
    public var complaints: String { (try? String(contentsOfFile: errors, encoding: .utf8)) ?? "" }

    /// Whether it has not ended yet. waitpid(2)
    public var isRunning: Bool {
        guard ending == nil else { return false }
        var status: Int32 = 0
        if unsafe waitpid(processIdentifier, &status, WNOHANG) == processIdentifier { ending = status }
        return ending == nil
    }

    /// Sends it a signal. kill(2)
    public func signal(_ number: Int32) { kill(processIdentifier, number) }

    /// Waits until standard error, or standard output, holds `text`.
    public func waitFor(_ text: String, seconds: Double = 60) throws {
        let end = Date(timeIntervalSinceNow: seconds)
        while !complaints.contains(text), !printed.contains(text) {
            guard Date() < end, isRunning else { throw Failure("'\(text)' was awaited, there is: \(complaints)") }
            usleep(5000)
        }
    }

    /// Waits for its end.
    ///
    /// - Returns: its exit status; 128 and the signal's number when a signal ended it.
    public func wait() -> Int32 {
        var status: Int32 = 0
        while ending == nil {
            if unsafe waitpid(processIdentifier, &status, 0) == processIdentifier { ending = status }
        }
        let ending = ending ?? 0
        return ending & 0x7f == 0 ? ending >> 8 & 0xff : 128 + ending & 0x7f
    }

    /// Waits for its end and gives what it printed; throws what it complained of when it ended otherwise.
    public func finish(expecting status: Int32 = 0) throws -> String {
        let ending = wait()
        guard ending == status else { throw Failure("ended with \(ending): \(complaints)") }
        return printed
    }
}
