extension TCP {
    /// `Flags [S.], seq 0, ack 1, win 65160, options [mss 1460,sackOK,TS val 1 ecr 0,nop,wscale 7], length 0`.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let tcp = Layer<TCP>(message) else { return }
        let span = packet.layers[packet.index]
        let length = packet.wireEnd(packet.index) &- span.payloadStart
        if line.options.isQuiet {
            line.append("tcp ", as: .protocol)
            line.text.append(decimal: length)
            return line.finish()
        }
        let style = line.options.style
        let progress = line.options.showsAbsoluteSequence ? nil : packet.conversation?.tcp
        // Fields are read before the closure: inside it their declarations are not folded away.
        let flags = tcp.flags
        let sequence = tcp.sequenceNumber &- (progress?.sequenceBase ?? 0)
        let acknowledgment = tcp.acknowledgmentNumber &- (progress?.acknowledgmentBase ?? 0)
        let window = tcp.window
        let urgentPointer = tcp.urgentPointer
        let hasOptions = tcp.parts.count(1) > 0
        var broken = -1
        line.text.compose(upTo: 1600) { out in
            out.append("Flags [")
            out.start(.flags, style)
            out.append(tcpFlags: flags)
            out.end(style)
            if length > 0 || flags.hasAny(of: .synchronize | .finish | .reset) {
                out.append("], seq ")
                out.append(decimal: sequence)
                if length > 0 {
                    out.append(character: ":")
                    out.append(decimal: sequence &+ UInt32(truncatingIfNeeded: length))
                }
            } else {
                out.append(character: "]")
            }
            if flags.hasAny(of: .acknowledgment) {
                out.append(", ack ")
                out.append(decimal: acknowledgment)
            }
            out.append(", win ")
            out.append(decimal: window)
            if flags.hasAny(of: .urgent) {
                out.append(", urg ")
                out.append(decimal: urgentPointer)
            }
            if hasOptions { broken = summarize(options: tcp, into: &out) }
            out.append(", length ")
            out.append(decimal: length)
        }
        if packet.verifiesChecksums, packet.verify(protocolNumber: 6) == .bad {
            line.markChecksum("tcp", tcp.checksum)
        }
        if broken >= 0 { line.mark("tcp.options", at: span.start &+ broken, "an option lies about its length") }
    }

    /// Gives the offset of the first option that does not hold what its kind needs; -1 when all do.
    private static func summarize(options tcp: borrowing Layer<TCP>, into out: inout TextCursor) -> Int {
        if let usual = tcp.as(PaddedTimestamps.self), usual.isOne {
            out.append(", options [nop,nop,TS val ")
            out.append(decimal: usual.value)
            out.append(" ecr ")
            out.append(decimal: usual.echoReply)
            out.append("]")
            return -1
        }
        out.append(", options [")
        var broken = -1
        var options = tcp.options
        var isFirst = true
        var isEnded = false
        // Octets after the end of the list are padding (RFC 9293 section 3.1).
        while !isEnded, let option = options.next() {
            if !isFirst { out.append(",") }
            isFirst = false
            switch option.kind {
            case 0:
                out.append("eol")
                isEnded = true
            case 1: out.append("nop")
            default: if !summarize(option, into: &out), broken < 0 { broken = option.start }
            }
        }
        out.append("]")
        return broken < 0 && !isEnded && options.isBroken ? options.offset : broken
    }

    /// Gives whether the option's length is what its kind needs.
    @inline(__always)
    private static func summarize(_ option: borrowing Layer<Option>, into out: inout TextCursor) -> Bool {
        switch option.kind {
        case 2:
            guard let data = option.as(MaximumSegmentSize.self, part: Option.dataPart) else { break }
            out.append("mss ")
            out.append(decimal: data.size)
            return true
        case 3:
            guard let data = option.as(WindowScale.self, part: Option.dataPart) else { break }
            out.append("wscale ")
            out.append(decimal: data.shift)
            return true
        case 4:
            guard option.as(SelectivePermitted.self, part: Option.dataPart) != nil else { break }
            out.append("sackOK")
            return true
        case 8:
            guard let data = option.as(Timestamps.self, part: Option.dataPart) else { break }
            out.append("TS val ")
            out.append(decimal: data.value)
            out.append(" ecr ")
            out.append(decimal: data.echoReply)
            return true
        default: return summarize(rare: option, into: &out)
        }
        out.append("bad")
        return false
    }

    @inline(never)
    private static func summarize(rare option: borrowing Layer<Option>, into out: inout TextCursor) -> Bool {
        let count = option.parts.count(Option.dataPart)
        switch option.kind {
        case 5:
            guard count % 8 == 0 else { break }
            out.append("sack ")
            out.append(decimal: count / 8)
            guard let data = option.as(SelectiveAcknowledgment.self, part: Option.dataPart) else { return true }
            var blocks = data.blocks
            var isFirst = true
            while let block = blocks.next() {
                out.append(isFirst ? " {" : "{")
                isFirst = false
                out.append(decimal: block.leftEdge)
                out.append(":")
                out.append(decimal: block.rightEdge)
                out.append("}")
            }
            return true
        case 19:
            guard option.as(MD5Signature.self, part: Option.dataPart) != nil else { break }
            out.append("md5 ")
            out.append(hexOf: option.octets(ofPart: Option.dataPart))
            return true
        case 28:
            guard let data = option.as(UserTimeout.self, part: Option.dataPart) else { break }
            out.append("uto ")
            out.append(decimal: data.timeout)
            out.append(data.isInMinutes ? " min" : " s")
            return true
        case 29:
            guard let data = option.as(Authentication.self, part: Option.dataPart) else { break }
            out.append("tcp-ao keyid ")
            out.append(decimal: data.keyIdentifier)
            out.append(" rnextkeyid ")
            out.append(decimal: data.nextKeyIdentifier)
            out.append(" mac 0x")
            out.append(hexOf: data.octets(of: Authentication.code))
            return true
        case 30:
            out.append("mptcp ")
            out.append(decimal: option.parts.total)
            return true
        case 34:
            out.append(count == 0 ? "tfo  cookiereq" : "tfo  cookie ")
            out.append(hexOf: option.octets(ofPart: Option.dataPart))
            return true
        default:
            out.append("unknown-")
            out.append(decimal: option.kind.rawValue)
            if count > 0 { out.append(" 0x") }
            out.append(hexOf: option.octets(ofPart: Option.dataPart))
            return true
        }
        out.append("bad")
        return false
    }

    public static func describe(
        _ layer: borrowing Layer<TCP>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        let progress = packet.conversation?.tcp
        text.append("Transmission Control Protocol, Src Port: ")
        text.append(layer.sourcePort)
        text.append(", Dst Port: ")
        text.append(layer.destinationPort)
        text.append(", Seq: ")
        text.append(decimal: layer.sequenceNumber &- (progress?.sequenceBase ?? 0))
        if layer.acknowledgment {
            text.append(", Ack: ")
            text.append(
                decimal: layer.acknowledgmentNumber &- (progress?.acknowledgmentBase ?? 0))
        }
        text.append(", Len: ")
        text.append(decimal: packet.wireEnd(packet.index) &- packet.layers[packet.index].payloadStart)
    }
}

/// What nearly every segment of a running connection has in place of options: two no-operations and timestamps.
private enum PaddedTimestamps: Schema {
    static var name: String { "" }
    static var title: String { "Timestamps behind two no-operations" }
    /// Both no-operations, and the timestamps' kind and length.
    static var lead: Field<UInt32> { .init("", "", bits: 0..<32) }
    static var value: Field<UInt32> { .init("", "", bits: 32..<64) }
    static var echoReply: Field<UInt32> { .init("", "", bits: 64..<96) }
    static var tree: [AnyField] { [.init(lead), .init(value), .init(echoReply)] }

    @inlinable static var layout: PartLayout { .exactly(12) }
}

extension Layer where P == PaddedTimestamps {
    @inline(__always)
    fileprivate var isOne: Bool { self.lead == 0x0101_080a }
}

extension TextCursor {
    /// `S.`, `P.`, `FPU`: tcpdump's letters for the nine flags, in its order; `none` when none is set.
    @inline(__always) @_lifetime(self: copy self)
    mutating func append(tcpFlags flags: TCP.Flags) {
        switch flags & .lettered {
        case .acknowledgment: append(".")
        case .push | .acknowledgment: append("P.")
        case 0: append("none")
        default: appendLetters(tcpFlags: flags)
        }
    }

    @inline(never) @_lifetime(self: copy self)
    private mutating func appendLetters(tcpFlags flags: TCP.Flags) {
        // From the lowest bit.
        let letters: StaticString = "FSRP.UEWe"
        for bit in 0..<9 where flags.rawValue & 1 << UInt16(bit) != 0 {
            unsafe append(byte: letters.utf8Start[bit])
        }
    }

    /// Two hexadecimal digits an octet.
    @inline(never) @_lifetime(self: copy self)
    mutating func append(hexOf span: RawSpan) {
        for offset in 0..<span.byteCount { append(hex: span.octet(offset)) }
    }
}
