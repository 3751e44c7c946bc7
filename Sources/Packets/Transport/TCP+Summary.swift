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
        let flags = tcp.flags.rawValue
        let sequence = tcp.sequenceNumber &- (progress?.sequenceBase ?? 0)
        let acknowledgment = tcp.acknowledgmentNumber &- (progress?.acknowledgmentBase ?? 0)
        let window = tcp.window
        let urgentPointer = tcp.urgentPointer
        let hasOptions = tcp.parts.total > 20
        var broken = -1
        line.text.compose(upTo: 1600) { out in
            out.append("Flags [")
            out.start(.flags, style)
            out.append(tcpFlags: flags)
            out.end(style)
            if length > 0 || flags & 0b111 != 0 {
                out.append("], seq ")
                out.append(decimal: sequence)
                if length > 0 {
                    out.append(byte: 0x3a)
                    out.append(decimal: sequence &+ UInt32(truncatingIfNeeded: length))
                }
            } else {
                out.append(byte: 0x5d)
            }
            if flags & 0x10 != 0 {
                out.append(", ack ")
                out.append(decimal: acknowledgment)
            }
            out.append(", win ")
            out.append(decimal: window)
            if flags & 0x20 != 0 {
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
        // What nearly every segment of a running connection has: two no-operations and timestamps.
        if tcp.parts.total == 32, tcp.message.long(20) == 0x0101_080a {
            out.append(", options [nop,nop,TS val ")
            out.append(decimal: tcp.message.long(24))
            out.append(" ecr ")
            out.append(decimal: tcp.message.long(28))
            out.append(byte: 0x5d)
            return -1
        }
        out.append(", options [")
        var broken = -1
        var options = tcp.options
        var isFirst = true
        var isEnded = false
        // Octets after the end of the list are padding (RFC 9293 section 3.1).
        while !isEnded, let option = options.next() {
            if !isFirst { out.append(byte: 0x2c) }
            isFirst = false
            let kind = option.kind.rawValue
            let from = option.start &+ 2
            let count = option.parts.count(2)
            switch (kind, count) {
            case (0, _):
                out.append("eol")
                isEnded = true
            case (1, _): out.append("nop")
            case (2, 2):
                out.append("mss ")
                out.append(decimal: tcp.message.word(from))
            case (3, 1):
                out.append("wscale ")
                out.append(decimal: tcp.message.octet(from))
            case (4, 0): out.append("sackOK")
            case (8, 8):
                out.append("TS val ")
                out.append(decimal: tcp.message.long(from))
                out.append(" ecr ")
                out.append(decimal: tcp.message.long(from &+ 4))
            default:
                if !summarize(rare: option, kind, count, into: &out), broken < 0 { broken = option.start }
            }
        }
        out.append(byte: 0x5d)
        return broken < 0 && !isEnded && options.isBroken ? options.offset : broken
    }

    /// Gives whether the option's length is what its kind needs.
    @inline(never)
    private static func summarize(
        rare option: borrowing Layer<Option>, _ kind: UInt8, _ count: Int, into out: inout TextCursor
    ) -> Bool {
        let data = option.octets(ofPart: 2)
        switch kind {
        case 5 where count % 8 == 0:
            out.append("sack ")
            out.append(decimal: count / 8)
            for block in 0..<count / 8 {
                out.append(block == 0 ? " {" : "{")
                out.append(decimal: data.long(block &* 8))
                out.append(byte: 0x3a)
                out.append(decimal: data.long(block &* 8 &+ 4))
                out.append(byte: 0x7d)
            }
        case 19 where count == 16:
            out.append("md5 ")
            out.append(hexOf: data)
        case 28 where count == 2:
            let value = data.word(0)
            out.append("uto ")
            out.append(decimal: value & 0x7fff)
            out.append(value & 0x8000 == 0 ? " s" : " min")
        case 29 where count >= 2:
            out.append("tcp-ao keyid ")
            out.append(decimal: data.octet(0))
            out.append(" rnextkeyid ")
            out.append(decimal: data.octet(1))
            out.append(" mac 0x")
            out.append(hexOf: data.clamped(2, count))
        case 30:
            out.append("mptcp ")
            out.append(decimal: count &+ 2)
        case 34:
            out.append(count == 0 ? "tfo  cookiereq" : "tfo  cookie ")
            out.append(hexOf: data)
        case 2, 3, 4, 5, 8, 19, 28:
            out.append("bad")
            return false
        default:
            out.append("unknown-")
            out.append(decimal: kind)
            if count > 0 { out.append(" 0x") }
            out.append(hexOf: data)
        }
        return true
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

extension TextCursor {
    /// `S.`, `P.`, `FPU`: tcpdump's letters for the nine flags, in its order; `none` when none is set.
    @inline(__always) @_lifetime(self: copy self)
    mutating func append(tcpFlags flags: UInt16) {
        switch flags & 0x1ff {
        case 0x10: append(byte: 0x2e)
        case 0x18: append("P.")
        case 0: append("none")
        default: appendLetters(tcpFlags: flags)
        }
    }

    @inline(never) @_lifetime(self: copy self)
    private mutating func appendLetters(tcpFlags flags: UInt16) {
        let letters: InlineArray<9, UInt8> = [0x46, 0x53, 0x52, 0x50, 0x2e, 0x55, 0x45, 0x57, 0x65]
        for bit in 0..<9 where flags & 1 << UInt16(bit) != 0 { append(byte: letters[bit]) }
    }

    /// Two hexadecimal digits an octet.
    @inline(never) @_lifetime(self: copy self)
    mutating func append(hexOf span: RawSpan) {
        for offset in 0..<span.byteCount { append(hex: span.octet(offset)) }
    }
}
