import Foundation
import Testing

/// The program between two marks of a test's source, as a page shows it: without the word that strict memory safety wants.
enum ShownProgram {
    /// - Parameters:
    ///   - name: what the marks call the program.
    ///   - paths: what a test names by a variable and the page by a file's name.
    static func text(
        in file: String, of name: String = "example", paths: KeyValuePairs<String, String>
    ) throws -> String {
        let source = try String(contentsOfFile: file, encoding: .utf8)
        let begin = try #require(source.firstRange(of: "// \(name) begins\n"))
        let end = try #require(source.firstRange(of: "// \(name) ends\n"))
        // The marks stand as far in as the program.
        let margin = source[..<begin.lowerBound].reversed().prefix { $0 == " " }.count
        var program = source[begin.upperBound..<end.lowerBound].dropLast(margin)
            .split(separator: "\n", omittingEmptySubsequences: false).map { $0.dropFirst(margin) }
            .joined(separator: "\n").replacing("unsafe ", with: "")
        for (variable, name) in paths {
            program = program.replacing("path: \(variable)", with: "path: \"\(name)\"")
        }
        return program
    }
}
