import Packets

/// Finds a plain literal, in which letters may be of either case, by looking for its rarest octet eight at a time.
struct LiteralFinder: Sendable {
    /// The octets, each with `folds` already set.
    private let octets: [UInt8]
    /// 0x20 for a letter of either case, else 0.
    private let folds: [UInt8]
    /// The place of the octet that is looked for.
    private let rarest: Int
    private let sought: UInt64
    private let soughtFold: UInt64

    /// The longest literal that is looked for like this; it bounds what one octet of input can cost.
    static let longest = 64

    /// - Returns: `nil` when the pattern is anything but a chain of single octets and letters of either case, empty or
    ///   longer than `longest`.
    init?(_ root: RegexNode) {
        guard let chain = root.chain, !chain.isEmpty, chain.count <= Self.longest else { return nil }
        var octets: [UInt8] = []
        var folds: [UInt8] = []
        for set in chain {
            let members = set.octets
            if members.count == 1 {
                octets.append(members[0])
                folds.append(0)
            } else if members.count == 2, members[0] ^ members[1] == 0x20, ByteSet.lower.contains(members[1]) {
                octets.append(members[1])
                folds.append(0x20)
            } else {
                return nil
            }
        }
        var rarest = 0
        for index in octets.indices where Self.frequency(octets[index]) < Self.frequency(octets[rarest]) {
            rarest = index
        }
        self.octets = octets
        self.folds = folds
        self.rarest = rarest
        sought = UInt64(octets[rarest]) &* 0x0101_0101_0101_0101
        soughtFold = UInt64(folds[rarest]) &* 0x0101_0101_0101_0101
    }

    /// Whether the literal occurs in `input`.
    ///
    /// - Parameter steps: what was looked at is added: words of eight octets, and octets compared.
    func occurs(in input: RawSpan, steps: inout Int) -> Bool {
        let last = input.byteCount - octets.count
        guard last >= 0 else { return false }
        var place = rarest
        let end = last + rarest
        while place <= end {
            if place + 8 <= input.byteCount {
                steps &+= 1
                let difference = (input.quad(place) | soughtFold) ^ sought
                // The classical test for a zero octet; a false positive costs only a comparison.
                guard (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080 != 0 else {
                    place &+= 8
                    continue
                }
                for candidate in place..<Swift.min(place + 8, end + 1)
                where matches(input, at: candidate &- rarest, steps: &steps) { return true }
                place &+= 8
            } else {
                if matches(input, at: place &- rarest, steps: &steps) { return true }
                place &+= 1
            }
        }
        return false
    }

    private func matches(_ input: RawSpan, at place: Int, steps: inout Int) -> Bool {
        guard input.octet(place &+ rarest) | folds[rarest] == octets[rarest] else { return false }
        for index in octets.indices {
            steps &+= 1
            if input.octet(place &+ index) | folds[index] != octets[index] { return false }
        }
        return true
    }

    /// A rough rank of how often an octet occurs in packets: zeros, blanks and vowels often, most others seldom.
    private static func frequency(_ octet: UInt8) -> Int {
        switch octet {
        case 0x00: 9
        case 0x20, 0xFF: 8
        case UInt8(ascii: "e"), UInt8(ascii: "t"), UInt8(ascii: "a"), UInt8(ascii: "o"), UInt8(ascii: "i"): 7
        case UInt8(ascii: "n"), UInt8(ascii: "s"), UInt8(ascii: "r"), UInt8(ascii: "c"), UInt8(ascii: "p"): 6
        case 0x61...0x7A: 5
        case 0x2D...0x3A: 4
        default: 2
        }
    }
}
