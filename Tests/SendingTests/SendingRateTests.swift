#if os(Linux)
    import Testing

    @testable import Sending

    @Suite("Rates of sending")
    struct SendingRateTests {
        @Test(
            "a number without a unit is packets a second, and units are read whatever their case",
            arguments: [
                ("500", SendingRate.packets(perSecond: 500)), ("2.5kpps", .packets(perSecond: 2500)),
                ("10Mbit", .bits(perSecond: 1e7)), ("1gbps", .bits(perSecond: 1e9)),
            ])
        func parsing(_ text: String, _ rate: SendingRate) { #expect(SendingRate(text) == rate) }

        @Test("what is no rate is refused", arguments: ["", "pps", "0", "-1", "10furlong", "1e400", "1 kpps"])
        func refusal(_ text: String) { #expect(SendingRate(text) == nil) }

        @Test("a rate is missed by more than a hundredth, but no packet's delay by less than a millisecond misses one")
        func misses() {
            let rate = SendingRate.packets(perSecond: 10_000)
            // Three packets are due in 200 us; 6 us more is what one of them was late.
            #expect(!rate.isMissed(packets: 3, octets: 180, elapsed: 206_000))
            #expect(!rate.isMissed(packets: 3, octets: 180, elapsed: 1_200_000))
            #expect(rate.isMissed(packets: 3, octets: 180, elapsed: 1_200_001))
            // A second's worth, a hundredth late and later.
            #expect(!rate.isMissed(packets: 10_001, octets: 600_060, elapsed: 1_010_000_000))
            #expect(rate.isMissed(packets: 10_001, octets: 600_060, elapsed: 1_010_000_001))
            // Too early is no miss, and neither is one packet alone or none.
            #expect(!rate.isMissed(packets: 10_001, octets: 600_060, elapsed: 1))
            #expect(!rate.isMissed(packets: 1, octets: 60, elapsed: .max))
            #expect(!rate.isMissed(packets: 0, octets: 0, elapsed: .max))
            #expect(!SendingRate.top.isMissed(packets: 3, octets: 180, elapsed: .max))
        }

        @Test("bits a second are counted of all packets but the last, which leaves at the end")
        func bits() {
            // 101 packets of 125 octets: a hundred of them at 1 Mbit/s take 100 ms.
            let rate = SendingRate.bits(perSecond: 1e6)
            #expect(!rate.isMissed(packets: 101, octets: 12_625, elapsed: 101_000_000))
            #expect(rate.isMissed(packets: 101, octets: 12_625, elapsed: 101_000_001))
        }
    }
#endif
