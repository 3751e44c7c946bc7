#if os(Linux)
    import HostNetwork
    import Packets

    /// Sockets as rows of a table.
    struct SocketRows {
        private(set) var table: TextTable
        /// How many sockets have an inode and no process that was seen.
        private(set) var orphans = 0
        private var end = TextBuffer(capacity: 128)
        private let isExtended: Bool
        private let hasInformation: Bool
        /// How many of a socket's processes are named; of the others only their number is told. A listener's workers, each
        /// named, would widen every row.
        private let ownerLimit: Int
        /// What connections carry now, where that is looked at again and again.
        var rates: SocketRates?

        init(isExtended: Bool, hasInformation: Bool) {
            ownerLimit = isExtended ? .max : 2
            self.isExtended = isExtended
            self.hasInformation = hasInformation
            var columns: [TextTable.Column] = [
                .left("Proto"), .left("State"), .right("Recv-Q"), .right("Send-Q"), .left("Local"), .left("Peer"),
            ]
            if isExtended {
                columns += [.left("Timer"), .right("UID"), .right("Inode"), .right("Cookie")]
            }
            columns += [.left("User"), .left("Process"), .left("Command")]
            table = TextTable(columns)
        }

        /// Adds a socket, its ends as numbers.
        mutating func add(_ socket: borrowing Layer<HostSocket>) {
            addStart(socket)
            for isLocal in [true, false] {
                end.removeAll()
                socket.write(localEnd: isLocal, into: &end)
                // Whoever binds a Unix socket chooses its path.
                table.add(.address) { $0.append(textEscaping: end) }
            }
            addRest(socket)
        }

        /// Adds a socket, its ends as names.
        mutating func add(_ socket: borrowing Layer<HostSocket>, _ names: inout NameResolver) {
            addStart(socket)
            for isLocal in [true, false] {
                end.removeAll()
                names.write(socket, isLocal: isLocal, into: &end)
                table.add(.address) { $0.append(textEscaping: end) }
            }
            addRest(socket)
        }

        private mutating func addStart(_ socket: borrowing Layer<HostSocket>) {
            let kind = socket.kindWord
            table.add(.protocol) { $0.append(kind) }
            let state = socket.state
            table.add(Self.role(of: state)) { $0.append(state.word) }
            table.add(socket.receiveQueue)
            table.add(socket.sendQueue)
        }

        private mutating func addRest(_ socket: borrowing Layer<HostSocket>) {
            if isExtended {
                let timer = Self.timer(socket)
                table.add(nil, timer)
                table.add(socket.user)
                table.add(socket.inode)
                let cookie = socket.cookie
                table.add { $0.append(hex: cookie, digits: 1) }
            }
            table.add { $0.append(textEscaping: socket.octets(ofPart: HostSocket.userNamePart)) }
            addOwners(socket)
            guard hasInformation, socket.parts.count(HostSocket.informationPart) > 0 else { return }
            var note = "       " + socket.informationWords
            if let rate = rates?.rate(of: socket) {
                note +=
                    "  now sending \(Amount.bitRate(rate.sending * 8)), receiving \(Amount.bitRate(rate.receiving * 8))"
            }
            table.addNote(note)
        }

        /// `nginx[1234],nginx[1235]`, and the first's command line.
        private mutating func addOwners(_ socket: borrowing Layer<HostSocket>) {
            var isFirst = true
            table.add(.heading) { text in
                var owners = socket.owners
                var count = 0
                while let owner = owners.next() {
                    count += 1
                    if count > ownerLimit { continue }
                    if !isFirst { text.append(byte: 0x2c) }
                    isFirst = false
                    text.append(textEscaping: owner.octets(ofPart: SocketOwner.processNamePart))
                    text.append(byte: 0x5b)
                    text.append(decimal: owner.process)
                    if isExtended {
                        text.append(",fd=")
                        text.append(decimal: owner.descriptor)
                    }
                    text.append(byte: 0x5d)
                }
                if count > ownerLimit { text.append(",+\(count - ownerLimit) more") }
                if isFirst { text.append(byte: 0x2d) }
            }
            if isFirst, socket.inode != 0 { orphans += 1 }
            table.add { text in
                var owners = socket.owners
                if let owner = owners.next() {
                    text.append(textEscaping: owner.octets(ofPart: SocketOwner.commandLinePart))
                }
            }
        }

        private static func role(of state: SocketState) -> TextRole? {
            switch state {
            case .listen: .flags
            case .established: .protocol
            case .unconnected, .timeWait: .time
            default: .port
            }
        }

        /// `keepalive 110 min`
        private static func timer(_ socket: borrowing Layer<HostSocket>) -> String {
            let timer = socket.timer
            guard timer != .none, let name = SocketTimer.name(of: timer.raw) else { return "-" }
            let retries = socket.retries
            return "\(name) \(Amount.nanoseconds(socket.timerExpiry.raw))" + (retries > 0 ? " try \(retries)" : "")
        }
    }
#endif
