internal import Packets

#if os(Linux)
    extension SocketRecord {
        /// What a line of `/proc/net/raw`, `udp` or `tcp` says, or of those whose names end with 6; `nil` for the heading and
        /// for lines of another form. proc(5)
        ///
        ///     0: 0100007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000   101        0 20123 2 …
        init?(proc line: borrowing RawSpan, _ transport: SocketProtocol) {
            var words = Words(line)
            guard words.next() != nil, let local = words.next().flatMap(Self.end(of:)),
                let remote = words.next().flatMap(Self.end(of:)), let state = words.next().flatMap(Self.hexadecimal),
                let queues = words.next(), words.next() != nil, words.next() != nil,
                let user = words.next().flatMap(Self.decimal), words.next() != nil,
                let inode = words.next().flatMap(Self.decimal)
            else { return nil }
            self.init()
            header.transport = transport
            header.type = transport == .tcp ? .stream : transport == .raw ? .raw : .datagram
            header.state = SocketState(rawValue: UInt8(truncatingIfNeeded: state))
            switch (local.address, remote.address) {
            case (.v4(let source), .v4(let destination)):
                header.family = .ipv4
                header.sourceIPv4 = source
                header.destinationIPv4 = destination
            case (.v6(let source), .v6(let destination)):
                header.family = .ipv6
                header.sourceIPv6 = source
                header.destinationIPv6 = destination
            default: return nil
            }
            header.sourcePort = Port(local.port)
            header.destinationPort = Port(remote.port)
            let halves = queues.split(separator: UInt8(ascii: ":"))
            guard halves.count == 2, let sent = Self.hexadecimal(halves[0]), let received = Self.hexadecimal(halves[1])
            else { return nil }
            header.sendQueue = UInt32(truncatingIfNeeded: sent)
            header.receiveQueue = UInt32(truncatingIfNeeded: received)
            header.user = UInt32(truncatingIfNeeded: user)
            header.inode = UInt32(truncatingIfNeeded: inode)
        }

        /// What a line of `/proc/net/unix` says; `nil` for the heading and for lines of another form. proc(5)
        ///
        ///     0000000000000000: 00000002 00000000 00010000 0001 01 20123 /run/user/socket
        init?(procUnix line: borrowing RawSpan) {
            var words = Words(line)
            guard words.next() != nil, words.next() != nil, words.next() != nil,
                let flags = words.next().flatMap(Self.hexadecimal), let type = words.next().flatMap(Self.hexadecimal),
                let state = words.next().flatMap(Self.hexadecimal), let inode = words.next().flatMap(Self.decimal)
            else { return nil }
            self.init()
            header.transport = .unix
            header.family = .unix
            header.type = SocketType(rawValue: UInt8(truncatingIfNeeded: type))
            // The file has the states of `<linux/net.h>`, and that it listens as a flag (`__SO_ACCEPTCON`).
            header.state = flags & 0x10000 != 0 ? .listen : state == 3 ? .established : .unconnected
            header.inode = UInt32(truncatingIfNeeded: inode)
            path = words.remaining
        }

        /// What a line of `/proc/net/packet` says; `nil` for the heading and for lines of another form. packet(7)
        ///
        ///     ffff8880 3 3 0003 2 1 0 1000 20123
        init?(procPacket line: borrowing RawSpan) {
            var words = Words(line)
            guard words.next() != nil, words.next() != nil, let type = words.next().flatMap(Self.decimal),
                let etherType = words.next().flatMap(Self.hexadecimal),
                let interface = words.next().flatMap(Self.decimal), words.next() != nil,
                let queue = words.next().flatMap(Self.decimal), let user = words.next().flatMap(Self.decimal),
                let inode = words.next().flatMap(Self.decimal)
            else { return nil }
            self.init()
            header.transport = .packet
            header.family = .packet
            header.type = SocketType(rawValue: UInt8(truncatingIfNeeded: type))
            header.state = .unconnected
            header.etherType = EtherType(rawValue: UInt16(truncatingIfNeeded: etherType))
            header.interfaceIndex = UInt32(truncatingIfNeeded: interface)
            header.receiveQueue = UInt32(truncatingIfNeeded: queue)
            header.user = UInt32(truncatingIfNeeded: user)
            header.inode = UInt32(truncatingIfNeeded: inode)
        }

        /// `0100007F:0035`: the address as words in the host's order, and the port.
        private static func end(of text: ArraySlice<UInt8>) -> (address: IPAddress, port: UInt16)? {
            let halves = text.split(separator: UInt8(ascii: ":"))
            guard halves.count == 2, let port = hexadecimal(halves[1]), port < 65536 else { return nil }
            var words: [UInt32] = []
            var rest = halves[0]
            guard rest.count == 8 || rest.count == 32 else { return nil }
            while !rest.isEmpty {
                guard let word = hexadecimal(rest.prefix(8)) else { return nil }
                words.append(UInt32(truncatingIfNeeded: word).bigEndian)
                rest = rest.dropFirst(8)
            }
            guard words.count == 4 else { return (.v4(IPv4Address(rawValue: words[0])), UInt16(port)) }
            let address = IPv6Address(
                high: UInt64(words[0]) << 32 | UInt64(words[1]), low: UInt64(words[2]) << 32 | UInt64(words[3]))
            return (.v6(address), UInt16(port))
        }

        private static func hexadecimal(_ text: ArraySlice<UInt8>) -> UInt64? {
            guard (1...16).contains(text.count) else { return nil }
            return UInt64(String(decoding: text, as: UTF8.self), radix: 16)
        }

        private static func decimal(_ text: ArraySlice<UInt8>) -> UInt64? {
            UInt64(String(decoding: text, as: UTF8.self))
        }

        /// The words of a line, which spaces part.
        private struct Words {
            private var rest: ArraySlice<UInt8>
            init(_ line: borrowing RawSpan) { rest = line.octets(0, line.byteCount)[...] }

            /// What is left, without the spaces before it.
            var remaining: [UInt8] { Array(rest.drop { $0 == 0x20 }) }

            mutating func next() -> ArraySlice<UInt8>? {
                rest = rest.drop { $0 == 0x20 }
                guard !rest.isEmpty else { return nil }
                let word = rest.prefix { $0 != 0x20 }
                rest = rest[word.endIndex...]
                return word
            }
        }
    }
#endif
