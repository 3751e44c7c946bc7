import Foundation

/// A folder of a test's own, which goes with it.
public final class Folder: Sendable {
    public let path: String

    /// Makes it.
    public init() throws {
        path = NSTemporaryDirectory() + "ibuki-test-\(UUID().uuidString)/"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a file in it.
    public func file(_ name: String) -> String { path + name }
    /// The names of the files in it, in order.
    public var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}
