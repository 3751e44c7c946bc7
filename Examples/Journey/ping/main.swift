// Step 2: is the peer there?
import Journey
import Lab

let wire = try await Wire(to: .web)
try wire.ping("who is there?")
await wire.close()
