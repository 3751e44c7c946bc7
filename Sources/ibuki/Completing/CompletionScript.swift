import ArgumentParser

/// The scripts that have shells complete command lines. ArgumentParser makes them; what it does not know is added here: what
/// commands `help` explains, and that a file may stand in the place of a command.
enum CompletionScript {
    /// Whether the words ask for one.
    static func isWanted(by words: [String]) -> Bool {
        words.contains { $0.hasPrefix("--generate-completion-script") }
    }

    static func completed(_ script: String) -> String {
        let commands = Ibuki.configuration.subcommands.filter { $0.configuration.shouldDisplay }
            .compactMap { $0.configuration.commandName }.joined(separator: " ")
        if script.hasPrefix("#!/bin/bash") { return bash(script, commands) }
        if script.hasPrefix("#compdef") { return zsh(script, commands) }
        return fish(script, commands)
    }

    /// The last definition of a function holds.
    private static func bash(_ script: String, _ commands: String) -> String {
        script + """


            _ibuki_help() {
                [[ "${#COMP_WORDS[@]}" -le 3 ]] && __ibuki_add_completions -W '\(commands.split(separator: " ").joined(separator: "'$'\\n''"))'
            }

            _ibuki_or_file() {
                _ibuki "${@}"
                if [[ "${COMP_CWORD}" -eq 1 && "${2}" != -* ]]; then
                    local file
                    while IFS='' read -r file; do COMPREPLY+=("${file}"); done < <(compgen -f -- "${2}")
                fi
                # What an equals sign ends goes on.
                [[ "${#COMPREPLY[@]}" -eq 1 && "${COMPREPLY[0]}" = *= ]] && compopt -o nospace
                return 0
            }
            complete -o filenames -F _ibuki_or_file ibuki
            """
    }

    private static func zsh(_ script: String, _ commands: String) -> String {
        script.replacing("'*:subcommands:'", with: "'1:subcommand:(\(commands))'")
            .replacing(
                "        _describe -V subcommand subcommands && ret=0\n",
                with: "        _describe -V subcommand subcommands && ret=0\n        _files && ret=0\n",
                maxReplacements: 1)
    }

    private static func fish(_ script: String, _ commands: String) -> String {
        let isFirst = "__ibuki_should_offer_completions_for_positional"
        return script.replacing("(__ibuki_tokens -tC)", with: "(__ibuki_cursor)") + """


            # Where in the last word the cursor is; who asks with 'complete -C', without a terminal, has none: at its end.
            function __ibuki_cursor
                __ibuki_tokens -tC 2>/dev/null; or string length -- "$(commandline -t)"
            end

            complete -c 'ibuki' -n '\(isFirst) "ibuki help" -eq 1' -fa '\(commands)'
            complete -c 'ibuki' -n '\(isFirst) "ibuki" -eq 1' -F
            """
    }
}
