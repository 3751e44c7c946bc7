// Step 1: which card has an address?
import Journey
import Lab

let wire = try await Wire(to: .web)
print("\(wire.peer) is at \(try wire.resolve())")
await wire.close()
