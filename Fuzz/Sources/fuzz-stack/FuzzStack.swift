import StackExercise

/// Two stacks, and whatever a cable, the time and applications may do to them.
/// https://llvm.org/docs/LibFuzzer.html#fuzz-target
@c(LLVMFuzzerTestOneInput)
public func stackOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    StackExercise.run(unsafe Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
