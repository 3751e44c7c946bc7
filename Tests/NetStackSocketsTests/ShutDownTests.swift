import NetStack
import NetStackSockets
import Packets
import Testing

@Suite("The end of a driver", .timeLimit(.minutes(5)))
struct ShutDownTests {
    @Test("whoever waits is told, however many, and the last of them takes the driver along")
    func waiting() async throws {
        for _ in 0..<200 {
            let driver = try StackDriver(StackConfiguration(secrets: StackSecrets(1, 2)))
            var waiting: [Task<SocketError.Code?, Never>] = []
            for port in UInt16(1)...4 {
                let listener = try await driver.listen(on: port)
                waiting.append(
                    Task {
                        await failure { _ = try await listener.accept() }
                    })
            }
            await driver.shutDown()
            for task in waiting { #expect(await task.value == .stopped) }
        }
    }
}
