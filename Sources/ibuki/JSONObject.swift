import Packets

/// One JSON object, its keys in the order in which they were added.
struct JSONObject {
    private var text = TextBuffer()

    mutating func add(_ key: String, _ value: String) {
        begin(key)
        append(value)
    }

    mutating func add(_ key: String, _ value: some FixedWidthInteger) {
        begin(key)
        text.append(decimal: value)
    }

    mutating func add(_ key: String, _ value: Bool) {
        begin(key)
        text.append(value ? "true" : "false")
    }

    /// A span of time, in seconds.
    mutating func add(_ key: String, _ value: Duration) {
        begin(key)
        let (seconds, attoseconds) = value.components
        if value < .zero { text.append("-") }
        text.append(decimal: seconds.magnitude)
        guard attoseconds != 0 else { return }
        text.append(".")
        text.append(decimal: attoseconds.magnitude / 1_000_000_000, width: 9)
    }

    /// A number with two digits behind the point.
    mutating func add(_ key: String, hundredths value: UInt64) {
        begin(key)
        text.append(decimal: value / 100)
        text.append(".")
        text.append(decimal: value % 100, width: 2)
    }

    mutating func addNull(_ key: String) {
        begin(key)
        text.append("null")
    }

    mutating func add(_ key: String, _ values: [JSONObject]) {
        begin(key)
        text.append("[")
        for (index, value) in values.enumerated() {
            text.append(index > 0 ? ",{" : "{")
            text.append(contentsOf: value.text)
            text.append("}")
        }
        text.append("]")
    }

    mutating func add(_ key: String, _ values: [String]) {
        begin(key)
        text.append("[")
        for (index, value) in values.enumerated() {
            if index > 0 { text.append(",") }
            append(value)
        }
        text.append("]")
    }

    mutating func add(_ key: String, _ values: [some FixedWidthInteger]) {
        begin(key)
        text.append("[")
        for (index, value) in values.enumerated() {
            if index > 0 { text.append(",") }
            text.append(decimal: value)
        }
        text.append("]")
    }

    /// Adds the keys of another object behind its own.
    mutating func append(_ other: JSONObject) {
        if !text.isEmpty, !other.text.isEmpty { text.append(",") }
        text.append(contentsOf: other.text)
    }

    mutating func add(_ key: String, _ value: JSONObject) {
        begin(key)
        text.append("{")
        text.append(contentsOf: value.text)
        text.append("}")
    }

    /// Writes the object and a line feed.
    func write(into other: inout TextBuffer) {
        other.append("{")
        other.append(contentsOf: text)
        other.append("}\n")
    }

    private mutating func begin(_ key: String) {
        if !text.isEmpty { text.append(",") }
        append(key)
        text.append(":")
    }

    private mutating func append(_ value: String) {
        text.append("\"")
        text.append(jsonEscaping: value)
        text.append("\"")
    }
}
