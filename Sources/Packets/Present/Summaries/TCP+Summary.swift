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
        let flags = tcp.flags
        line.text.append("Flags [")
        line.start(.flags)
        line.text.append(tcpFlags: flags)
        line.end()
        line.text.append(byte: 0x5d)
        let conversation = line.options.showsAbsoluteSequence ? nil : packet.conversation
        if length > 0 || flags & 0b111 != 0 {
            let sequence = tcp.sequenceNumber &- (conversation?.sequenceBase ?? 0)
            line.text.append(", seq ")
            line.text.append(decimal: sequence)
            if length > 0 {
                line.text.append(byte: 0x3a)
                line.text.append(decimal: sequence &+ UInt32(truncatingIfNeeded: length))
            }
        }
        if tcp.acknowledgment {
            line.text.append(", ack ")
            line.text.append(
                decimal: tcp.acknowledgmentNumber &- (conversation?.acknowledgmentBase ?? 0))
        }
        line.text.append(", win ")
        line.text.append(decimal: tcp.window)
        if tcp.urgent {
            line.text.append(", urg ")
            line.text.append(decimal: tcp.urgentPointer)
        }
        if tcp.parts.total > 20 { summarize(options: tcp, span.start, into: &line) }
        line.text.append(", length ")
        line.text.append(decimal: length)
    }

    private static func summarize(options tcp: borrowing Layer<TCP>, _ start: Int, into line: inout SummaryLine) {
        line.text.append(", options [")
        var options = tcp.options
        var isFirst = true
        while let option = options.next() {
            if !isFirst { line.text.append(byte: 0x2c) }
            isFirst = false
            let kind = option.kind.rawValue
            let from = option.start &+ 2
            let count = option.parts.count(2)
            switch (kind, count) {
            case (1, _): line.text.append("nop")
            case (8, 8):
                line.text.append("TS val ")
                line.text.append(decimal: tcp.message.long(from))
                line.text.append(" ecr ")
                line.text.append(decimal: tcp.message.long(from &+ 4))
            case (0, _): line.text.append("eol")
            case (2, 2):
                line.text.append("mss ")
                line.text.append(decimal: tcp.message.word(from))
            case (3, 1):
                line.text.append("wscale ")
                line.text.append(decimal: tcp.message.octet(from))
            case (4, 0): line.text.append("sackOK")
            default: summarize(rare: option, kind, count, start, into: &line)
            }
            // Octets after the end of the list are padding (RFC 9293 section 3.1).
            if kind == 0 { break }
        }
        line.text.append(byte: 0x5d)
        if options.isBroken { line.mark("tcp.options", at: start &+ options.offset, "an option does not fit") }
    }

    @inline(never)
    private static func summarize(
        rare option: borrowing Layer<Option>, _ kind: UInt8, _ count: Int, _ start: Int, into line: inout SummaryLine
    ) {
        let data = option.octets(ofPart: 2)
        switch kind {
        case 5 where count % 8 == 0:
            line.text.append("sack ")
            line.text.append(decimal: count / 8)
            for block in 0..<count / 8 {
                line.text.append(block == 0 ? " {" : "{")
                line.text.append(decimal: data.long(block &* 8))
                line.text.append(byte: 0x3a)
                line.text.append(decimal: data.long(block &* 8 &+ 4))
                line.text.append(byte: 0x7d)
            }
        case 19 where count == 16:
            line.text.append("md5 ")
            line.text.append(hexOf: data)
        case 28 where count == 2:
            let value = data.word(0)
            line.text.append("uto ")
            line.text.append(decimal: value & 0x7fff)
            line.text.append(value & 0x8000 == 0 ? " s" : " min")
        case 30: line.text.append("mptcp")
        case 34:
            line.text.append("tfo ")
            if count == 0 { line.text.append("cookiereq") } else { line.text.append("cookie ") }
            line.text.append(hexOf: data)
        case 2, 3, 4, 5, 8, 19, 28:
            line.text.append("bad")
            line.mark("tcp.option_len", at: start &+ option.start &+ 1, "not what the option's kind needs")
        default:
            line.text.append("unknown-")
            line.text.append(decimal: kind)
            if count > 0 { line.text.append(" 0x") }
            line.text.append(hexOf: data)
        }
    }

    public static func describe(
        _ layer: borrowing Layer<TCP>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        let conversation = packet.conversation
        text.append("Transmission Control Protocol, Src Port: ")
        text.append(layer.sourcePort)
        text.append(", Dst Port: ")
        text.append(layer.destinationPort)
        text.append(", Seq: ")
        text.append(decimal: layer.sequenceNumber &- (conversation?.sequenceBase ?? 0))
        if layer.acknowledgment {
            text.append(", Ack: ")
            text.append(
                decimal: layer.acknowledgmentNumber &- (conversation?.acknowledgmentBase ?? 0))
        }
        text.append(", Len: ")
        text.append(decimal: packet.wireEnd(packet.index) &- packet.layers[packet.index].payloadStart)
    }
}

extension TextBuffer {
    /// `S.`, `P.`, `FPU`: tcpdump's letters for the nine flags, in its order; `none` when none is set.
    @inline(__always)
    mutating func append(tcpFlags flags: UInt16) {
        switch flags & 0x1ff {
        case 0x10: append(byte: 0x2e)
        case 0x18: append("P.")
        case 0: append("none")
        default: appendLetters(tcpFlags: flags)
        }
    }

    private mutating func appendLetters(tcpFlags flags: UInt16) {
        let letters: InlineArray<9, UInt8> = [0x46, 0x53, 0x52, 0x50, 0x2e, 0x55, 0x45, 0x57, 0x65]
        for bit in 0..<9 where flags & 1 << UInt16(bit) != 0 { append(byte: letters[bit]) }
    }
}
