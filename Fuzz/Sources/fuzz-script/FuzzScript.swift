import Script

/// Reads the input as a script and runs it; what is not so must be said with a place and in a text that can be printed.
/// https://llvm.org/docs/LibFuzzer.html#fuzz-target
@c(LLVMFuzzerTestOneInput)
public func scriptOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe UnsafeRawBufferPointer(start: start, count: count)
    let text = unsafe String(decoding: input, as: UTF8.self)
    do throws(ScriptError) {
        try Script(text, name: "fuzzed.pkt").run { _ = "\($0)" }
    } catch {
        precondition(error.place.line > 0 && error.place.column > 0, "an error has a place: \(error)")
        _ = "\(error)"
    }
    return 0
}
