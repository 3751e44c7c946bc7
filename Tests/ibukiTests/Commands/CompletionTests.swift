#if os(Linux)
    import Foundation
    import PacketProtocols
    import Packets
    import PrivateNetwork
    import Testing

    @testable import ibuki

    /// The generated scripts, run by the shells that they are for.
    @Suite("Completion", .blocking, .enabled(if: BuiltProgram.path != nil, "needs the built program"))
    struct CompletionTests {
        private static let folder = URL(filePath: BuiltProgram.path ?? "").deletingLastPathComponent().path()

        private static func has(_ shell: String) -> Bool {
            ((try? BuiltProgram.outcome("command -v \(shell)"))?.status ?? 1) == 0
        }

        /// Runs a shell's lines in a directory with some files, with the program's script at hand.
        private static func run(_ shell: String, _ lines: String) throws -> [Substring] {
            let work = try Folder()
            try Data().write(to: URL(filePath: work.file("web.pcapng")))
            try Data().write(to: URL(filePath: work.file("with blank.pcap")))
            try lines.write(toFile: work.file("lines"), atomically: true, encoding: .utf8)
            let (output, _) = try BuiltProgram.outcome(
                "cd \(work.path); export PATH=\(folder):$PATH; "
                    + "ibuki --generate-completion-script \(shell) >script; \(shell) lines")
            return output.split(separator: "\n")
        }

        /// What bash offers for the last of some words.
        private static func bash(_ words: String) throws -> [Substring] {
            try run(
                "bash",
                """
                source ./script
                compopt() { :; }
                COMP_WORDS=(\(words))
                COMP_LINE="${COMP_WORDS[*]}"
                COMP_POINT=${#COMP_LINE}
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                current=${COMP_WORDS[COMP_CWORD]}
                _ibuki_or_file ibuki "${current#[\\"\\']}" "${COMP_WORDS[COMP_CWORD - 1]}"
                printf '%s\\n' "${COMPREPLY[@]}"
                """)
        }

        /// What fish offers, without what it says of each.
        private static func fish(_ line: String) throws -> [Substring] {
            try run("fish", "source ./script\ncomplete -C \(line)").map { $0.prefix { $0 != "\t" } }
        }

        /// The command line that zsh makes of one when the key is pressed.
        private static func zsh(_ lines: [String]) throws -> String {
            try run(
                "zsh",
                """
                mkdir functions; cp script functions/_ibuki
                zmodload zsh/zpty
                zpty shell zsh -f -i
                zpty -w shell "stty cols 200; fpath=($PWD/functions \\$fpath); PATH=$PATH; PS1=; autoload -U compinit"
                zpty -w shell "compinit -u -d $PWD/dump; bindkey '^I' complete-word"
                zpty -w shell "print READY"
                while zpty -r shell line; do [[ "$line" = *READY* && "$line" != *print* ]] && break; done
                for line in \(lines.map { "'\($0)'" }.joined(separator: " ")); do
                    zpty -n -w shell "$line"$'\\t'
                    sleep 2
                    zpty -n -w shell $'\\C-u'
                done
                sleep 1
                while zpty -r -t shell line; do print -r -- "$line"; done
                """
            ).joined(separator: "\n")
        }

        /// What is typed, and what must be among the offers.
        private static let cases: [(typed: String, offered: [String])] = [
            ("ibuki rea", ["read"]), ("ibuki we", ["web.pcapng"]), ("ibuki help ca", ["capture"]),
            ("ibuki read we", ["web.pcapng"]), ("ibuki read -r we", ["web.pcapng"]),
            ("ibuki read -w wi", ["with blank.pcap"]), ("ibuki replay we", ["web.pcapng"]),
            ("ibuki send -r we", ["web.pcapng"]), ("ibuki capture -i l", ["lo"]), ("ibuki capture -i an", ["any"]),
            ("ibuki send -i l", ["lo"]), ("ibuki routes -i l", ["lo"]), ("ibuki interfaces l", ["lo"]),
            ("ibuki read -O tl", ["tls"]), ("ibuki read -e tcp.po", ["tcp.port"]), ("ibuki read -e tc", ["tcp"]),
            ("ibuki read -Y ip.tt", ["ip.ttl"]), ("ibuki send --set ip.tt", ["ip.ttl="]),
            ("ibuki read -d tcp.po", ["tcp.port=="]), ("ibuki read -T js", ["json"]), ("ibuki read -t e", ["e"]),
            ("ibuki sockets --state time", ["time-wait"]), ("ibuki neighbors --state re", ["reachable"]),
            ("ibuki sockets sock.por", ["sock.port"]), ("ibuki explain tcp.flags.sy", ["tcp.flags.syn"]),
            ("ibuki fields dn", ["dns"]), ("ibuki capture --time-stamp-type ad", ["adapter"]),
        ]

        @Test(
            "bash is offered files, interfaces, protocols, fields, states and commands where they stand",
            .enabled(if: has("bash"), "bash is not installed"), arguments: cases)
        func bash(typed: String, offered: [String]) throws {
            let offers = try Self.bash(typed)
            for word in offered { #expect(offers.contains(Substring(word)), "\(typed): \(offers.prefix(20))") }
        }

        @Test(
            "fish is offered the same", .enabled(if: has("fish"), "fish is not installed"),
            arguments: cases + [
                ("ibuki read -d tcp.port==80,htt", ["tcp.port==80,http"]), ("ibuki read -O ip,tl", ["ip,tls"]),
                ("ibuki read -Y \"tcp and ip.tt", ["tcp and ip.ttl"]), ("ibuki ask --interface=l", ["--interface=lo"]),
            ])
        func fish(typed: String, offered: [String]) throws {
            let offers = try Self.fish("'\(typed)'")
            for word in offered { #expect(offers.contains(Substring(word)), "\(typed): \(offers.prefix(20))") }
        }

        @Test("a filter's last word goes on behind what stands before it")
        func filters() throws {
            let words = Candidates.filters(after: "tcp.port == 443 and (ip.tt", in: .standard)
            #expect(words == ["tcp.port == 443 and (ip.ttl"])
            #expect(try Self.bash("ibuki read -Y \\'\"tcp and ip.tt\"").contains("tcp and ip.ttl"))
            #expect(Candidates.filters(after: "!tl", in: .standard) == ["!tls"])
        }

        @Test(
            "zsh goes on with files, interfaces, fields, states and commands where they stand",
            .enabled(if: has("zsh"), "zsh is not installed")
        )
        func zsh() throws {
            let output = try Self.zsh([
                "ibuki help ca", "ibuki read we", "ibuki capture -i l", "ibuki read -e ip.tt",
                "ibuki sockets --state time-w",
                "ibuki we", "ibuki read -d tcp.port==80,htt", "ibuki read -O ip,tl",
            ])
            for line in [
                "ibuki help capture", "ibuki read web.pcapng", "ibuki capture -i lo", "ibuki read -e ip.ttl",
                "ibuki sockets --state time-wait", "ibuki web.pcapng", "tcp.port==80,http", "ip,tls",
            ] {
                #expect(output.contains(line), "\(line): \(output)")
            }
        }
    }
#endif
