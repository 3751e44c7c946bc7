import ArgumentParser
import PacketProtocols
import Packets
import Probes

/// The words of a question for a name, in any order, as dig(1) takes them: `example.test MX @10.9.0.1`.
struct NameWords {
    var name: String?
    var type: DNS.RecordType?
    var server: PeerHost?

    /// - Throws: what is wrong with them.
    init(_ words: [String]) throws {
        var rest: [String] = []
        for word in words {
            guard word.hasPrefix("@") else {
                rest.append(word)
                continue
            }
            guard server == nil, let found = PeerHost(argument: String(word.dropFirst())) else {
                throw ValidationError("\(word): a server is named once, by its address, such as @10.9.0.1")
            }
            server = found
        }
        guard rest.count <= 2 else { throw ValidationError("\(rest[2]): a name and a type are enough") }
        // The type may stand first.
        if rest.count == 2, DNS.RecordType(called: rest[1]) == nil { rest.swapAt(0, 1) }
        name = rest.first
        guard rest.count == 2 else { return }
        type = DNS.RecordType(called: rest[1])
        guard type != nil else {
            throw ValidationError("\(rest[0]): no type of records is called so; A, AAAA, MX or TYPE65 are some")
        }
    }
}
