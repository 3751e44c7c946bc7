// Step 4: a connection is opened, and given up.
import Journey
import Lab

let wire = try await Wire(to: .web)
let conversation = try Conversation(wire, port: 80)
try conversation.reset()
await wire.close()
