#if os(Linux)
    import ArgumentParser
    import Captures
    import Lab
    import Links
    import Packets

    /// Where a live capture's packets come from.
    struct CaptureSources: ParsableArguments {
        @Option(
            name: [.customShort("i", allowingJoined: true), .customLong("interface")],
            help: ArgumentHelp(
                "An interface, its number in -D, any for all of them, or lab for the network inside this program. Repeatable.",
                valueName: "interface"),
            completion: .capturedInterface)
        var interfaces: [String] = []

        @Option(captureFilter: "The capture filter, as tshark takes it.") var filter: String?

        @Argument(help: ArgumentHelp("The capture filter.", valueName: "bpf"), completion: .captureFilter)
        var words: [String] = []

        @Option(
            name: .customShort("s", allowingJoined: true),
            help: ArgumentHelp("Keep at most this many bytes of each packet; 0 for all.", valueName: "bytes"))
        var snapLength: CountOrNone = 0

        @Option(
            name: .customShort("B", allowingJoined: true),
            help: ArgumentHelp(
                "The buffer for packets that wait to be read, in KiB. By default it holds a million small ones.",
                valueName: "KiB"))
        var buffer: WholeNumber<BufferSizes>?

        @Flag(name: .customShort("p"), help: "Take no packets that are for other hosts (no promiscuous mode).")
        var isSelfish = false

        @Option(
            name: .customShort("Q"),
            help: ArgumentHelp("Take only packets that come in, or go out.", valueName: "in|out"))
        var direction: Direction?

        @Flag(name: .customLong("immediate"), help: "Take each packet as soon as it comes.")
        var isImmediate = false

        @Flag(name: .customShort("D"), help: "List the interfaces.")
        var listsInterfaces = false

        @Flag(name: .customShort("L"), help: "List the link types of the interfaces.")
        var listsLinkTypes = false

        @Flag(
            name: .customLong("list-time-stamp-types"),
            help: "List who can say when packets cross the interfaces: their cards may be able to.")
        var listsTimestampTypes = false

        @Option(
            name: .customLong("time-stamp-type"),
            help: ArgumentHelp(
                "Who says when packets cross the interface: \(TimestampType.names).", valueName: "type"),
            completion: .list(TimestampType.allCases.map(\.rawValue)))
        var timestampType: TimestampType?

        /// Of a buffer, in KiB.
        enum BufferSizes: NumberBounds { static var range: ClosedRange<Int> { 1...1 << 30 } }

        enum Direction: String, ExpressibleByArgument, CaseIterable { case `in`, out, `inout` }

        func validate() throws {
            if filter != nil, !words.isEmpty {
                throw ValidationError(
                    "the capture filter is given twice: by -f and as '\(words.joined(separator: " "))'")
            }
            guard interfaces.contains(Lab.interfaceName) else { return }
            guard interfaces.count == 1 else { throw ValidationError("-i lab is watched alone") }
            guard snapLength.value == 0, direction == nil, timestampType == nil, !listsTimestampTypes else {
                throw ValidationError(
                    "-s, -Q and types of time stamps are for interfaces of this host, and not for -i lab")
            }
        }

        /// The capture filter; `nil` when there is none.
        var expression: String? {
            let text = filter ?? words.joined(separator: " ")
            return text.isEmpty ? nil : text
        }

        var effectiveSnapLength: Int { snapLength.value == 0 ? 262_144 : min(snapLength.value, 262_144) }

        /// How long the kernel may gather frames before it hands them over.
        var handoverDelay: Duration { isImmediate ? .milliseconds(1) : .milliseconds(20) }

        /// The octets of memory for all links: a million frames of 60 octets take 152 each.
        private static let defaultBuffer = 160 << 20

        /// Every interface that can be captured on, the most useful first.
        static func known() throws -> [InterfaceListing] { try InterfaceListing.all().filter(\.isNetworkInterface) }

        /// Which interface is captured on without `-i`: the first that is up and no loopback, as tcpdump takes it.
        private static func usual(_ known: [InterfaceListing]) throws -> InterfaceListing {
            let usual = known.first { $0.isUp && !$0.isLoopback && $0.name != "any" } ?? known.first { $0.isUp }
            guard let usual else { throw CommandFailure(.failed, "no interface is up; 'ibuki capture -D' lists them") }
            return usual
        }

        /// Which interface is captured on without `-i`, and why, in words.
        func explainChoice() throws -> String {
            let known = try Self.known()
            let usual = try Self.usual(known)
            let others = known.count { $0.name != "any" && $0.name != usual.name && $0.isUp && !$0.isLoopback }
            let reason =
                usual.isLoopback || usual.name == "any"
                ? "no other is up" : others == 0 ? "the only one that is up" : "the first of \(others + 1) that are up"
            return "without -i it is \(usual.name): \(reason); 'ibuki capture -D' lists all"
        }

        /// Whether packets of several interfaces come, so that lines name theirs.
        func hasSeveral(_ names: [String]) -> Bool { names.count > 1 || names == ["any"] }

        /// The interfaces to capture on.
        func names() throws -> [String] {
            let known = try interfaces.isEmpty || interfaces.contains { Int($0) != nil } ? Self.known() : []
            if interfaces.isEmpty { return [try Self.usual(known).name] }
            var names: [String] = []
            for name in interfaces {
                var name = name
                if let number = Int(name), !known.contains(where: { $0.name == name }),
                    known.indices.contains(number - 1)
                {
                    name = known[number - 1].name
                }
                if !names.contains(name) { names.append(name) }
            }
            return names
        }

        /// Opens the interfaces.
        func open(_ names: [String]) throws -> [any Link] {
            var options = PacketSocketOptions()
            options.snapLength = effectiveSnapLength
            options.ringSize = (buffer.map { $0.value << 10 } ?? Self.defaultBuffer) / (buffer == nil ? names.count : 1)
            options.handoverDelay = handoverDelay
            options.isPromiscuous = !isSelfish
            options.filter = expression
            options.timestampType = timestampType ?? .host
            switch direction {
            case .in: options.direction = .inbound
            case .out: options.direction = .outbound
            case .`inout`, nil: break
            }
            do {
                if names == [Lab.interfaceName] { return [try LabWatch(filter: expression)] }
                return try names.map { try PacketSocketLink($0, options: options) }
            } catch let error as LinkError {
                throw CommandFailure(error, in: expression ?? "")
            }
        }

        /// What a file says of a link.
        func interface(of link: any Link) -> CaptureInterface {
            var interface = CaptureInterface(
                linkType: link.linkType, snapLength: UInt32(effectiveSnapLength), name: link.name)
            interface.filter = expression
            return interface
        }
    }

    extension TimestampType {
        /// The names of all.
        static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
    }
#endif
