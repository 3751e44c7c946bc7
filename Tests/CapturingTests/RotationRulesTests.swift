import Testing

@testable import Capturing

@Suite("Rotation of capture files")
struct RotationRulesTests {
    private static func rotation(size: UInt64? = nil, seconds: Int64? = nil, count: Int? = nil) -> RotationRules {
        var rotation = RotationRules()
        rotation.size = size
        rotation.seconds = seconds
        rotation.count = count
        return rotation
    }

    @Test("files by size are numbered from the second on, or with digits for all of -W (tcpdump(8), -C)")
    func bySize() {
        let endless = Self.rotation(size: 1000)
        #expect(endless.isRotating)
        #expect(
            [0, 1, 12].map { endless.name("a.pcapng", number: $0, time: 0) } == ["a.pcapng", "a.pcapng1", "a.pcapng12"])
        #expect(endless.next(after: 7) == 8)
        let ring = Self.rotation(size: 1000, count: 12)
        #expect([0, 11].map { ring.name("a", number: $0, time: 0) } == ["a00", "a11"])
        #expect(ring.next(after: 10) == 11 && ring.next(after: 11) == 0)
    }

    @Test("files by time are named by strftime(3) (tcpdump(8), -G)")
    func byTime() {
        let rotation = Self.rotation(seconds: 60)
        #expect(rotation.name("a-%s", number: 0, time: 1_800_000_000) == "a-1800000000")
        #expect(rotation.name("plain", number: 0, time: 1_800_000_000) == "plain")
        #expect(!Self.rotation().isRotating)
        #expect(Self.rotation().name("a-%s", number: 0, time: 0) == "a-%s")
    }
}
