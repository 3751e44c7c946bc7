import Foundation
import Script
import Testing

/// The scripts that lie beside the tests, and those that teach.
@Suite("Scripts")
struct ScriptFileTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    private static let folders = [
        root.appending(path: "Scripts"), root.appending(path: "../../Examples/Scripts").standardized,
    ]

    /// By their paths below the folder, such as `close/simultaneous.pkt`.
    private static let files: [String] = folders.flatMap { folder in
        (FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? [])
            .filter { $0.hasSuffix(".pkt") }.sorted()
    }

    /// Those that show something that the stack does not do yet: they say what is right, and fail.
    private static let failing: Set<String> = []

    private static func text(_ file: String) throws -> String {
        let paths = folders.map { $0.appending(path: file).path }
        let path = try #require(paths.first { FileManager.default.fileExists(atPath: $0) })
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    @Test("each runs as it says", arguments: files.filter { !failing.contains($0) })
    func runs(_ file: String) throws {
        do { try Script(try Self.text(file), name: file).run() } catch {
            Issue.record("\(error)")
        }
    }

    /// Those that name a family, or a message or a size that only IPv4 has, are what they are.
    private static let both = try? files.filter { file in
        let text = try text(file)
        return !failing.contains(file) && !text.contains("--ip_version") && !text.contains("frag_needed")
    }

    @Test("each runs over IPv6 too, where segments are 20 octets shorter", arguments: both ?? [])
    func runsOverIPv6(_ file: String) throws {
        let text = try Self.text(file).split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.contains(" > S") ? String($0.replacing("mss 1460", with: "mss 1440")) : String($0) }
            .joined(separator: "\n")
        var options = ScriptOptions()
        options.family = .ipv6
        do { try Script(text, name: file, options: options).run() } catch {
            Issue.record("\(error)")
        }
    }

    @Test("those that are known to fail do", arguments: failing.sorted())
    func fails(_ file: String) throws {
        let script = try Script(try Self.text(file), name: file)
        #expect(throws: ScriptError.self) { try script.run() }
    }
}
