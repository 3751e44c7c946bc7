import NetStack
import Packets
import SystemCalls

/// `ibuki stack --replay`: a stack lives again what it wrote down.
struct JournalReplay {
    /// Whether each thing that the stack did for a reason is shown.
    var isVerbose = false
    var isJSON = false

    /// - Throws: `badData` where the file is no journal, or what left is not what had left.
    func run(_ file: String) throws {
        let octets: [UInt8]?
        do throws(ErrorNumber) { octets = try System.octets(of: file, upTo: JournalFile.longest) } catch {
            throw CommandFailure(error, file)
        }
        guard let octets else {
            throw CommandFailure(.badData, "\(file): no journal is longer than \(JournalFile.longest) octets")
        }
        var failure: (any Error)?
        let summary: StackReplay.Summary
        do throws(JournalError) {
            summary = try StackReplay.run(octets) { event, time in
                guard isVerbose, failure == nil else { return }
                do { try print(event, after: time) } catch { failure = error }
            }
        } catch {
            throw CommandFailure(.badData, "\(file): \(error)")
        }
        if let failure { throw failure }
        try report(file, summary)
    }

    private func print(_ event: StackEvent, after time: UInt64) throws {
        guard isJSON else { return try StandardOutput().write(Array("\(Self.seconds(time)) s  \(event)\n".utf8)) }
        var object = JSONObject()
        object.add("seconds", Duration.nanoseconds(Int64(time)))
        object.add("event", "\(event)")
        try write(object)
    }

    private func report(_ file: String, _ summary: StackReplay.Summary) throws {
        guard isJSON else {
            let end = summary.isCut ? "; its last block is not all there" : ""
            let line = """
                \(file): \(Self.count(summary.received, "frame")) in, \(Self.count(summary.calls, "call")), \
                \(Self.seconds(summary.time)) s; \(Self.count(summary.sent, "frame")) out, the same octet by octet\(end)

                """
            return try StandardOutput().write(Array(line.utf8))
        }
        var object = JSONObject()
        object.add("file", file)
        object.add("received", summary.received)
        object.add("sent", summary.sent)
        object.add("calls", summary.calls)
        object.add("seconds", Duration.nanoseconds(Int64(summary.time)))
        object.add("cut", summary.isCut)
        try write(object)
    }

    private func write(_ object: JSONObject) throws {
        var text = TextBuffer()
        object.write(into: &text)
        try StandardOutput().write(text.bytes)
    }

    private static func count(_ number: Int, _ what: String) -> String { "\(number) \(what)\(number == 1 ? "" : "s")" }

    private static func seconds(_ time: UInt64) -> String {
        let digits = "\(time / 1000 % 1_000_000)"
        return "\(time / 1_000_000_000).\(String(repeating: "0", count: 6 - digits.count))\(digits)"
    }
}
