public import Packets

extension StreamFollower {
    public func write(filter: String?, into text: inout TextBuffer) {
        text.append("\n")
        text.append(character: "=", repeated: 67)
        text.append(
            "\nFollow: \(layer.rawValue),\(form.rawValue)\nFilter: \(layer.rawValue).stream eq \(stream)\n" as String)
        write(ends?.opener, "Node 0: ", into: &text)
        write(ends?.answerer, "Node 1: ", into: &text)
        var positions: [UInt64] = [0, 0]
        for part in parts {
            let octets = part.piece.shown
            write(octets, isAnswer: part.isAnswer, at: positions[part.isAnswer ? 1 : 0], into: &text)
            positions[part.isAnswer ? 1 : 0] += UInt64(octets.count)
        }
        text.append(character: "=", repeated: 67)
        text.append("\n")
    }

    private func write(_ end: TrafficEnd?, _ label: StaticString, into text: inout TextBuffer) {
        text.append(label)
        guard let end else { return text.append(":0\n") }
        if end.kind == .ipv6 { text.append("[") }
        end.appendAddress(to: &text)
        text.append(end.kind == .ipv6 ? "]:" : ":")
        text.append(decimal: end.port ?? 0)
        text.append("\n")
    }

    /// What one side said at once, as tshark shows it: the answers one tabulator to the right.
    func write(_ octets: [UInt8], isAnswer: Bool, at position: UInt64, into text: inout TextBuffer) {
        switch form {
        case .ascii:
            if isAnswer { text.append("\t") }
            text.append(decimal: octets.count)
            text.append("\n")
            for octet in octets {
                let isShown = octet >= 0x20 && octet < 0x7f || octet == 0x0a || octet == 0x0d
                text.append(byte: isShown ? octet : UInt8(ascii: "."))
            }
            text.append("\n")
        case .raw:
            if isAnswer { text.append("\t") }
            unsafe text.append(hexOf: octets.span.bytes)
            text.append("\n")
        case .hex:
            for start in stride(from: 0, to: octets.count, by: 16) {
                if isAnswer { text.append("\t") }
                let line = octets[start..<min(start + 16, octets.count)]
                write(line: line, at: position &+ UInt64(start), into: &text)
            }
        }
    }

    /// `00000010  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a  GET / HT TP/1.1..`
    private func write(line: ArraySlice<UInt8>, at position: UInt64, into text: inout TextBuffer) {
        let start = text.count
        let offset = UInt32(truncatingIfNeeded: position)
        for shift in stride(from: UInt32(28), through: 0, by: -4) {
            text.append(byte: Self.digits[Int(offset >> shift & 15)])
        }
        text.append("  ")
        for (index, octet) in line.enumerated() {
            if index == 8 { text.append(" ") }
            text.append(hex: octet, digits: 2)
            text.append(" ")
        }
        text.pad(from: start, to: 60)
        for (index, octet) in line.enumerated() {
            if index == 8 { text.append(" ") }
            text.append(byte: octet >= 0x20 && octet < 0x7f ? octet : UInt8(ascii: "."))
        }
        // tshark ends no line with a space, also where that is an octet.
        if line.last == 0x20 { text.truncate(to: text.count - 1) }
        text.append("\n")
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
}

extension StreamReassembler.Piece {
    /// The octets, or what stands for those that are missing: in tshark's words, with the zero octet that it puts behind them.
    var shown: [UInt8] {
        switch content {
        case .octets(let octets): octets
        case .gap(let count): Array("[\(count) bytes missing in capture file]\0".utf8)
        }
    }
}
