import Captures
import Packets
import Script
import SystemCalls

/// Runs files in packetdrill's language, and says of each whether it is as it says.
struct ScriptRuns {
    /// Where what crosses the link is written.
    var capture: String?
    /// Whether each step is shown.
    var isVerbose = false
    var isJSON = false
    /// Whether packets may leave behind the last line that expects one.
    var ignoresRest = false

    /// No file of a script is longer, in octets.
    private static let longest = 1 << 20

    /// - Throws: `badData`, in silence, when one of them is not so; what the files and the output throw.
    func run(_ files: [String]) throws {
        var writer = try capture.map { (path) throws(CaptureError) in try CaptureWriter(path: path) }
        var areAllRight = true
        for file in files {
            let failure = try run(file, &writer)
            if failure != nil { areAllRight = false }
            try report(file, failure)
        }
        try writer?.close()
        if !areAllRight { throw CommandFailure(.badData, "") }
    }

    private func run(_ file: String, _ writer: inout CaptureWriter?) throws -> ScriptError? {
        let octets: [UInt8]?
        do throws(ErrorNumber) { octets = try System.octets(of: file, upTo: Self.longest) } catch {
            throw CommandFailure(error, file)
        }
        guard let octets else {
            throw CommandFailure(.badData, "\(file): holds more than the \(Self.longest) octets that a script may have")
        }
        var options = ScriptOptions()
        options.ignoresRest = ignoresRest
        var fault: (any Error)?
        do throws(ScriptError) {
            try Script(String(decoding: octets, as: UTF8.self), name: file, options: options).run { step in
                guard fault == nil else { return }
                do { try take(step, &writer) } catch { fault = error }
            }
        } catch {
            if let fault { throw fault }
            return error
        }
        if let fault { throw fault }
        return nil
    }

    private func take(_ step: ScriptStep, _ writer: inout CaptureWriter?) throws {
        if case .packet(let time, _, let octets, _) = step {
            let (seconds, attoseconds) = time.components
            let timestamp = Timestamp(seconds: seconds, nanoseconds: UInt32(attoseconds / 1_000_000_000))
            try writer?.write(octets, at: timestamp, as: .raw)
        }
        var isShown = isVerbose
        if case .printed = step { isShown = !isJSON }
        if isShown { try StandardOutput().write(Array("\(step)\n".utf8)) }
    }

    private func report(_ file: String, _ failure: ScriptError?) throws {
        guard isJSON else {
            let line = failure.map { "\($0)" } ?? "\(file): OK"
            return try StandardOutput().write(Array((line + "\n").utf8))
        }
        var object = JSONObject()
        object.add("file", file)
        object.add("ok", failure == nil)
        if let failure {
            object.add("line", failure.place.line)
            object.add("column", failure.place.column)
            object.add("message", failure.message)
            object.add("details", failure.details)
        }
        var text = TextBuffer()
        object.write(into: &text)
        try StandardOutput().write(text.bytes)
    }
}
