internal import SystemCalls

/// When a capture goes on in a new file, and what that is called: the rules of tcpdump(8)'s `-C`, `-G` and `-W`.
package struct RotationRules: Sendable {
    /// Octets after which a new file is begun; checked before each packet.
    package var size: UInt64?
    /// Seconds after which a new file is begun.
    package var seconds: Int64?
    /// How many files there are at most. By size the oldest is then written anew, by time the capture ends.
    package var count: Int?

    package var isRotating: Bool { size != nil || seconds != nil }

    package init() {}

    /// How many digits a file's number has, so that names sort.
    private var digits: Int { count.map { String(max(0, $0 - 1)).count } ?? 0 }

    /// The name of a file.
    ///
    /// - Parameters:
    ///   - base: the name that `-w` gives; with `-G` its `%` are those of strftime(3), of local time.
    ///   - number: which of the files by size it is, from 0.
    ///   - time: when its time slice began, in seconds since 1970.
    func name(_ base: String, number: Int, time: Int64) -> String {
        var name = base
        if seconds != nil, base.utf8.contains(0x25) { name = Self.format(base, time) }
        guard size != nil else { return name }
        guard count != nil else { return number == 0 ? name : name + String(number) }
        let text = String(number)
        return name + String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// The number of the file by size after this one.
    func next(after number: Int) -> Int {
        guard let count else { return number + 1 }
        return number + 1 >= count ? 0 : number + 1
    }

    private static func format(_ pattern: String, _ time: Int64) -> String {
        var moment = time_t(time)
        var parts = unsafe tm()
        unsafe localtime_r(&moment, &parts)
        var buffer = [CChar](repeating: 0, count: 4096)
        let length = unsafe strftime(&buffer, buffer.count, pattern, &parts)
        return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
