// Step 5: a page is fetched.
import Journey
import Lab

let wire = try await Wire(to: .web)
var conversation = try Conversation(wire, port: 80)
print(try conversation.get("/"))
try conversation.reset()
await wire.close()
