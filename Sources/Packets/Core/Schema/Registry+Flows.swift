extension Registry {
    /// Whether a packet by itself does not always tell a field's value, or whether the field is there: it is a
    /// transport's, or of what a stream carries, which is left alone in segments that were seen before.
    public func mayDependOnFlows(fieldNamed name: String) -> Bool {
        let owner = name.prefix { $0 != "." }
        return name.hasPrefix("_ws.col.")
            || registrations.protocols.contains { $0.role.contains(.transport) && $0.name == owner }
            || isCarriedByStream(fieldNamed: name)
    }

    /// Whether a field may be found in a text protocol's body, so that packets must be dissected with `findingBodies`: it
    /// is of what a stream carries, or says what a packet is made of.
    public func mayLieInBody(fieldNamed name: String) -> Bool {
        name.hasPrefix("_ws.") || isCarriedByStream(fieldNamed: name)
    }

    /// Whether a field's protocol may lie above a stream, or the field says what does.
    package func isCarriedByStream(fieldNamed name: String) -> Bool {
        let owner = name.prefix { $0 != "." }
        return name == "frame.protocols"
            || registrations.protocols.indices.contains { number in
                let type = registrations.protocols[number]
                return (type.name == owner || type.prefix == owner)
                    && registrations.isCarriedByStream(ProtocolID(rawValue: UInt16(number)))
            }
    }
}
