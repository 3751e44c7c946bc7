import Foundation
import Terminal
import Testing

@testable import Workbench

/// The page about the workbench. `IBUKI_WRITE_PAGES=1` writes its keys anew.
@Suite("The page about the workbench")
struct WorkbenchPageTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../Documentation/workbench.md"
    ).standardized
    private static let (begin, end) = ("<!-- keys -->\n", "<!-- end of keys -->\n")

    /// A table for what can be called everywhere, and one a view.
    private static var keys: String {
        func table(_ title: String, _ actions: [Action]) -> String {
            let rows = actions.map { action in
                let keys = action.command.keys.map { "`\($0.keys.map(\.description).joined(separator: " "))`" }
                let text = keys.joined(separator: " ").replacing("|", with: "\\|")
                return "| \(text) | \(action.command.title) | `\(action.command.name)` |\n"
            }
            return rows.isEmpty ? "" : "\n**\(title)**\n\n| keys | | command |\n|---|---|---|\n\(rows.joined())"
        }
        let everywhere = table("Everywhere", Action.all.filter { $0.command.contexts.isEmpty })
        return everywhere
            + BenchView.allCases.map { view in
                table(view.title, Action.all.filter { $0.command.contexts.contains { $0.view == view } })
            }.joined()
    }

    @Test("Its tables are the keys that there are")
    func keys() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let start = try #require(text.range(of: Self.begin)).upperBound
        let finish = try #require(text.range(of: Self.end)).lowerBound
        if ProcessInfo.processInfo.environment["IBUKI_WRITE_PAGES"] != nil {
            let whole = text[..<start] + Self.keys + "\n" + text[finish...]
            try String(whole).write(to: Self.page, atomically: true, encoding: .utf8)
        } else {
            #expect(text[start..<finish] == Self.keys + "\n", "IBUKI_WRITE_PAGES=1 writes them anew")
        }
    }
}
