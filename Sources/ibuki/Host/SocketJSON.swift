#if os(Linux)
    import HostNetwork
    import Packets

    /// Sockets as one typed object a line, made of the fields' declarations: keys are the filter's names without `sock.`.
    struct SocketJSON {
        private enum Value { case boolean, number, named, hexadecimal, seconds, text }

        private struct Key {
            var text: [UInt8]
            var value: Value
        }

        private let registry: Registry
        private var detail = PacketDetail()
        private var keys: [FieldID: Key] = [:]
        private var value = TextBuffer()

        init(_ registry: Registry) { self.registry = registry }

        mutating func write(_ packet: inout PacketView, into text: inout TextBuffer) {
            registry.detail(of: &packet, into: &detail) { $0 >= 0 }
            text.append("{")
            // A comma stands before each member but an object's first.
            var isFirst = true
            var inList = false
            var inItem = false
            for index in detail.nodes.indices {
                let node = detail.nodes[index]
                if node.isHidden { continue }
                switch node.kind {
                case .layer, .fault: continue
                case .list:
                    separate(&isFirst, into: &text)
                    write(key(of: node.field), into: &text)
                    text.append("[")
                    inList = true
                    isFirst = true
                case .item:
                    if inItem { text.append("},") }
                    text.append("{")
                    inItem = true
                    isFirst = true
                case .value:
                    separate(&isFirst, into: &text)
                    let key = key(of: node.field)
                    write(key, into: &text)
                    write(node, key, packet, into: &text)
                }
            }
            // The owners are the record's last part.
            if inItem { text.append("}") }
            if inList { text.append("]") }
            text.append("}\n")
        }

        private func separate(_ isFirst: inout Bool, into text: inout TextBuffer) {
            if !isFirst { text.append(",") }
            isFirst = false
        }

        private func write(_ key: Key, into text: inout TextBuffer) {
            text.append("\"")
            key.text.lend { text.append(contentsOf: $0) }
            text.append("\":")
        }

        private mutating func key(of field: FieldID) -> Key {
            if let known = keys[field] { return known }
            let info = registry.info(field)
            let value: Value =
                switch info.kind {
                case .boolean: .boolean
                case .unsigned, .signed, .frameNumber:
                    info.show == .hex ? .hexadecimal : info.type?.names.isEmpty == false ? .named : .number
                case .relativeTime: .seconds
                default: .text
                }
            let key = Key(text: Array(info.name.dropFirst("sock.".count).utf8), value: value)
            keys[field] = key
            return key
        }

        private mutating func write(
            _ node: DetailNode, _ key: Key, _ packet: borrowing PacketView, into text: inout TextBuffer
        ) {
            switch key.value {
            case .boolean: return text.append(node.raw == 0 ? "false" : "true")
            case .named:
                guard let name = registry.info(node.field).name(of: node.raw) else {
                    return text.append(decimal: node.raw)
                }
                text.append("\"")
                text.append(name)
                return text.append("\"")
            case .number, .seconds: return registry.write(node, of: packet, detail, into: &text)
            case .hexadecimal, .text: break
            }
            value.removeAll()
            registry.write(node, of: packet, detail, into: &value)
            text.append("\"")
            text.append(jsonEscaping: value)
            text.append("\"")
        }
    }
#endif
