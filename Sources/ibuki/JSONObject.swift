import Packets

/// One JSON object, its keys in the order in which they were added.
struct JSONObject {
    private var text = TextBuffer()

    mutating func add(_ key: String, _ value: String) {
        begin(key)
        append(value)
    }

    mutating func add(_ key: String, _ value: Int) {
        begin(key)
        text.append(decimal: value)
    }

    mutating func add(_ key: String, _ value: Bool) {
        begin(key)
        text.append(value ? "true" : "false")
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
