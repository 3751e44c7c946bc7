#if os(Linux)
    import ArgumentParser
    import Capturing
    import SystemCalls

    /// `ibuki _after-rotation`: runs a command on files that a capture has finished, and nothing else.
    ///
    /// The capture tells it whose command it is, the directory and the command, before there are packets; and then names.
    struct AfterRotation: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "_after-rotation", abstract: "Run a command on finished files.", shouldDisplay: false)

        func run() throws {
            let input = FinishedFiles.helperDescriptor
            // Ctrl-C and the terminal's end are for the capture, which has files left to finish; commands do not see the
            // socket.
            Signals.ignore([SIGINT, SIGHUP])
            _ = fcntl(input, F_SETFD, FD_CLOEXEC)
            guard let user = FinishedFiles.text(from: input), let folder = FinishedFiles.text(from: input),
                let command = FinishedFiles.text(from: input)
            else { return }
            try ProcessIdentity(user: user.isEmpty ? nil : user).assume()
            while let name = FinishedFiles.text(from: input) {
                guard FinishedFiles.isName(name) else { return }
                do throws(ErrorNumber) {
                    try ShellCommand.start(command, argument: folder + name)
                } catch {
                    StandardError.print("ibuki: \(command): \(error)")
                }
            }
            ShellCommand.waitForAll()
        }
    }
#endif
