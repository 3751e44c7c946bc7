/// What one key, one movement of the mouse or one answer sends. (ECMA-48 5.4; xterm's control sequences)
struct InputSequence {
    enum First {
        case sequence(InputSequence, length: Int)
        case incomplete
    }

    private enum Kind {
        case octet(UInt8, alt: Bool)
        case scalar(Unicode.Scalar, alt: Bool)
        /// `ESC [`, a sign that makes it private, numbers, a letter.
        case control(prefix: UInt8?, parameters: [Int], intermediate: UInt8?, final: UInt8)
        /// `ESC O` and a letter.
        case shifted(UInt8)
        /// `ESC ]` up to its end.
        case system(ArraySlice<UInt8>)
        /// What is known to be passed over.
        case other
    }

    private let kind: Kind

    /// The first sequence of octets, of which there is one at least.
    static func first(of octets: ArraySlice<UInt8>) -> First {
        guard let first = octets.first else { return .incomplete }
        if first != 0x1b { return character(octets, alt: false) }
        guard let second = octets.dropFirst().first else { return .incomplete }
        switch second {
        case UInt8(ascii: "["): return control(octets)
        case UInt8(ascii: "O"):
            guard let third = octets.dropFirst(2).first else { return .incomplete }
            return .sequence(InputSequence(kind: .shifted(third)), length: 3)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
            return string(octets, isSystem: second == UInt8(ascii: "]"))
        // The first was a key of its own.
        case 0x1b: return .sequence(InputSequence(kind: .octet(0x1b, alt: false)), length: 1)
        default:
            guard case .sequence(let sequence, let length) = character(octets.dropFirst(), alt: true) else {
                return .incomplete
            }
            return .sequence(sequence, length: length + 1)
        }
    }

    /// One character of UTF-8. (RFC 3629 3)
    private static func character(_ octets: ArraySlice<UInt8>, alt: Bool) -> First {
        guard let first = octets.first else { return .incomplete }
        let length =
            switch first {
            case ..<0x80: 1
            case 0xc2..<0xe0: 2
            case 0xe0..<0xf0: 3
            case 0xf0..<0xf5: 4
            default: 0
            }
        if length == 1 { return .sequence(InputSequence(kind: .octet(first, alt: alt)), length: 1) }
        guard length > 0 else { return .sequence(InputSequence(kind: .other), length: 1) }
        let tail = octets.dropFirst().prefix(length - 1)
        if let wrong = tail.firstIndex(where: { $0 & 0xc0 != 0x80 }) {
            return .sequence(InputSequence(kind: .other), length: wrong - octets.startIndex)
        }
        guard tail.count == length - 1 else { return .incomplete }
        let scalar = String(decoding: octets.prefix(length), as: UTF8.self).unicodeScalars.first ?? "\u{fffd}"
        return .sequence(InputSequence(kind: .scalar(scalar, alt: alt)), length: length)
    }

    private static func control(_ octets: ArraySlice<UInt8>) -> First {
        var place = octets.startIndex + 2
        var (prefix, intermediate): (UInt8?, UInt8?)
        var parameters = [0]
        while place < octets.endIndex {
            let octet = octets[place]
            place += 1
            switch octet {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let last = parameters.count - 1
                parameters[last] = min(parameters[last] * 10 + Int(octet - UInt8(ascii: "0")), 1 << 30)
            case UInt8(ascii: ";"), UInt8(ascii: ":"): parameters.append(octet == UInt8(ascii: ":") ? -1 : 0)
            case UInt8(ascii: "<")...UInt8(ascii: "?"): prefix = octet
            case 0x20..<0x30: intermediate = octet
            case 0x40..<0x7f:
                // What a colon divides belongs to the number before it, and says nothing that is asked for here.
                let kept = parameters.filter { $0 >= 0 }
                let kind = Kind.control(
                    prefix: prefix, parameters: kept, intermediate: intermediate, final: octet)
                return .sequence(InputSequence(kind: kind), length: place - octets.startIndex)
            default:
                // None: what is not of it begins anew.
                return .sequence(InputSequence(kind: .other), length: place - 1 - octets.startIndex)
            }
        }
        return .incomplete
    }

    private static func string(_ octets: ArraySlice<UInt8>, isSystem: Bool) -> First {
        var place = octets.startIndex + 2
        while place < octets.endIndex {
            let isEnd = octets[place] == 0x1b && place + 1 < octets.endIndex && octets[place + 1] == UInt8(ascii: "\\")
            if octets[place] == 0x07 || isEnd {
                let kind = isSystem ? Kind.system(octets[(octets.startIndex + 2)..<place]) : .other
                return .sequence(InputSequence(kind: kind), length: place + (isEnd ? 2 : 1) - octets.startIndex)
            }
            place += 1
        }
        return .incomplete
    }

    var isPasteStart: Bool {
        if case .control(nil, let parameters, nil, UInt8(ascii: "~")) = kind { parameters.first == 200 } else { false }
    }

    /// What it says; `nil` where nothing is made of it.
    var event: InputEvent? {
        switch kind {
        case .octet(let octet, let alt): KeyPress(octet: octet, with: alt ? .alt : []).map { .key($0) }
        case .scalar(let scalar, let alt): .key(KeyPress(.character(Character(scalar)), alt ? .alt : []))
        case .shifted(let letter): Key(letter: letter).map { .key(KeyPress($0)) }
        case .system(let octets): Self.background(octets).map { .answer($0) }
        case .control(let prefix, let parameters, let intermediate, let final):
            Self.event(prefix, parameters, intermediate, final)
        case .other: nil
        }
    }

    private static func event(
        _ prefix: UInt8?, _ parameters: [Int], _ intermediate: UInt8?, _ final: UInt8
    ) -> InputEvent? {
        let first = parameters.first ?? 0
        let second = parameters.count > 1 ? parameters[1] : 1
        let modifiers = Modifiers(rawValue: UInt8(truncatingIfNeeded: max(1, second) - 1) & 0xf)
        switch (prefix, Character(Unicode.Scalar(final))) {
        case (UInt8(ascii: "<"), "M"), (UInt8(ascii: "<"), "m"):
            return MouseEvent(sgr: parameters, isRelease: final == UInt8(ascii: "m")).map { .mouse($0) }
        case (UInt8(ascii: "?"), "c"): return .answer(.attributes)
        case (UInt8(ascii: "?"), "u"): return .answer(.distinguishesKeys)
        case (UInt8(ascii: "?"), "y") where intermediate == UInt8(ascii: "$") && first == 2026:
            return .answer(.synchronizes(second == 1 || second == 2))
        case (.some, _): return nil
        case (nil, "I"): return .focus(true)
        case (nil, "O"): return .focus(false)
        case (nil, "Z"): return .key(KeyPress(.tab, .shift))
        case (nil, "u"): return Key(code: first).map { .key(KeyPress($0, modifiers)) }
        case (nil, "~") where first == 27 && parameters.count > 2:
            return Key(code: parameters[2]).map { .key(KeyPress($0, modifiers)) }
        case (nil, "~"): return Key(number: first).map { .key(KeyPress($0, modifiers)) }
        default: return Key(letter: final).map { .key(KeyPress($0, modifiers)) }
        }
    }

    /// `11;rgb:RRRR/GGGG/BBBB`, each part of one to four digits.
    private static func background(_ octets: ArraySlice<UInt8>) -> TerminalAnswer? {
        let text = String(decoding: octets, as: UTF8.self)
        guard text.hasPrefix("11;rgb:") || text.hasPrefix("11;rgba:"), let colon = text.firstIndex(of: ":") else {
            return nil
        }
        let parts = text[text.index(after: colon)...].split(separator: "/", omittingEmptySubsequences: false)
        let values = parts.prefix(3).compactMap { part -> UInt8? in
            guard (1...4).contains(part.count), let value = Int(part, radix: 16) else { return nil }
            return UInt8(value * 255 / (1 << (4 * part.count) - 1))
        }
        guard values.count == 3 else { return nil }
        return .background(red: values[0], green: values[1], blue: values[2])
    }
}

extension KeyPress {
    /// What a key sends that is one octet; `nil` for what no key sends. (ASCII)
    init?(octet: UInt8, with modifiers: Modifiers) {
        switch octet {
        case 0: self.init(.character(" "), modifiers.union(.control))
        case 9: self.init(.tab, modifiers)
        case 10, 13: self.init(.enter, modifiers)
        case 8, 127: self.init(.backspace, modifiers)
        case 27: self.init(.escape, modifiers)
        case 1...26:
            self.init(.character(Character(Unicode.Scalar(octet + 0x60))), modifiers.union(.control))
        case 28...31: self.init(.character(Character(Unicode.Scalar(octet + 0x40))), modifiers.union(.control))
        case 32..<127: self.init(.character(Character(Unicode.Scalar(octet))), modifiers)
        default: return nil
        }
    }
}

extension Key {
    /// Of `CSI letter` and `SS3 letter`. (xterm, "PC-Style Function Keys")
    init?(letter: UInt8) {
        switch Character(Unicode.Scalar(letter)) {
        case "A": self = .up
        case "B": self = .down
        case "C": self = .right
        case "D": self = .left
        case "H": self = .home
        case "F": self = .end
        case "M": self = .enter
        case "P", "Q", "R", "S": self = .function(Int(letter - UInt8(ascii: "P")) + 1)
        default: return nil
        }
    }

    /// Of `CSI number ~`.
    init?(number: Int) {
        switch number {
        case 1, 7: self = .home
        case 2: self = .insert
        case 3: self = .delete
        case 4, 8: self = .end
        case 5: self = .pageUp
        case 6: self = .pageDown
        case 11...15: self = .function(number - 10)
        case 17...21: self = .function(number - 11)
        case 23, 24: self = .function(number - 12)
        default: return nil
        }
    }

    /// Of `CSI code u`: a key's own scalar, or a number of those that have none. (kitty's keyboard protocol)
    init?(code: Int) {
        switch code {
        case 9: self = .tab
        case 13: self = .enter
        case 27: self = .escape
        case 8, 127: self = .backspace
        case 57414: self = .enter
        case 57399...57408: self = .character(Character(Unicode.Scalar(UInt8(code - 57399) + UInt8(ascii: "0"))))
        case 57344..<63744: return nil
        default:
            guard let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init), code >= 32 else { return nil }
            self = .character(Character(scalar))
        }
    }
}

extension MouseEvent {
    /// Of `CSI < button ; column ; row M`. (xterm, "SGR (1006)")
    init?(sgr parameters: [Int], isRelease: Bool) {
        guard parameters.count >= 3, parameters[1] > 0, parameters[2] > 0 else { return nil }
        let code = parameters[0]
        var modifiers: Modifiers = []
        if code & 4 != 0 { modifiers.insert(.shift) }
        if code & 8 != 0 { modifiers.insert(.alt) }
        if code & 16 != 0 { modifiers.insert(.control) }
        let position = Position(row: parameters[2] - 1, column: parameters[1] - 1)
        if code & 64 != 0 {
            let wheels: [Action] = [.wheelUp, .wheelDown, .wheelLeft, .wheelRight]
            self.init(wheels[code & 3], .none, at: position, modifiers)
            return
        }
        let button: Button = [.left, .middle, .right, .none][code & 3]
        let action: Action = isRelease ? .release : code & 32 == 0 ? .press : button == .none ? .move : .drag
        self.init(action, button, at: position, modifiers)
    }
}
