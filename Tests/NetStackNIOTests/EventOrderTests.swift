import Testing

@Suite("What handlers hear, beside NIOPosix", .timeLimit(.minutes(5)))
struct EventOrderTests {
    @Test("by a stack and by the system's sockets it is the same, in the same order", arguments: Scenario.allCases)
    func same(_ scenario: Scenario) async throws {
        let expected = try await with(SystemTransport()) { try await scenario.run(on: $0) }
        #expect(expected.count > 3)
        for threads in [1, 2] {
            let seen = try await with(StackTransport(threads: threads)) { try await scenario.run(on: $0) }
            #expect(seen == expected, "\(threads) threads")
        }
    }
}
