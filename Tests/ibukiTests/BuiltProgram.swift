#if os(Linux)
    import Foundation
    import SystemCalls

    /// The program that was built beside these tests.
    enum BuiltProgram {
        static let path = FileManager.default.isExecutableFile(atPath: CaptureCommand.path) ? CaptureCommand.path : nil
        static let isPossible = path != nil && (try? run("unshare -rn ip link show lo")) != nil
        static let hasPython = (try? run("command -v python3")) != nil
        static let reason = "needs the built program, ip(8) and a kernel that lets unshare(1) make namespaces"

        /// Runs a shell's lines; gives what they write and how they ended.
        static func outcome(_ lines: String) throws -> (output: String, status: Int32) {
            guard let pipe = unsafe popen("exec 2>&1; " + lines, "r") else { throw POSIXError(.EPIPE) }
            var octets: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65536)
            while true {
                let count = unsafe fread(&buffer, 1, buffer.count, pipe)
                if count == 0 { break }
                octets += buffer[..<count]
            }
            let status = unsafe pclose(pipe)
            return (String(decoding: octets, as: UTF8.self), status >> 8 & 0xff)
        }

        static func run(_ lines: String) throws -> String {
            let (output, status) = try outcome(lines)
            guard status == 0 else { throw POSIXError(.EIO) }
            return output
        }

        /// Runs the program in a small world: a pair of interfaces, addresses, routes, a neighbor.
        static func inWorld(_ arguments: String) throws -> (output: String, status: Int32) {
            let world = """
                ip link set lo up
                ip link add v0 address 02:00:00:00:00:01 type veth peer name v1
                ip link set v0 up && ip link set v1 up
                ip addr add 10.9.0.1/24 dev v0
                ip route add default via 10.9.0.254
                ip route add 10.21.0.0/16 nexthop via 10.9.0.253 weight 3 nexthop via 10.9.0.252
                ip route add blackhole 10.23.0.0/16
                ip route add prohibit 10.24.0.0/16
                ip neigh add 10.9.0.254 lladdr 02:00:00:00:00:fe dev v0 nud permanent
                """
            return try outcome("unshare -rn sh -ec '\(world)\n\(path ?? "") \(arguments)'")
        }
    }
#endif
