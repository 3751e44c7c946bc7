/// Owns a descriptor, which is closed when this ends.
package struct Descriptor: ~Copyable {
    package let number: Int32
    package init(_ number: Int32) { self.number = number }
    deinit { _ = SystemCalls.close(number) }
}
