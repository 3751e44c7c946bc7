import Foundation
import Testing

/// The program between two marks of a test's source, as a page shows it.
enum ShownProgram {
    /// - Parameter paths: what a test names by a variable and the page by a file's name.
    static func text(in file: String, paths: KeyValuePairs<String, String>) throws -> String {
        let source = try String(contentsOfFile: file, encoding: .utf8)
        let begin = try #require(source.firstRange(of: "// example begins\n"))
        let end = try #require(source.firstRange(of: "        // example ends"))
        var program = source[begin.upperBound..<end.lowerBound]
            .split(separator: "\n", omittingEmptySubsequences: false).map { $0.dropFirst(8) }.joined(separator: "\n")
        for (variable, name) in paths {
            program = program.replacing("path: \(variable)", with: "path: \"\(name)\"")
        }
        return program
    }
}
