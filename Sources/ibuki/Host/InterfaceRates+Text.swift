#if os(Linux)
    import HostNetwork
    import Packets

    extension InterfaceRates {
        func write(into text: inout TextBuffer, _ style: TextStyle, _ width: Int) {
            var table = TextTable([
                .left("Interface"), .left("State"), .right("Receiving"), .right("Packets/s"), .right("Errors/s"),
                .right("Dropped/s"), .right("Sending"), .right("Packets/s"), .right("Errors/s"), .right("Dropped/s"),
            ])
            for line in lines {
                table.add(.heading, line.interface.name)
                table.add(line.interface.state == .up ? .protocol : .time, line.interface.state.description)
                for direction in [line.received, line.sent] {
                    table.add(.address, Amount.bitRate(direction.bits))
                    table.add(direction.packets)
                    table.add(direction.errors > 0 ? .fault : nil, "\(direction.errors)")
                    table.add(direction.dropped > 0 ? .fault : nil, "\(direction.dropped)")
                }
            }
            table.write(into: &text, style: style, width: width, breaksCells: true)
        }

        func writeJSON(into text: inout TextBuffer) {
            for line in lines {
                var object = JSONObject()
                object.add("name", line.interface.name)
                object.add("state", line.interface.state.description)
                for (key, direction) in [("receiving", line.received), ("sending", line.sent)] {
                    var inner = JSONObject()
                    inner.add("bits", direction.bits)
                    inner.add("packets", direction.packets)
                    inner.add("errors", direction.errors)
                    inner.add("dropped", direction.dropped)
                    object.add(key, inner)
                }
                object.write(into: &text)
            }
        }
    }
#endif
