import ArgumentParser
import SystemCalls

/// The command `ibuki`.
@main
struct Ibuki: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "ibuki",
        abstract: "See, forge and speak packets at every layer.",
        discussion: HelpText.fitted(
            """
              ibuki                                opens the workbench on the lab; -i and -r open it on others
              ibuki web.pcapng                     shows a capture's packets, as 'ibuki read web.pcapng' does
            """),
        version: version,
        subcommands: [Read.self, ConversationsCommand.self, FollowCommand.self] + captureCommand + [Craft.self]
            + linuxCommands + [
                Serve.self, Protocols.self, Fields.self, Explain.self,
            ])

    /// Live packets come by Linux's packet sockets.
    private static var captureCommand: [any ParsableCommand.Type] {
        #if os(Linux)
            [Capture.self]
        #else
            []
        #endif
    }

    /// Those that need Linux.
    private static var linuxCommands: [any ParsableCommand.Type] {
        #if os(Linux)
            [
                WorkbenchCommand.self, Send.self, Ask.self, Replay.self, Interfaces.self, Routes.self, Neighbors.self,
                Sockets.self,
                Owners.self, StackCommand.self, Ping.self, Connect.self, HTTPCommand.self, LabCommand.self,
                RouteCommand.self, NamesCommand.self, DHCPCommand.self, Scan.self, TraceCommand.self, Listen.self,
                AfterRotation.self,
            ]
        #else
            []
        #endif
    }

    /// Runs the command that the arguments name, and ends with the status that the manual promises.
    static func main() {
        Signals.ignoreBrokenPipe()
        do {
            let words = try CommandWords.understood(Array(CommandLine.arguments.dropFirst()))
            var command = try parseAsRoot(words)
            try command.run()
        } catch {
            exit(with: error)
        }
    }

    private static func exit(with error: any Error) -> Never {
        if let failure = CommandFailure(error) {
            if !failure.message.isEmpty { StandardError.print("ibuki: \(failure.message)") }
            System.exit(failure.status)
        }
        let status = exitCode(for: error)
        var message = HelpText.wrappingUsage(fullMessage(for: error))
        if status.isSuccess {
            if CompletionScript.isWanted(by: CommandLine.arguments) { message = CompletionScript.completed(message) }
            do throws(CommandFailure) { try StandardOutput().write(Array((message + "\n").utf8)) } catch {
                exit(with: error)
            }
            System.exit(.done)
        }
        if !message.isEmpty { StandardError.print(message) }
        System.exit(status == .validationFailure ? .usage : ExitStatus(rawValue: status.rawValue) ?? .failed)
    }
}
