import CAllocationCounter
import Testing

@Suite("Allocations")
struct AllocationTests {
    @Test("the counter counts what Swift allocates", .enabled(if: allocation_counter_works()))
    func counts() {
        let before = allocation_counter_value()
        let array = [UInt8](repeating: 7, count: Int.random(in: 100...200))
        #expect(allocation_counter_value() - before >= 1)
        #expect(array.count >= 100)
    }
}
