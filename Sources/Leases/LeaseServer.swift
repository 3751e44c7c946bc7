internal import PacketProtocols
public import Packets

/// A DHCP server that lends the addresses of one range: messages and the time go in, answers come out. RFC 2131 section 4.3
///
/// What it remembers is bounded by the range: whoever asks under ever new names gets what nobody has, and then nothing.
public struct LeaseServer: Sendable {
    /// What a server lends, and tells.
    public struct Options: Sendable {
        /// The server's own address, of the network that it lends addresses of.
        public var address: IPv4Address
        public var prefixLength: Int
        /// The first and the last that it lends.
        public var first: IPv4Address
        public var last: IPv4Address
        public var routers: [IPv4Address] = []
        public var nameServers: [IPv4Address] = []
        public var domain: String?
        /// For how long, in seconds.
        public var duration: UInt32 = 3600

        /// - Precondition: the prefix has 0 to 32 bits.
        public init(address: IPv4Address, prefixLength: Int, first: IPv4Address, last: IPv4Address) {
            precondition((0...32).contains(prefixLength), "a prefix has 0 to 32 bits")
            self.address = address
            self.prefixLength = prefixLength
            self.first = first
            self.last = last
        }
    }

    /// A message that is to be sent, and where to.
    public struct Answer: Sendable, Hashable {
        public var message: LeaseMessage
        public var address: IPv4Address
        /// 68 of clients, 67 of relays.
        public var port: UInt16
    }

    /// How a client is known: by what it calls itself, or by its card. RFC 2131 section 4.2
    private enum Client: Hashable {
        case identifier([UInt8])
        case card(MACAddress)

        init(_ message: LeaseMessage) {
            self = message.octets(of: 61).map { .identifier($0) } ?? .card(message.hardwareAddress)
        }
    }

    /// Who has an address, or had it last.
    private struct Binding {
        /// Nobody's, where a client said that somebody else has it.
        var client: Client?
        /// Until when it is nobody else's, in nanoseconds.
        var until: UInt64
        var isOffered = false
    }

    private let options: Options
    private let range: ClosedRange<UInt32>
    private var bindings: [IPv4Address: Binding] = [:]
    /// By whom an address was had last.
    private var addresses: [Client: IPv4Address] = [:]
    /// Where the search for a free address begins.
    private var cursor: UInt32

    /// The most addresses that are lent; of a longer range the first.
    private static let limit: UInt32 = 4096
    private static let second: UInt64 = 1_000_000_000
    /// How long an offer stands, and how long an address is left alone that somebody else has, in nanoseconds.
    private static let offerTime = 60 * second
    private static let conflictTime = 600 * second

    public init(_ options: Options) {
        self.options = options
        let (first, last) = (options.first.rawValue, options.last.rawValue)
        range = first...first + (last > first ? min(last - first, Self.limit - 1) : 0)
        cursor = first
    }

    /// How many addresses are lent now.
    public func leaseCount(now: UInt64) -> Int {
        bindings.values.count { !$0.isOffered && $0.client != nil && $0.until > now }
    }

    /// Answers a datagram that came to port 67; `nil` where there is nothing to say.
    public mutating func answer(to octets: [UInt8], now: UInt64) -> Answer? {
        guard let question = LeaseMessage(octets), !question.isReply else { return nil }
        // A relay speaks for another network, unless it is of this one.
        guard question.relayAddress.isUnspecified || isOfNetwork(question.relayAddress) else { return nil }
        switch question.kind {
        case .discover: return offer(question, now)
        case .request: return request(question, now)
        case .decline:
            guard question.server == options.address, let address = question.requestedAddress,
                holds(Client(question), address, now)
            else { return nil }
            forget(address)
            bindings[address] = Binding(client: nil, until: now &+ Self.conflictTime)
            return nil
        case .release:
            guard question.server == options.address, holds(Client(question), question.clientAddress, now) else {
                return nil
            }
            // Who had it gets it again, unless another one wants it meanwhile.
            bindings[question.clientAddress]?.until = now
            return nil
        case .inform:
            guard !question.clientAddress.isUnspecified else { return nil }
            return answer(question, .acknowledgment, nil)
        default: return nil
        }
    }

    // MARK: Questions

    private mutating func offer(_ question: LeaseMessage, _ now: UInt64) -> Answer? {
        let client = Client(question)
        let wanted = [addresses[client], question.requestedAddress].compactMap { $0 }
        guard let address = wanted.first(where: { isFree($0, for: client, now) }) ?? findFree(for: client, now) else {
            return nil
        }
        // An offer does not end a lease that the client has.
        if !holds(client, address, now) || bindings[address]?.isOffered == true {
            bind(address, client, until: now &+ Self.offerTime, isOffered: true)
        }
        return answer(question, .offer, address)
    }

    /// RFC 2131 section 4.3.2: what a request means follows from what is in it.
    private mutating func request(_ question: LeaseMessage, _ now: UInt64) -> Answer? {
        let client = Client(question)
        if let server = question.server, server != options.address {
            // It takes another's offer.
            if let address = addresses[client], bindings[address]?.isOffered == true { forget(address) }
            return nil
        }
        let isRenewal = question.requestedAddress == nil
        guard let address = question.requestedAddress ?? question.clientAddress.ifSpecified else { return nil }
        if isFree(address, for: client, now), question.server != nil || holds(client, address, now) || isRenewal {
            bind(address, client, until: now &+ UInt64(options.duration) * Self.second, isOffered: false)
            return answer(question, .acknowledgment, address)
        }
        // Of a client that is not known, and asks for what it had, another server may know.
        if question.server == nil, addresses[client] == nil, isOfNetwork(address), !isRenewal { return nil }
        return answer(question, .refusal, nil)
    }

    // MARK: Addresses

    private func isOfNetwork(_ address: IPv4Address) -> Bool {
        IPv4Prefix(options.address, length: options.prefixLength).contains(address)
    }

    private func holds(_ client: Client, _ address: IPv4Address, _ now: UInt64) -> Bool {
        guard let binding = bindings[address] else { return false }
        return binding.client == client && binding.until > now
    }

    private func isFree(_ address: IPv4Address, for client: Client, _ now: UInt64) -> Bool {
        guard range.contains(address.rawValue), address != options.address else { return false }
        guard let binding = bindings[address], binding.until > now else { return true }
        return binding.client == client
    }

    /// The next address that nobody has: one that nobody ever had before one whose time is over.
    private mutating func findFree(for client: Client, _ now: UInt64) -> IPv4Address? {
        var old: IPv4Address?
        let first = cursor
        repeat {
            let address = IPv4Address(rawValue: cursor)
            cursor = cursor == range.upperBound ? range.lowerBound : cursor + 1
            guard isFree(address, for: client, now) else { continue }
            if bindings[address] == nil { return address }
            old = old ?? address
        } while cursor != first
        return old
    }

    private mutating func bind(_ address: IPv4Address, _ client: Client, until: UInt64, isOffered: Bool) {
        if let other = addresses[client], other != address { forget(other) }
        forget(address)
        bindings[address] = Binding(client: client, until: until, isOffered: isOffered)
        addresses[client] = address
    }

    private mutating func forget(_ address: IPv4Address) {
        if let client = bindings.removeValue(forKey: address)?.client { addresses[client] = nil }
    }

    // MARK: Answers

    /// - Parameter address: what is lent; nothing when `nil`.
    private func answer(_ question: LeaseMessage, _ kind: DHCP.MessageType, _ address: IPv4Address?) -> Answer {
        var message = LeaseMessage(kind, identifier: question.identifier, hardwareAddress: question.hardwareAddress)
        message.wantsBroadcast = question.wantsBroadcast
        message.relayAddress = question.relayAddress
        message.options = [.init(54, [options.address])]
        if kind != .refusal {
            message.clientAddress = kind == .acknowledgment ? question.clientAddress : .unspecified
            message.yourAddress = address ?? .unspecified
            if address != nil {
                let times = [options.duration, options.duration / 2, UInt32(UInt64(options.duration) * 7 / 8)]
                message.options += zip([51, 58, 59], times).map { .init($0, $1) }
            }
            message.options.append(.init(1, UInt32.max << UInt32(32 - options.prefixLength)))
            if !options.routers.isEmpty { message.options.append(.init(3, options.routers)) }
            if !options.nameServers.isEmpty { message.options.append(.init(6, options.nameServers)) }
            if let domain = options.domain { message.options.append(.init(15, domain)) }
        }
        // RFC 6842: what the client calls itself goes back to it.
        if let identifier = question.octets(of: 61) { message.options.append(.init(61, identifier)) }
        // RFC 2131 section 4.1. Who has no address yet and takes a unicast all the same may take a broadcast too.
        if !question.relayAddress.isUnspecified {
            return Answer(message: message, address: question.relayAddress, port: 67)
        }
        let hasAddress = kind != .refusal && !question.clientAddress.isUnspecified
        return Answer(message: message, address: hasAddress ? question.clientAddress : .init(rawValue: .max), port: 68)
    }
}

extension IPv4Address {
    /// The address; `nil` where it is none.
    fileprivate var ifSpecified: IPv4Address? { isUnspecified ? nil : self }
}
