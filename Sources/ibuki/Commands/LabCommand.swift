#if os(Linux)
    import ArgumentParser
    import Lab
    import Packets

    /// `ibuki lab`: what is in the network inside this program.
    struct LabCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "lab",
            abstract: "Print the map of the network inside this program, in which commands speak by '-i lab'.",
            discussion: HelpText.fitted(
                """
                It needs no privilege, and is another one for each command: it begins and ends with it.

                  ibuki http http://web/ -i lab
                  ibuki ping far -i lab -c 5
                  ibuki connect echo 7 -i lab
                """))

        @OptionGroup var json: JSONOutput

        func run() throws {
            guard json.isWanted else { return try StandardOutput().write(Array(Lab.map.utf8)) }
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
    }
#endif
