#if os(Linux)
    import NetStack
    import NetStackSockets
    import Packets
    import StackServices

    extension DriverSession {
        /// Serves by a stack of our own until a signal comes, and prints a line for each connection as it comes and as it goes.
        ///
        /// - Parameters:
        ///   - announcement: what is said when it begins.
        ///   - misbehaviors: what services do wrong on purpose, by their names.
        func serve(
            _ services: [any StackService], by voice: StackVoice, announced announcement: String,
            misbehaving misbehaviors: [String: Misbehavior] = [:], isQuiet: Bool, isJSON: Bool
        ) throws {
            let driver = voice.driver
            let (events, sink) = AsyncStream.makeStream(of: ServiceEvent.self, bufferingPolicy: .bufferingNewest(4096))
            try run {
                try await voice.begin()
                let host = try await ServiceHost(services, on: driver, misbehaving: misbehaviors) { sink.yield($0) }
                StandardError.print("ibuki: \(announcement); Ctrl-C ends it")
                let serving = Task {
                    await host.run()
                    sink.finish()
                }
                // A reader of the output that takes nothing keeps nobody waiting but itself.
                for await event in events where !isQuiet { try Self.print(event, isJSON) }
                await serving.value
            } stop: {
                await driver.shutDown()
            }
        }

        private static func print(_ event: ServiceEvent, _ isJSON: Bool) throws {
            guard isJSON else { return try StandardOutput().write(Array((event.line + "\n").utf8)) }
            var text = TextBuffer()
            event.object.write(into: &text)
            try StandardOutput().write(text.bytes)
        }
    }
#endif
