import Packets

/// Step 5: octets in their order. Each segment says where its own belong, and up to where the other side's have come. RFC 9293 section
/// 3.4, RFC 9112
extension Conversation {
    /// Asks for a page, and gives all that comes until the peer has finished.
    public mutating func get(_ path: String) throws -> String {
        let request = Array("GET \(path) HTTP/1.1\r\nHost: \(wire.peer)\r\nConnection: close\r\n\r\n".utf8)
        try send(.acknowledgment | .push, request)
        next &+= UInt32(request.count)
        var page: [UInt8] = []
        while true {
            let segment = try receive("page")
            // What comes too early comes again; what came already is only acknowledged once more.
            if segment.sequence == expected {
                page += segment.octets
                expected &+= UInt32(segment.octets.count)
                if segment.isLast { return String(decoding: page, as: UTF8.self) }
            }
            if !segment.octets.isEmpty { try send(.acknowledgment) }
        }
    }
}
