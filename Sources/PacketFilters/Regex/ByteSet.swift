/// A set of octets: one bit for each.
struct ByteSet: Hashable, Sendable {
    private var low: UInt64 = 0
    private var middle: UInt64 = 0
    private var high: UInt64 = 0
    private var top: UInt64 = 0

    init() {}

    init(_ octet: UInt8) { insert(octet) }

    init(_ ranges: ClosedRange<UInt8>...) {
        for range in ranges { insert(range) }
    }

    func contains(_ octet: UInt8) -> Bool {
        let bit: UInt64 = 1 &<< UInt64(octet & 63)
        switch octet &>> 6 {
        case 0: return low & bit != 0
        case 1: return middle & bit != 0
        case 2: return high & bit != 0
        default: return top & bit != 0
        }
    }

    mutating func insert(_ octet: UInt8) {
        let bit: UInt64 = 1 &<< UInt64(octet & 63)
        switch octet &>> 6 {
        case 0: low |= bit
        case 1: middle |= bit
        case 2: high |= bit
        default: top |= bit
        }
    }

    mutating func insert(_ range: ClosedRange<UInt8>) {
        for octet in range { insert(octet) }
    }

    mutating func formUnion(_ other: ByteSet) {
        low |= other.low
        middle |= other.middle
        high |= other.high
        top |= other.top
    }

    var inverted: ByteSet {
        var set = ByteSet()
        (set.low, set.middle, set.high, set.top) = (~low, ~middle, ~high, ~top)
        return set
    }

    /// The set with both cases of every ASCII letter in it.
    var caseFolded: ByteSet {
        let letters: UInt64 = 0x07FF_FFFE
        let folded = (middle | middle &>> 32) & letters
        var set = self
        set.middle |= folded | folded &<< 32
        return set
    }

    var count: Int { low.nonzeroBitCount + middle.nonzeroBitCount + high.nonzeroBitCount + top.nonzeroBitCount }

    /// The octets, ascending.
    var octets: [UInt8] { (0...255).filter(contains) }

    static let all = ByteSet().inverted
    static let digits = ByteSet(0x30...0x39)
    static let upper = ByteSet(0x41...0x5A)
    static let lower = ByteSet(0x61...0x7A)
    /// `\w`: ASCII letters, digits and `_`.
    static let word = ByteSet(0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A)
    /// `\s`: space and the controls from tab to carriage return.
    static let space = ByteSet(0x09...0x0D, 0x20...0x20)
    /// `\h`: space, tab and the no-break space.
    static let horizontalSpace = ByteSet(0x09...0x09, 0x20...0x20, 0xA0...0xA0)
    /// `\v`: line feed to carriage return and the next-line control.
    static let verticalSpace = ByteSet(0x0A...0x0D, 0x85...0x85)
    static let lineFeed = ByteSet(0x0A)

    /// A POSIX class by its name, such as `alpha`; `nil` when there is none.
    static func posix(_ name: String) -> ByteSet? {
        switch name {
        case "alpha": ByteSet(0x41...0x5A, 0x61...0x7A)
        case "digit": digits
        case "alnum": ByteSet(0x30...0x39, 0x41...0x5A, 0x61...0x7A)
        case "upper": upper
        case "lower": lower
        case "space": space
        case "blank": ByteSet(0x09...0x09, 0x20...0x20)
        case "punct": ByteSet(0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E)
        case "print": ByteSet(0x20...0x7E)
        case "graph": ByteSet(0x21...0x7E)
        case "cntrl": ByteSet(0x00...0x1F, 0x7F...0x7F)
        case "xdigit": ByteSet(0x30...0x39, 0x41...0x46, 0x61...0x66)
        case "word": word
        case "ascii": ByteSet(0x00...0x7F)
        default: nil
        }
    }
}
