#if os(Linux)
    import Foundation
    import Glibc

    /// A network of a test's own, with nothing in it: nobody else sees what happens there. network_namespaces(7)
    ///
    /// `unshare` moves one thread alone, so that what is done inside is done on a thread of its own; commands that it
    /// starts are inside too.
    enum NetworkNamespace {
        /// Why there can be none; `nil` where there can.
        static let hindrance: String? = {
            guard System.find("ip") != nil else { return "ip(8) is not installed" }
            let answer = try? run { 0 }
            return answer == nil ? "making a network namespace needs CAP_SYS_ADMIN" : nil
        }()

        static var isPossible: Bool { hindrance == nil }
        static let reason = "needs ip(8) and CAP_SYS_ADMIN, to make a network namespace"

        /// `unshare(2)` with `CLONE_NEWNET`, which the C library's module leaves out.
        private static func leave() throws {
            typealias Unshare = @convention(c) (Int32) -> Int32
            guard let symbol = unsafe dlsym(nil, "unshare") else { throw POSIXError(.ENOSYS) }
            guard unsafe unsafeBitCast(symbol, to: Unshare.self)(0x4000_0000) == 0 else { throw POSIXError(.EPERM) }
        }

        /// What a thread does.
        private final class Work {
            let body: () -> Void
            init(_ body: @escaping () -> Void) { self.body = body }
        }

        /// What a thread found: written before it ends, read after it was joined.
        private final class Answer<Value: Sendable>: @unchecked Sendable {
            var value: Result<Value, any Error>?
        }

        /// Does `body` in a new namespace.
        static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) throws -> Value {
            let answer = Answer<Value>()
            let work = Work {
                answer.value = Result {
                    try leave()
                    return try body()
                }
            }
            var thread = pthread_t()
            let pointer = unsafe Unmanaged.passRetained(work).toOpaque()
            let started = unsafe pthread_create(
                &thread, nil,
                { argument in
                    if let argument = unsafe argument {
                        unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
                    }
                    return nil
                }, pointer)
            guard started == 0 else { throw POSIXError(.EAGAIN) }
            pthread_join(thread, nil)
            guard let value = answer.value else { throw POSIXError(.EAGAIN) }
            return try value.get()
        }
    }

    /// Commands of the system.
    enum System {
        static func find(_ name: String) -> String? {
            ["/usr/sbin/", "/sbin/", "/usr/bin/", "/bin/"].map { $0 + name }.first { unsafe access($0, X_OK) == 0 }
        }

        struct Failed: Error { let command: String }

        /// Runs a command line; gives what it writes. popen(3), which starts it from the calling thread.
        @discardableResult
        static func run(_ command: String) throws -> String {
            guard let pipe = unsafe popen(command, "r") else { throw Failed(command: command) }
            var octets: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65536)
            while true {
                let count = unsafe fread(&buffer, 1, buffer.count, pipe)
                if count == 0 { break }
                octets += buffer[..<count]
            }
            guard unsafe pclose(pipe) == 0 else { throw Failed(command: command) }
            return String(decoding: octets, as: UTF8.self)
        }

        /// Runs a command line that writes a JSON array of objects.
        static func json(_ command: String) throws -> [JSON] {
            let text = try run(command)
            if text.isEmpty { return [] }
            return (try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]] ?? []).map(JSON.init)
        }
    }

    /// An object that another program wrote.
    struct JSON {
        let members: [String: Any]
        init(_ members: [String: Any]) { self.members = members }
        func text(_ key: String) -> String? { members[key] as? String }
        func number(_ key: String) -> Int? { (members[key] as? NSNumber)?.intValue }
        func texts(_ key: String) -> [String] { members[key] as? [String] ?? [] }
        func objects(_ key: String) -> [JSON] { (members[key] as? [[String: Any]] ?? []).map(JSON.init) }
        func object(_ key: String) -> JSON? { (members[key] as? [String: Any]).map(JSON.init) }
        func has(_ key: String) -> Bool { members[key] != nil }
    }
#endif
