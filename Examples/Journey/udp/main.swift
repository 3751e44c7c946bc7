// Step 3: a datagram, and what the echo service makes of it.
import Journey
import Lab

let wire = try await Wire(to: .echo)
print("the echo:", try wire.exchange("who is there?", port: 7))
await wire.close()
