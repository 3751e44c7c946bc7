/// The keys that matter here, as many as fit, and at the right one that always does.
public struct StatusBar: Equatable, Sendable {
    public struct Item: Equatable, Sendable {
        public let keys: String
        public let title: String

        public init(_ keys: String, _ title: String) {
            self.keys = keys
            self.title = title
        }

        /// What a command is called by, if it is by a key.
        public init?(_ command: Command<some Hashable & Sendable>) {
            guard let keys = command.keys.first else { return nil }
            self.init(keys.description, command.title)
        }

        fileprivate var width: Int { keys.cellWidth + 1 + title.cellWidth }
        fileprivate func pieces(_ style: Style) -> [StyledText] {
            [StyledText(keys, style.with(.bold)), StyledText(" " + title, style)]
        }
    }

    /// The most important first.
    public var items: [Item]
    public var last: Item?

    public init(_ items: [Item], last: Item? = nil) {
        self.items = items
        self.last = last
    }

    /// Draws it in the first row of a part.
    public func draw(in part: Rectangle, on screen: inout Screen, _ style: Style = .plain) {
        let row = part.firstRow
        screen.fill(row, style)
        var rest = row.inset(columns: row.columns > 4 ? 1 : 0)
        if let last {
            let place = rest.takeRight(last.width)
            screen.write(last.pieces(style), at: place.origin, within: place.columns)
            _ = rest.takeRight(2)
        }
        var pieces: [StyledText] = []
        var width = 0
        for item in items {
            let separator = pieces.isEmpty ? "" : " · "
            width += separator.count + item.width
            guard width <= rest.columns else { break }
            if !separator.isEmpty { pieces.append(StyledText(separator, style.with(.dim))) }
            pieces += item.pieces(style)
        }
        screen.write(pieces, at: rest.origin, within: rest.columns)
    }
}
