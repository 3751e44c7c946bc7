internal import NetStack

/// Where a channel is bound to.
enum PortChoice {
    /// Opens something at a port; where that is 0, at one that is free, of those that no service has (RFC 6335 section 6).
    static func open<Handle>(
        _ port: UInt16, _ open: (UInt16) throws(StackError) -> Handle
    ) throws(StackError) -> (handle: Handle, port: UInt16) {
        guard port == 0 else { return (try open(port), port) }
        for port in UInt16(49152)...65534 {
            if let handle = try? open(port) { return (handle, port) }
        }
        return (try open(65535), 65535)
    }
}
