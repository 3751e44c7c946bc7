/// What a packet's line is written into, and how much of it the reader wants.
///
/// Protocols append to `text` and go through the members here for what depends on the reader's wishes: colours, ports
/// by name. Nothing here makes a `String` or allocates once the buffer has its room.
public struct SummaryLine: Sendable {
    public var text = TextBuffer(capacity: 1024)
    public var options: LineOptions
    /// The layer before has told which protocol comes: `ethertype IPv4 (0x0800), …: `.
    public var isAnnounced = false
    /// No layer after this one belongs into the line.
    public private(set) var isFinished = false
    /// What the line ends with when something in the packet is broken.
    package var fault: LineFault?
    /// Checksums that are wrong: the network's and the transport's.
    package var badChecksums: (BadChecksum?, BadChecksum?)
    /// What stands at the line's end, after all layers: where a fragment belongs.
    package var fragment: LineFragment?

    public init(_ options: LineOptions = LineOptions()) {
        self.options = options
    }

    /// Forgets the line before; the text stays.
    @inline(__always)
    package mutating func begin() {
        isAnnounced = false
        isFinished = false
        if fault != nil { fault = nil }
        if fragment != nil { fragment = nil }
        if badChecksums.0 != nil { badChecksums = (nil, nil) }
    }

    /// Leaves the layers that follow out of the line.
    public mutating func finish() { isFinished = true }

    /// Marks that octets do not hold what they should; shown at the line's end, the first one only.
    /// - Parameters:
    ///   - what: the protocol's or item's name.
    ///   - offset: from the start of the packet, in octets.
    ///   - reason: what is wrong.
    public mutating func mark(_ what: StaticString, at offset: Int, _ reason: StaticString) {
        if fault == nil { fault = LineFault(what: what, offset: offset, reason: reason) }
    }

    /// Marks that octets are missing behind those of the layer that is asked about: that is the capture's doing where it
    /// was cut there.
    /// - Parameters:
    ///   - what: the protocol's or item's name.
    ///   - offset: from the start of the layer, in octets.
    ///   - reason: what is wrong where the capture holds all.
    @inline(never)
    public mutating func markMissing(
        _ what: StaticString, at offset: Int, _ reason: StaticString, in packet: borrowing PacketView
    ) {
        guard fault == nil else { return }
        let span = packet.layers[packet.index]
        fault = LineFault(what: what, offset: span.start &+ offset, reason: reason)
        if packet.isCutShort(span) { fault?.isCut = true }
    }
}

extension SummaryLine {
    /// Notes a checksum that was verified and is wrong; shown at the line's end.
    /// - Parameters:
    ///   - what: the protocol's name.
    ///   - value: the checksum that stands in the packet.
    public mutating func markChecksum(_ what: StaticString, _ value: UInt16) {
        let bad = BadChecksum(what: what, value: value)
        if badChecksums.0 == nil {
            badChecksums.0 = bad
        } else if badChecksums.1 == nil {
            badChecksums.1 = bad
        }
    }
}

/// A checksum that does not fit what it covers.
package struct BadChecksum: Sendable {
    package var what: StaticString
    package var value: UInt16
}

/// Something broken in a packet.
package struct LineFault: Sendable {
    package var what: StaticString
    package var offset: Int
    package var reason: StaticString
    /// The capture did not keep the octets that are missing.
    package var isCut = false
}

/// Which part of a datagram an IPv4 packet holds.
package struct LineFragment: Sendable, BitwiseCopyable {
    package var identification: UInt16
    package var offset: Int
    package var length: Int
    package var hasMore: Bool
}

/// Pieces that depend on the reader's wishes.
extension SummaryLine {
    /// Begins a coloured piece; `end()` ends it. Writes nothing where there are no colours.
    @inlinable @inline(__always)
    public mutating func start(_ role: TextRole) {
        if options.style.isColored { text.append(options.style.start(role)) }
    }

    @inlinable @inline(__always)
    public mutating func end() {
        if options.style.isColored { text.append(options.style.end) }
    }

    /// A literal in a role's colour.
    @inlinable @inline(__always)
    public mutating func append(_ literal: StaticString, as role: TextRole) {
        start(role)
        text.append(literal)
        end()
    }

    /// An address in its colour.
    @inline(__always)
    @_disfavoredOverload
    public mutating func append(_ address: IPv4Address) {
        start(.address)
        text.append(address)
        end()
    }

    @inline(__always)
    @_disfavoredOverload
    public mutating func append(_ address: IPv6Address) {
        start(.address)
        text.append(address)
        end()
    }

    @_disfavoredOverload
    public mutating func append(_ address: MACAddress) {
        start(.address)
        text.append(address)
        end()
    }

    /// Octets of the packet as text: what a terminal would act on is escaped.
    public mutating func append(text octets: RawSpan) { text.append(printable: octets) }
}

extension TextCursor {
    /// `.80`, or `.http` where names are wanted.
    @inline(__always) @_lifetime(self: copy self)
    mutating func append(port: UInt16, of transport: TransportKind, _ options: borrowing LineOptions) {
        append(character: ".")
        start(.port, options.style)
        if !options.showsNumbers, let name = WellKnownPort.name(of: port, over: transport) {
            append(name)
        } else {
            append(decimal: port)
        }
        end(options.style)
    }
}
