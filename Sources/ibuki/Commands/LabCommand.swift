#if os(Linux)
    import ArgumentParser
    import Lab
    import Links
    import Packets
    import SystemCalls

    /// `ibuki lab`: what is in the network inside this program, which it serves to others.
    struct LabCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "lab",
            abstract: "Print the map of the network inside this program, and let commands of other terminals into it.",
            discussion: HelpText.fitted(
                """
                While it runs, what is said by '-i lab' in any terminal of the same user is said in one lab, and seen there.
                Without it each command has a lab of its own, which begins and ends with it. Neither needs a privilege.

                  ibuki lab                             in one terminal
                  ibuki capture -i lab                  in another: what crosses the switch
                  ibuki http http://web/ -i lab         in a third
                  ibuki lab --map                       the map, and no more

                Ctrl-C ends it.
                """))

        @Flag(help: "Print the map, and let nobody in.") var map = false
        @OptionGroup var json: JSONOutput

        func run() throws {
            if json.isWanted { return try list() }
            try StandardOutput().write(Array(Lab.map.utf8))
            if !map { try serve() }
        }

        private func list() throws {
            var text = TextBuffer()
            for host in LabHost.all {
                var object = JSONObject()
                object.add("name", host.name)
                object.add("ipv4", "\(host.ipv4)")
                object.add("ipv6", "\(host.ipv6)")
                object.add("purpose", host.purpose)
                object.write(into: &text)
            }
            try StandardOutput().write(text.bytes)
        }

        private func serve() throws {
            // Made before any thread is, so that signals come here alone.
            let signals = try SignalInbox()
            let waiter = try LinkWaiter()
            let lab = try Lab()
            let door = try LabDoor(to: lab)
            Task { try await lab.startWithTLS() }
            StandardError.print("ibuki: served at \(door.path); Ctrl-C ends it")
            while signals.next() != .stop {
                _ = try waiter.wait(for: [], or: door.descriptors + [signals.descriptor], until: door.deadline)
                door.attend()
            }
        }
    }
#endif
