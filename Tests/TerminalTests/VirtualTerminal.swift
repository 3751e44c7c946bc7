import Terminal

/// A terminal that knows what ``Renderer`` writes and nothing else: what it shows is judged by other rules than the renderer's.
struct VirtualTerminal {
    struct Place: Equatable {
        var text = " "
        var style = "0"
    }

    let size: Size
    var places: [[Place]]
    var (row, column) = (0, 0)
    var style = "0"
    var isCursorVisible = true
    var isMarked = false
    var misunderstood: [String] = []
    /// The width that this terminal gives to a cluster, which need not be what others give.
    var width: (Character) -> Int

    init(_ size: Size, width: @escaping (Character) -> Int = { String($0).cellWidth }) {
        self.size = size
        self.width = width
        places = Array(repeating: Array(repeating: Place(), count: size.columns), count: size.rows)
    }

    mutating func take(_ octets: [UInt8]) {
        var rest = Substring(String(decoding: octets, as: UTF8.self))
        while let character = rest.first {
            if character == "\u{1b}" {
                let end = rest.dropFirst(2).firstIndex { ("@"..."~").contains($0) } ?? rest.endIndex
                obey(rest[..<end].dropFirst(2), end == rest.endIndex ? " " : rest[end])
                rest = end == rest.endIndex ? "" : rest[rest.index(after: end)...]
            } else {
                rest.removeFirst()
                put(character)
            }
        }
    }

    private mutating func put(_ character: Character) {
        guard column < size.columns else { return }
        places[row][column] = Place(text: String(character), style: style)
        let wide = width(character)
        for behind in 1..<max(2, wide + 1) where behind < wide && column + behind < size.columns {
            places[row][column + behind] = Place(text: "", style: style)
        }
        column = min(column + wide, size.columns - 1)
    }

    private mutating func obey(_ parameters: Substring, _ letter: Character) {
        let numbers = parameters.split(separator: ";").compactMap { Int($0) }
        switch (letter, parameters) {
        case ("H", _): (row, column) = (numbers[0] - 1, numbers[1] - 1)
        case ("C", _): column += numbers.first ?? 1
        case ("J", "2"): places = Array(repeating: Array(repeating: Place(), count: size.columns), count: size.rows)
        case ("K", ""): for place in column..<size.columns { places[row][place] = Place(text: " ", style: style) }
        case ("m", _): style = parameters == "0" ? "0" : String(parameters)
        case ("h", "?25"): isCursorVisible = true
        case ("l", "?25"): isCursorVisible = false
        case ("h", "?2026"): isMarked = true
        case ("l", "?2026"): isMarked = false
        default: misunderstood.append("\(parameters)\(letter)")
        }
    }

    var text: String {
        places.map { row in
            var line = row.map(\.text).joined()
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }
}
