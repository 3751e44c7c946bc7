/// What a piece of text stands for, where colours tell pieces apart.
public enum TextRole: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    case time, address, port, `protocol`, flags, fault
    /// In a detail tree: a layer's heading, a list's or an item's, a field, and what was worked out.
    case layer, heading, value, generated
}

/// How many colours a terminal has.
public enum ColorDepth: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    /// Plain text: no escape sequence is written.
    case none
    /// The sixteen of ECMA-48's successors, as the terminal's theme has them.
    case sixteen
    /// The 256 of xterm's palette.
    case palette
    /// 24 bits.
    case trueColor
}

/// Colours for the roles of text. Handed in as a value; nothing here asks the environment.
public struct TextStyle: Sendable, BitwiseCopyable {
    public var depth: ColorDepth
    public init(_ depth: ColorDepth = .none) { self.depth = depth }

    public static let plain = TextStyle()

    /// Whether anything is coloured.
    @inlinable public var isColored: Bool { depth != .none }

    /// The sequence that begins a role (SGR, ECMA-48 8.3.117).
    public func start(_ role: TextRole) -> StaticString {
        switch depth {
        case .none: ""
        case .sixteen:
            switch role {
            case .time: "\u{1b}[90m"
            case .address: "\u{1b}[36m"
            case .port: "\u{1b}[33m"
            case .protocol: "\u{1b}[32m"
            case .flags: "\u{1b}[35m"
            case .fault: "\u{1b}[1;31m"
            case .layer: "\u{1b}[1;36m"
            case .heading: "\u{1b}[1m"
            case .value: ""
            case .generated: "\u{1b}[2m"
            }
        case .palette:
            switch role {
            case .time: "\u{1b}[38;5;245m"
            case .address: "\u{1b}[38;5;80m"
            case .port: "\u{1b}[38;5;179m"
            case .protocol: "\u{1b}[38;5;114m"
            case .flags: "\u{1b}[38;5;176m"
            case .fault: "\u{1b}[1;38;5;203m"
            case .layer: "\u{1b}[1;38;5;80m"
            case .heading: "\u{1b}[1m"
            case .value: ""
            case .generated: "\u{1b}[38;5;245m"
            }
        case .trueColor:
            switch role {
            case .time: "\u{1b}[38;2;138;143;152m"
            case .address: "\u{1b}[38;2;95;205;228m"
            case .port: "\u{1b}[38;2;229;181;103m"
            case .protocol: "\u{1b}[38;2;140;207;126m"
            case .flags: "\u{1b}[38;2;206;147;216m"
            case .fault: "\u{1b}[1;38;2;255;107;107m"
            case .layer: "\u{1b}[1;38;2;95;205;228m"
            case .heading: "\u{1b}[1m"
            case .value: ""
            case .generated: "\u{1b}[38;2;138;143;152m"
            }
        }
    }

    /// The sequence that ends any role.
    public var end: StaticString { isColored ? "\u{1b}[0m" : "" }

    /// Writes what comes before a piece; says whether `end(into:)` must follow.
    @discardableResult @inlinable @inline(__always)
    package func begin(_ role: TextRole, into text: inout TextBuffer) -> Bool {
        guard isColored else { return false }
        let sequence = start(role)
        text.append(sequence)
        return sequence.utf8CodeUnitCount > 0
    }

    /// Writes what comes after a piece.
    @inlinable @inline(__always)
    package func end(into text: inout TextBuffer) { text.append(end) }
}
