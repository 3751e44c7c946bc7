#if os(Linux)
    import Foundation
    import PrivateNetwork
    import Testing

    @testable import ibuki

    @Suite("Help")
    struct HelpTextTests {
        private static let text = """
            A paragraph that is wrapped in the source
            where the source's lines end.

              ibuki one                what it does
              ibuki two 'a  b' -c      something that is longer than the others are
              ibuki three --with many --options and 'a word that stays together' --at the end

            The end.
            """

        @Test("paragraphs are filled, and examples stand in one column with what they do")
        func wide() {
            #expect(
                HelpText.fitted(Self.text, width: 90) == """
                    A paragraph that is wrapped in the source where the source's lines end.

                      ibuki one            what it does
                      ibuki two 'a  b' -c  something that is longer than the others are
                      ibuki three --with many --options and 'a word that stays together' --at the end

                    The end.
                    """)
        }

        @Test("where a line is short, what an example does stands below it, and a command goes on in the next line")
        func narrow() {
            #expect(
                HelpText.fitted(Self.text, width: 40) == """
                    A paragraph that is wrapped in the
                    source where the source's lines end.

                      ibuki one  what it does
                      ibuki two 'a  b' -c
                          something that is longer than the
                          others are
                      ibuki three --with many --options \\
                          and \\
                          'a word that stays together' \\
                          --at the end

                    The end.
                    """)
        }

        @Test("how a command is used is wrapped between what stands in brackets")
        func usage() {
            #expect(
                HelpText.wrappingUsage(
                    "a\nUSAGE: ibuki ask <expression> [-i <interface>] [--timeout <time>]\n", width: 40)
                    == "a\nUSAGE: ibuki ask <expression>\n       [-i <interface>]\n       [--timeout <time>]\n")
        }

        @Test(
            "no line of any command's help is wider than the terminal",
            .enabled(if: BuiltProgram.path != nil, "needs the built program"), arguments: [60, 80, 132])
        func commands(width: Int) throws {
            let program = BuiltProgram.path ?? ""
            for name in [
                "read", "capture", "craft", "send", "ask", "replay", "interfaces", "routes", "neighbors", "sockets",
                "serve",
                "serve http", "protocols", "fields", "explain",
            ] {
                let help = try BuiltProgram.run("COLUMNS=\(width) \(program) help \(name)")
                for line in help.split(separator: "\n") {
                    // A word in quotes stays together, as wide as it is.
                    #expect(line.count <= width || line.contains("'") || line.contains("\""), "\(name): \(line)")
                }
            }
        }
    }

    @Suite(
        "Manual pages", .blocking,
        .enabled(
            if: BuiltProgram.path != nil && (try? BuiltProgram.run("command -v groff python3")) != nil,
            "needs groff and python3"))
    struct ManualTests {
        @Test("the manual pages are set without a warning, name no hidden command and say how the program ends")
        func pages() throws {
            let folder = try Folder()
            let script = URL(filePath: #filePath).deletingLastPathComponent().appending(
                path: "../../../Scripts/generate-manual")
            _ = try BuiltProgram.run("\(script.path()) \(folder.path) \(BuiltProgram.path ?? "")")
            let names = folder.names
            #expect(names.contains("ibuki.1") && names.contains("ibuki-read.1") && names.contains("ibuki-serve-http.1"))
            #expect(!names.contains { $0.contains("_") || $0.contains("help") })
            for name in names {
                let warnings = try BuiltProgram.run("groff -man -Tutf8 -ww \(folder.file(name)) 2>&1 >/dev/null")
                #expect(warnings.isEmpty, "\(name): \(warnings)")
                let text = try String(contentsOfFile: folder.file(name), encoding: .utf8)
                #expect(text.contains("EXIT STATUS\n.TP\n0\n") && text.contains("\n.TP\n5\n"))
                #expect(!text.contains("_owners") && !text.contains("_after"))
            }
        }
    }
#endif
