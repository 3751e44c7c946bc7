import WidgetExercise

/// Reads the input as what a terminal sends and as sizes that it takes, draws every widget, and looks at what is written.
/// https://llvm.org/docs/LibFuzzer.html#fuzz-target
@c(LLVMFuzzerTestOneInput)
public func terminalOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe UnsafeRawBufferPointer(start: start, count: count)
    if let fault = unsafe WidgetExercise.play(Array(input)) { fatalError(fault) }
    return 0
}
