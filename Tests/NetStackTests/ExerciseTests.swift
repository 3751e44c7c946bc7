import Packets
import StackExercise
import Testing

@Suite("The stack: whatever may happen to it")
struct ExerciseTests {
    @Test(
        "frames that are changed, cut, doubled and lost, time that leaps and applications that do anything: nothing traps"
    )
    func random() {
        var random = SplitMix64(seed: 11)
        var outcome = StackExercise.Outcome()
        for _ in 0..<1000 {
            let input = (0..<400).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let result = StackExercise.run(input)
            outcome.delivered += result.delivered
            outcome.established += result.established
        }
        // Much of it gets somewhere.
        #expect(outcome.delivered > 10_000)
        #expect(outcome.established > 100)
    }
}
