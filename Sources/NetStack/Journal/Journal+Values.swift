import Packets

// What values are as numbers in a journal, each beside how it is read back.

extension StackConfiguration {
    var journaled: [UInt64] {
        [
            secrets.first, secrets.second, identifierSecrets == nil ? 0 : 1, identifierSecrets?.first ?? 0,
            identifierSecrets?.second ?? 0, UInt64(clamping: connectionLimit), UInt64(clamping: smallConnectionLimit),
            UInt64(clamping: socketLimit),
            UInt64(clamping: neighborLimit), UInt64(clamping: translationLimit), UInt64(clamping: groupLimit),
            forwards ? 1 : 0, UInt64(clamping: reassemblyLimit), UInt64(clamping: destinationLimit),
            UInt64(clamping: sendLimit), UInt64(clamping: receiveLimit), UInt64(clamping: datagramLimit),
            UInt64(timeToLive), congestion.journaled, UInt64(features.rawValue), UInt64(clamping: eventLimit),
            acknowledgmentDelay, minimumTimeout, acceptLimit, timeWait, UInt64(clamping: retransmissionLimit),
            UInt64(clamping: handshakeLimit),
        ]
    }

    /// - Throws: `JournalError`: of numbers that no stack would be made with, for memory is asked for by them.
    init(_ call: inout JournalRecord) throws(JournalError) {
        self.init(secrets: StackSecrets(try call.number(), try call.number()))
        let identifiers = (try call.flag(), try call.number(), try call.number())
        if identifiers.0 { identifierSecrets = StackSecrets(identifiers.1, identifiers.2) }
        connectionLimit = try call.integer(to: 1 << 20)
        smallConnectionLimit = try call.integer(to: 1 << 20)
        socketLimit = try call.integer(to: 1 << 16)
        neighborLimit = try call.integer(to: 1 << 16)
        translationLimit = try call.integer(to: 1 << 16)
        groupLimit = try call.integer(to: 1 << 16)
        forwards = try call.flag()
        reassemblyLimit = try call.integer(to: 1 << 12)
        destinationLimit = try call.integer(to: 1 << 16)
        sendLimit = try call.integer(to: 1 << 26)
        receiveLimit = try call.integer(to: 1 << 26)
        datagramLimit = try call.integer(to: 1 << 26)
        timeToLive = UInt8(try call.integer(to: 255))
        congestion = try CongestionAlgorithm(&call)
        features = TransportFeatures(rawValue: UInt8(try call.integer(to: 255)))
        eventLimit = try call.integer(to: 1 << 20)
        acknowledgmentDelay = UInt64(try call.integer(to: JournalRecord.longest))
        minimumTimeout = UInt64(try call.integer(to: JournalRecord.longest))
        acceptLimit = UInt64(try call.integer(to: JournalRecord.longest))
        timeWait = UInt64(try call.integer(to: JournalRecord.longest))
        retransmissionLimit = try call.integer(to: 255)
        handshakeLimit = try call.integer(to: 255)
    }
}

extension CongestionAlgorithm {
    fileprivate var journaled: UInt64 {
        switch self {
        case .reno: 0
        case .cubic: 1
        case .none: 2
        }
    }

    fileprivate init(_ call: inout JournalRecord) throws(JournalError) {
        let all: [CongestionAlgorithm] = [.reno, .cubic, .none]
        self = all[try call.integer(to: all.count - 1)]
    }
}

extension IPAddress {
    var journaled: [UInt64] {
        let mapped = IPv6Address(self)
        return [mapped.high, mapped.low]
    }
}

extension Interface {
    var journaled: [UInt64] {
        var numbers: [UInt64] = [
            hardwareAddress == nil ? 0 : 1, hardwareAddress?.rawValue ?? 0, UInt64(clamping: mtu),
            UInt64(identifiers?.rawValue ?? 2), probesAddresses ? 1 : 0, acceptsAnyAddress ? 1 : 0,
            sharesAddresses ? 1 : 0, isLoopback ? 1 : 0, offloads ? 1 : 0, UInt64(addresses.count),
            UInt64(gateways.count),
        ]
        for address in addresses { numbers += address.journaled }
        for gateway in gateways { numbers += gateway.journaled }
        return numbers
    }

    init(_ call: inout JournalRecord) throws(JournalError) {
        let hardware = (try call.flag(), try call.integer(to: 0xFFFF_FFFF_FFFF))
        // RFC 791: every host takes 576 octets; a length has 16 bits.
        let mtu = try call.integer(from: 576, to: 65535)
        let identifiers = InterfaceIdentifiers(rawValue: UInt8(try call.integer(to: 2)))
        let flags = (try call.flag(), try call.flag(), try call.flag())
        let (isLoopback, offloads) = (try call.flag(), try call.flag())
        let counts = (try call.integer(to: 1000), try call.integer(to: 1000))
        var (addresses, gateways): ([Address], [IPAddress]) = ([], [])
        for _ in 0..<counts.0 { addresses.append(try Address(&call)) }
        for _ in 0..<counts.1 { gateways.append(try call.address()) }
        self =
            isLoopback
            ? .loopback
            : Interface(
                hardwareAddress: hardware.0 ? MACAddress(rawValue: UInt64(hardware.1)) : nil, mtu: mtu,
                addresses: addresses,
                gateways: gateways, identifiers: identifiers, offloads: offloads)
        self.addresses = addresses
        probesAddresses = flags.0
        acceptsAnyAddress = flags.1
        sharesAddresses = flags.2
    }
}

extension Interface.Address {
    var journaled: [UInt64] { address.journaled + [UInt64(prefixLength), isOnLink ? 1 : 0] }

    init(_ call: inout JournalRecord) throws(JournalError) {
        let address = try call.address()
        self.init(address, prefixLength: try call.integer(to: IPv6Address(address).isIPv4 ? 32 : 128))
        isOnLink = try call.flag()
    }
}

extension ConnectionOption {
    var journaled: [UInt64] {
        switch self {
        case .noDelay(let isOn): [0, isOn ? 1 : 0]
        case .cork(let isOn): [1, isOn ? 1 : 0]
        case .keepAlive(let keepAlive):
            [
                2, keepAlive == nil ? 0 : 1, keepAlive?.idle ?? 0, keepAlive?.interval ?? 0,
                UInt64(keepAlive?.count ?? 0),
            ]
        case .userTimeout(let time): [3, time == nil ? 0 : 1, time ?? 0]
        case .abortsOnClose(let isOn): [4, isOn ? 1 : 0]
        case .maximumSegmentSize(let size): [5, UInt64(size)]
        case .sendLimit(let limit): [6, UInt64(clamping: limit)]
        case .receiveLimit(let limit): [7, UInt64(clamping: limit)]
        case .congestion(let algorithm): [8, algorithm.journaled]
        case .hopLimit(let limit): [9, UInt64(limit)]
        case .differentiatedServices(let bits): [10, UInt64(bits)]
        case .misbehavior(let misbehavior): [11, misbehavior == nil ? 0 : 1] + (misbehavior ?? Misbehavior()).journaled
        }
    }

    init(_ call: inout JournalRecord) throws(JournalError) {
        switch try call.integer(to: 11) {
        case 0: self = .noDelay(try call.flag())
        case 1: self = .cork(try call.flag())
        case 2:
            let isWanted = try call.flag()
            let keepAlive = KeepAlive(
                idle: UInt64(try call.integer(to: JournalRecord.longest)),
                interval: UInt64(try call.integer(to: JournalRecord.longest)), count: UInt8(try call.integer(to: 255)))
            self = .keepAlive(isWanted ? keepAlive : nil)
        case 3:
            let isWanted = try call.flag()
            let time = UInt64(try call.integer(to: JournalRecord.longest))
            self = .userTimeout(isWanted ? time : nil)
        case 4: self = .abortsOnClose(try call.flag())
        case 5: self = .maximumSegmentSize(UInt16(try call.integer(to: 65535)))
        case 6: self = .sendLimit(try call.integer(to: 1 << 30))
        case 7: self = .receiveLimit(try call.integer(to: 1 << 30))
        case 8: self = .congestion(try CongestionAlgorithm(&call))
        case 9: self = .hopLimit(UInt8(try call.integer(to: 255)))
        case 10: self = .differentiatedServices(UInt8(try call.integer(to: 255)))
        default:
            let isWanted = try call.flag()
            let misbehavior = try Misbehavior(&call)
            self = .misbehavior(isWanted ? misbehavior : nil)
        }
    }
}

extension Misbehavior {
    fileprivate var journaled: [UInt64] {
        let hold: [UInt64] =
            switch handshake {
            case nil: [0, 0]
            case .forever: [1, 0]
            case .time(let time): [2, time]
            }
        return hold + [
            UInt64(droppedAcknowledgments), acknowledgmentDelay, window == nil ? 0 : 1, UInt64(window?.size ?? 0),
            UInt64(window?.after ?? 0), UInt64(wrongChecksums), UInt64(wrongSequenceNumbers), ignoresFinish ? 1 : 0,
            resetOctet == nil ? 0 : 1, UInt64(resetOctet ?? 0),
        ]
    }

    fileprivate init(_ call: inout JournalRecord) throws(JournalError) {
        self.init()
        func count(_ call: inout JournalRecord) throws(JournalError) -> UInt32 {
            UInt32(try call.integer(to: Int(UInt32.max)))
        }
        let hold = (try call.integer(to: 2), UInt64(try call.integer(to: JournalRecord.longest)))
        handshake = hold.0 == 0 ? nil : hold.0 == 1 ? .forever : .time(hold.1)
        droppedAcknowledgments = try count(&call)
        acknowledgmentDelay = UInt64(try call.integer(to: JournalRecord.longest))
        let wanted = (try call.flag(), Window(size: try count(&call), after: try count(&call)))
        window = wanted.0 ? wanted.1 : nil
        wrongChecksums = try count(&call)
        wrongSequenceNumbers = try count(&call)
        ignoresFinish = try call.flag()
        let octet = (try call.flag(), try count(&call))
        resetOctet = octet.0 ? octet.1 : nil
    }
}

extension IPAddress {
    /// Stands where there is none.
    static var any: IPAddress { .v4(IPv4Address(rawValue: 0)) }
}

extension InterfaceID? {
    var journaled: [UInt64] { [self == nil ? 0 : 1, UInt64(clamping: self?.rawValue ?? 0)] }
}

extension ConnectionHandle {
    var journaled: [UInt64] { [UInt64(clamping: slot), UInt64(generation)] }
}

extension DatagramHandle {
    var journaled: [UInt64] { [UInt64(clamping: slot), UInt64(generation)] }
}
