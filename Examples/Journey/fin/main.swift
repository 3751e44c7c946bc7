// Step 6: a page is fetched, and the connection ended as it should be.
import Journey
import Lab

let wire = try await Wire(to: .web)
var conversation = try Conversation(wire, port: 80)
print(try conversation.get("/"))
try conversation.finish()
await wire.close()
