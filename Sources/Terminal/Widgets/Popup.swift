/// A box in the middle of a part, over what is there.
public struct Popup: Equatable, Sendable {
    public var title: String
    /// What is wanted within the border.
    public var size: Size

    public init(_ title: String, _ size: Size) {
        self.title = title
        self.size = size
    }

    /// The part that it takes, its border too.
    public func frame(in part: Rectangle) -> Rectangle {
        let columns = max(min(size.columns, part.columns), title.cellWidth(upTo: part.columns) + 2)
        return part.centered(Size(rows: min(size.rows, part.rows) + 2, columns: columns + 2))
    }

    /// The part within its border; one that is too small has none.
    public func body(in part: Rectangle) -> Rectangle {
        let frame = frame(in: part)
        return Self.hasBorder(frame) ? frame.inset(rows: 1, columns: 1) : frame
    }

    /// Draws it, with nothing within.
    ///
    /// - Returns: the part within.
    @discardableResult
    public func draw(in part: Rectangle, on screen: inout Screen, _ style: Style = .plain) -> Rectangle {
        let frame = frame(in: part)
        screen.fill(frame, style)
        screen.cursor = nil
        guard Self.hasBorder(frame) else { return frame }
        let line = String(repeating: "─", count: frame.columns - 2)
        screen.write("┌" + line + "┐", at: frame.origin, style)
        for row in frame.row + 1..<frame.bottom - 1 {
            screen.write("│", at: Position(row: row, column: frame.column), style)
            screen.write("│", at: Position(row: row, column: frame.right - 1), style)
        }
        screen.write("└" + line + "┘", at: Position(row: frame.bottom - 1, column: frame.column), style)
        if frame.columns > 4, !title.isEmpty {
            screen.write(
                " " + title.shortened(to: frame.columns - 4) + " ",
                at: Position(row: frame.row, column: frame.column + 1), style.with(.bold))
        }
        return frame.inset(rows: 1, columns: 1)
    }

    private static func hasBorder(_ frame: Rectangle) -> Bool { frame.rows > 2 && frame.columns > 2 }
}
