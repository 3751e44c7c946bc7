#if os(Linux)
    import SystemCalls
    import Foundation
    import SystemCalls
    import Links
    import PrivateNetwork
    import Testing

    @testable import ibuki

    /// What a capture may still do once it has begun, and as whom.
    @Suite(
        "Capture: privileges", .blocking, .serialized,
        .enabled(if: CaptureCommand.refusal == nil, "\(CaptureCommand.refusal ?? "")"))
    struct PrivilegeTests {
        /// A folder that everybody may write in.
        private static func openFolder() throws -> Folder {
            let folder = try Folder()
            try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.path)
            return folder
        }

        /// Sends as many frames as fill two files of 10,000 octets, and more.
        private static func fill() throws {
            let sender = try PacketSocketLink("a0", options: .sending)
            for number in 0..<3 {
                try sender.send((0..<10).map { tcpFrame(UInt16(number * 10 + $0), payload: 1000) })
            }
        }

        private static func owner(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.ownerAccountID] as? Int
        }

        private static func text(_ path: String) throws -> String {
            try String(contentsOfFile: path, encoding: .utf8)
        }

        /// The user that nothing belongs to.
        private static let nobody: Int? = unsafe getpwnam("nobody").map { unsafe Int($0.pointee.pw_uid) }

        @Test(
            "--user makes the capture that user, and all of its files his",
            .enabled(if: Self.nobody != nil, "there is no user nobody"))
        func user() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let folder = try Self.openFolder()
                let capture = try CaptureCommand.start(
                    network, "-i", "b0", "-w", folder.file("a"), "-C", "0.01", "-U", "--user", "nobody")
                try Self.fill()
                let status = try Self.text("/proc/\(capture.processIdentifier)/status").split(separator: "\n")
                let number = Self.nobody ?? 0
                #expect(status.contains("Uid:\t\(number)\t\(number)\t\(number)\t\(number)"))
                for set in ["CapInh", "CapPrm", "CapEff", "CapAmb"] {
                    #expect(status.contains("\(set):\t0000000000000000"))
                }
                #expect(try CaptureCommand.stop(capture) == [30, 30, 0])
                #expect(folder.names.count >= 3)
                for name in folder.names { #expect(try Self.owner(folder.file(name)) == number, "\(name)") }
            }
        }

        @Test("--user with a name that nobody has, or without being root, is refused")
        func noSuchUser() throws {
            try PrivateNetwork.run { network in
                let unknown = try network.start(
                    CaptureCommand.path, ["capture", "-i", "lo", "--user", "no-such-user"])
                #expect(unknown.wait() == 2 && unknown.complaints.contains("no-such-user: no such user"))
                let other = try network.start(
                    "/usr/bin/setpriv",
                    [
                        "--reuid=65534", "--regid=65534", "--clear-groups", CaptureCommand.path, "capture", "-i", "lo",
                        "--user", "root",
                    ])
                #expect(other.wait() == 3 && other.complaints.contains("only root"))
            }
        }

        @Test("--after-rotation runs its command as the user behind sudo, without capabilities, on every file")
        func command() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let folder = try Self.openFolder()
                let script =
                    "id -u >>\(folder.file("user")); grep -h CapEff /proc/self/status >>\(folder.file("capabilities"))"
                let capture = try network.start(
                    "/usr/bin/env",
                    [
                        "SUDO_UID=65534", "SUDO_GID=65534", CaptureCommand.path, "capture", "-i", "b0", "-w",
                        folder.file("a"), "-C", "0.01", "-U", "--after-rotation",
                        "\(script); echo >>\(folder.file("names"))",
                    ])
                try capture.waitFor("listening on")
                try Self.fill()
                #expect(try CaptureCommand.stop(capture) == [30, 30, 0])
                // The capture ends when the commands have.
                let names = try Self.text(folder.file("names")).split(separator: "\n").map(String.init).sorted()
                #expect(names == ["a", "a1", "a2", "a3"].map { folder.file($0) })
                #expect(try Self.text(folder.file("user")) == String(repeating: "65534\n", count: 4))
                #expect(
                    try Set(Self.text(folder.file("capabilities")).split(separator: "\n")) == [
                        "CapEff:\t0000000000000000"
                    ])
            }
        }

        @Test("a command that is killed, fails or cannot be found leaves the capture as it is")
        func failingCommand() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let folder = try Folder()
                let capture = try CaptureCommand.start(
                    network, "-i", "b0", "-w", folder.file("a"), "-C", "0.01", "-U", "--after-rotation",
                    "kill -9 $$; no-such-program")
                try Self.fill()
                #expect(try CaptureCommand.stop(capture) == [30, 30, 0])
                #expect(folder.names == ["a", "a1", "a2", "a3"])
            }
        }

        /// A symbolic link in the rotation's directory leads out of it: only Landlock keeps what parses hostile octets from
        /// writing there.
        @Test(
            "with Landlock the capture writes nowhere but in its directory, with --after-rotation as without",
            .enabled(if: CLinux_landlock_version() >= 1, "this kernel has no Landlock"),
            arguments: [[], ["--after-rotation", "echo >>NAMES"]])
        func confined(options: [String]) throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let (folder, outside) = (try Folder(), try Folder())
                try "precious".write(toFile: outside.file("victim"), atomically: false, encoding: .utf8)
                try FileManager.default.createSymbolicLink(
                    atPath: folder.file("a1"), withDestinationPath: outside.file("victim"))
                let options = options.map { $0.replacing("NAMES", with: outside.file("names")) }
                let capture = try network.start(
                    CaptureCommand.path,
                    ["capture", "-i", "b0", "-w", folder.file("a"), "-C", "0.01", "-U"] + options)
                try capture.waitFor("listening on")
                try Self.fill()
                #expect(capture.wait() == 3)
                #expect(capture.complaints.contains("a1: Permission denied"))
                #expect(try Self.text(outside.file("victim")) == "precious")
                #expect(try FileFrame.all(folder.file("a")).count >= 9)
                // The command may open what it likes.
                if !options.isEmpty {
                    #expect(try Self.text(outside.file("names")).hasPrefix(folder.file("a") + "\n"))
                }
            }
        }
    }
#endif
