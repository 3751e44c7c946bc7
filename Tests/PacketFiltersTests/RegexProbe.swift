@testable import PacketFilters
@testable import Packets

/// A matcher behind a reference, so that an expectation can call it.
final class RegexProbe {
    private var matcher: ByteRegex.Matcher

    init(_ regex: ByteRegex) { matcher = regex.makeMatcher() }

    var steps: Int { matcher.steps }
    var keptTransitions: Int { matcher.keptTransitions }

    func matches(_ input: [UInt8]) -> Bool { matcher.matches(input) }
}
