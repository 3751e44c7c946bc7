import Links
import Testing

@Suite("Batches of frames")
struct FrameBatchTests {
    private static func frames(_ batch: borrowing FrameBatch) -> [[UInt8]] {
        (0..<batch.count).map { batch[$0].copied() }
    }

    @Test("a frame that is repeated lies in the batch once and counts each time")
    func repeats() throws {
        var batch = FrameBatch(capacity: 64)
        batch.repeatLast(3)
        #expect(Self.frames(batch) == [])
        let frame = [UInt8](1...40)
        batch.append(frame.rawBytes)
        batch.repeatLast(2)
        // More than there was room for: what lies there moves and stays.
        batch.append(count: 100) { (octets) in octets.storeBytes(of: 9, toByteOffset: 99, as: UInt8.self) }
        batch.repeatLast(0)
        let octets = batch.byteCount
        #expect(octets == 3 * 40 + 100)
        #expect(Self.frames(batch) == [frame, frame, frame, [UInt8](repeating: 0, count: 99) + [9]])
        batch.removeAll()
        let (isEmpty, left) = (batch.isEmpty, batch.byteCount)
        #expect(isEmpty && left == 0)
        batch.append(([7] as [UInt8]).rawBytes)
        #expect(Self.frames(batch) == [[7]])
    }
}
