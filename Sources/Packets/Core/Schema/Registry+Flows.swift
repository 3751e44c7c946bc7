extension Registry {
    /// Whether a packet by itself does not always tell a field's value, or whether the field is there: it is TCP's or
    /// UDP's, or of what TCP carries, which is left alone in segments that were seen before.
    public func mayDependOnFlows(fieldNamed name: String) -> Bool {
        name.hasPrefix("tcp.") || name.hasPrefix("udp.") || isCarriedByTCP(fieldNamed: name)
    }

    /// Whether a field may be found in a text protocol's body, so that packets must be dissected with `findingBodies`: it
    /// is of what TCP carries, or says what a packet is made of.
    public func mayLieInBody(fieldNamed name: String) -> Bool {
        name.hasPrefix("_ws.") || isCarriedByTCP(fieldNamed: name)
    }

    /// Whether a field's protocol may lie above TCP, or the field says what does.
    func isCarriedByTCP(fieldNamed name: String) -> Bool {
        let owner = name.prefix { $0 != "." }
        return name == "frame.protocols"
            || registrations.protocols.indices.contains { number in
                let type = registrations.protocols[number]
                return (type.name == owner || type.prefix == owner)
                    && registrations.isCarriedByTCP(ProtocolID(rawValue: UInt16(number)))
            }
    }
}
