extension IPv6 {
    /// The routing header. RFC 8200 section 4.4.
    public enum Routing: PacketProtocol {
        public static var name: String { "ipv6.routing" }
        public static var title: String { "Routing Header for IPv6" }
        public static var shortName: String { "IPv6" }
        public static var reference: String { "RFC 8200" }

        public static var nextHeader: Field<IPProtocol> {
            .init("nxt", "Next Header", bits: 0..<8, auto: .next(.ipProtocol), preset: 59)
        }
        public static var length: Field<UInt8> {
            .init("len", "Length", bits: 8..<16, auto: .length(.header, unit: 8, plus: -8))
        }
        public static var octets: Derived<Routing, UInt16> {
            .init("len_oct", "Length in octets") { header, _ in (UInt16(header.length) + 1) * 8 }
        }
        public static var type: Field<RoutingType> { .init("type", "Type", bits: 16..<24, auto: .variant) }
        public static var segmentsLeft: Field<UInt8> { .init("segleft", "Segments Left", bits: 24..<32) }
        public static let tree: [AnyField<Routing>] = [
            .init(\.nextHeader), .init(\.length), .init(\.octets), .init(\.type), .init(\.segmentsLeft),
        ]
        public static var variants: Variants? {
            Variants(
                .part(1), by: \Routing.Type.type,
                [0: SourceRoute.self, 2: MobileRoute.self, 3: CompressedRoute.self, 4: SegmentRoute.self],
                otherwise: UnknownRoute.self)
        }

        /// fixed | what the type says
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            let length = (Int(message.octet(from &+ 1)) &+ 1) &* 8
            guard to &- from >= length else { return nil }
            return Parts(4, length)
        }

        public static func next(_ message: RawSpan) -> Next {
            guard let header = Layer<Routing>(message) else { return .malformed }
            return IPv6.next(message.octet(0), from: header.parts.total, to: message.byteCount)
        }
    }

    /// https://www.iana.org/assignments/ipv6-parameters
    public struct RoutingType: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "Source Route"), .init(1, "Nimrod"), .init(2, "Type 2 Routing"), .init(3, "RPL Source Route"),
            .init(4, "Segment Routing"),
        ]
    }

    /// One address of a route.
    public enum SourceRouteAddress: Schema {
        public static var name: String { "ipv6.routing.src" }
        public static var title: String { "Address" }
        public static var address: Field<IPv6Address> { .init("addr", "Address", bits: 0..<128) }
        public static let tree: [AnyField<SourceRouteAddress>] = [.init(\.address)]
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from >= 16 ? Parts(16) : nil
        }
    }

    /// Type 0, deprecated by RFC 5095.
    public enum SourceRoute: Schema {
        public static var name: String { "ipv6.routing.src" }
        public static var title: String { "Source Route" }
        public static var reserved: Field<Octets> { .init("reserved", "Reserved", bits: 0..<32) }
        public static var addresses: Repeated<SourceRouteAddress> { .init("", "Addresses", part: 1) }
        public static let tree: [AnyField<SourceRoute>] = [.init(\.reserved), .init(\.addresses)]
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from >= 4 ? Parts(4, to &- from) : nil
        }
    }

    /// Type 2. RFC 6275 section 6.4.
    public enum MobileRoute: Schema {
        public static var name: String { "ipv6.routing.mipv6" }
        public static var title: String { "Type 2 Routing" }
        public static var reserved: Field<Octets> { .init("reserved", "Reserved", bits: 0..<32) }
        public static var homeAddress: Field<IPv6Address> { .init("home_address", "Home Address", bits: 32..<160) }
        public static let tree: [AnyField<MobileRoute>] = [.init(\.reserved), .init(\.homeAddress)]
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from >= 20 ? Parts(20) : nil
        }
    }

    /// Type 3, whose addresses leave out what they share. RFC 6554 section 3.
    public enum CompressedRoute: Schema {
        public static var name: String { "ipv6.routing.rpl" }
        public static var title: String { "RPL Source Route" }
        public static var elidedInner: Field<UInt32> { .init("cmprI", "Compressed Internal Octets", bits: 0..<4) }
        public static var elidedLast: Field<UInt32> { .init("cmprE", "Compressed Final Octets", bits: 4..<8) }
        public static var padding: Field<UInt32> { .init("pad", "Padding Octets", bits: 8..<12) }
        public static var reserved: Field<UInt32> { .init("reserved", "Reserved", bits: 12..<32) }
        public static var addressCount: Derived<CompressedRoute, Int32> {
            .init("addr_count", "Total Address Count") { route, _ in
                let inner = 16 - Int32(route.elidedInner)
                let last = 16 - Int32(route.elidedLast)
                let octets = Int32(route.parts.count(1)) - Int32(route.padding) - last
                return octets / inner + 1
            }
        }
        public static let tree: [AnyField<CompressedRoute>] = [
            .init(\.elidedInner), .init(\.elidedLast), .init(\.padding), .init(\.reserved), .init(\.addressCount),
        ]
        /// fixed | addresses
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from >= 4 ? Parts(4, to &- from) : nil
        }
    }

    /// Type 4. RFC 8754 section 2.
    public enum SegmentRoute: Schema {
        public static var name: String { "ipv6.routing.srh" }
        public static var title: String { "Segment Routing" }
        public static var lastEntry: Field<UInt8> { .init("last_entry", "Last Entry", bits: 0..<8) }
        public static var flags: Field<UInt8> { .init("flags", "Flags", bits: 8..<16, show: .hex) }
        public static var tag: Field<Octets> { .init("tag", "Tag", bits: 16..<32) }
        public static var segments: Repeated<Segment> { .init("", "Segments", part: 1) }
        public static let tree: [AnyField<SegmentRoute>] = [
            .init(\.lastEntry), .init(\.flags), .init(\.tag), .init(\.segments),
        ]
        /// fixed | segments | type-length-values
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            guard to &- from >= 4 else { return nil }
            let segments = 4 &+ (Int(message.octet(from)) &+ 1) &* 16
            return Parts(4, min(segments, to &- from), to &- from)
        }

        public enum Segment: Schema {
            public static var name: String { "ipv6.routing.srh" }
            public static var title: String { "Segment" }
            public static var address: Field<IPv6Address> { .init("addr", "Address", bits: 0..<128) }
            public static let tree: [AnyField<Segment>] = [.init(\.address)]
            public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
                to &- from >= 16 ? Parts(16) : nil
            }
        }
    }

    public enum UnknownRoute: Schema {
        public static var name: String { "ipv6.routing" }
        public static var title: String { "Unknown" }
        public static var data: Field<Octets> { .init("unknown_data", "Type-Specific Data", part: 0) }
        public static let tree: [AnyField<UnknownRoute>] = [.init(\.data)]
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { Parts(to - from) }
    }
}
