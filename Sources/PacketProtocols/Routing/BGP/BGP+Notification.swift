public import Packets

extension BGP {
    /// What went wrong; the session ends with it. RFC 4271 section 4.5.
    public enum Notification: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.notify" }
        public static var title: String { "NOTIFICATION" }

        public static var code: Field<Code> {
            .init(
                "major_error", "Major error Code", bits: 0..<8, preset: 6,
                means: "What kind of fault: 2 in an OPEN, 3 in an UPDATE, 4 is silence, 6 that the session is ended.",
                in: "RFC 4271 section 4.5")
        }
        public static var subcode: Field<HeaderError> {
            .init(
                "minor_error", "Minor error Code (Message Header)", bits: 8..<16,
                means: "What was wrong with a header.", in: "RFC 4271 section 6.1")
        }
        public static var openSubcode: Field<OpenError> {
            .init(
                "minor_error_open", "Minor error Code (Open Message)", bits: 8..<16,
                means: "What of an OPEN the other side does not take, such as the system's number.",
                in: "RFC 4271 section 6.2")
        }
        public static var updateSubcode: Field<UpdateError> {
            .init(
                "minor_error_update", "Minor error Code (Update Message)", bits: 8..<16,
                means: "Which attribute or network of an UPDATE was broken.", in: "RFC 4271 section 6.3")
        }
        public static var expiredSubcode: Field<UInt8> {
            .init(
                "minor_error_expired", "Minor error Code (Hold Timer Expired)", bits: 8..<16,
                means: "0: the other side was silent for the hold time.", in: "RFC 4271 section 6.5")
        }
        public static var stateSubcode: Field<UInt8> {
            .init(
                "minor_error_state", "Minor error Code (State Machine)", bits: 8..<16,
                means: "In which state a message came that has no place there.", in: "RFC 6608 section 3")
        }
        public static var ceaseSubcode: Field<CeaseError> {
            .init(
                "minor_error_cease", "Minor error Code (Cease)", bits: 8..<16,
                means:
                    "Why the session is ended: 1 too many routes, 2 and 4 by the operator, 6 a changed configuration.",
                in: "RFC 4486 section 3")
        }
        public static var otherSubcode: Field<UInt8> {
            .init(
                "minor_error_unknown", "Minor error Code (Unknown)", bits: 8..<16,
                means: "More of a fault of an unknown kind.", in: "RFC 4271 section 4.5")
        }
        public static var data: Field<Octets> {
            .init(
                "minor_data", "Data", part: 1, means: "What was wrong as it stood, or an operator's words.",
                in: "RFC 9003 section 2")
        }
        public static var tree: [AnyField] {
            [
                .init(code), .when(code, is: 1, [.init(subcode)]), .when(code, is: 2, [.init(openSubcode)]),
                .when(code, is: 3, [.init(updateSubcode)]), .when(code, is: 4, [.init(expiredSubcode)]),
                .when(code, is: 5, [.init(stateSubcode)]), .when(code, is: 6, [.init(ceaseSubcode)]),
                .unless(code, in: 1...6, [.init(otherSubcode)]), .init(data),
            ]
        }
        public static var layout: PartLayout { .fixedAndRest(2) }

        public struct Code: NamedNumber, Comparable {
            public var rawValue: UInt8
            public init(rawValue: UInt8) { self.rawValue = rawValue }
            public static let names: [ValueName] = [
                .init(1, "Message Header Error"), .init(2, "OPEN Message Error"), .init(3, "UPDATE Message Error"),
                .init(4, "Hold Timer Expired"), .init(5, "Finite State Machine Error"), .init(6, "Cease"),
                .init(7, "ROUTE-REFRESH Message Error"), .init(8, "Send Hold Timer Expired"),
            ]
            public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
        }

        public struct HeaderError: NamedNumber {
            public var rawValue: UInt8
            public init(rawValue: UInt8) { self.rawValue = rawValue }
            public static let names: [ValueName] = [
                .init(1, "Connection Not Synchronized"), .init(2, "Bad Message Length"), .init(3, "Bad Message Type"),
            ]
        }

        public struct OpenError: NamedNumber {
            public var rawValue: UInt8
            public init(rawValue: UInt8) { self.rawValue = rawValue }
            public static let names: [ValueName] = [
                .init(1, "Unsupported Version Number"), .init(2, "Bad Peer AS"), .init(3, "Bad BGP Identifier"),
                .init(4, "Unsupported Optional Parameter"), .init(5, "Authentication Failure [Deprecated]"),
                .init(6, "Unacceptable Hold Time"), .init(7, "Unsupported Capability"), .init(11, "Role Mismatch"),
            ]
        }

        public struct UpdateError: NamedNumber {
            public var rawValue: UInt8
            public init(rawValue: UInt8) { self.rawValue = rawValue }
            public static let names: [ValueName] = [
                .init(1, "Malformed Attribute List"), .init(2, "Unrecognized Well-known Attribute"),
                .init(3, "Missing Well-known Attribute"), .init(4, "Attribute Flags Error"),
                .init(5, "Attribute Length Error"), .init(6, "Invalid ORIGIN Attribute"),
                .init(7, "AS Routing Loop [Deprecated]"), .init(8, "Invalid NEXT_HOP Attribute"),
                .init(9, "Optional Attribute Error"), .init(10, "Invalid Network Field"),
                .init(11, "Malformed AS_PATH"),
            ]
        }

        public struct CeaseError: NamedNumber {
            public var rawValue: UInt8
            public init(rawValue: UInt8) { self.rawValue = rawValue }
            public static let names: [ValueName] = [
                .init(1, "Maximum Number of Prefixes Reached"), .init(2, "Administratively Shutdown"),
                .init(3, "Peer De-configured"), .init(4, "Administratively Reset"), .init(5, "Connection Rejected"),
                .init(6, "Other Configuration Change"), .init(7, "Connection Collision Resolution"),
                .init(8, "Out of Resources"), .init(9, "Hard Reset"), .init(10, "BFD Down"),
            ]
        }
    }

    /// Asks for all routes of a family again. RFC 2918, RFC 7313.
    public enum RouteRefresh: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.route_refresh" }
        public static var title: String { "ROUTE-REFRESH" }

        public static var family: Field<AddressFamily> {
            .init(
                "afi", "Address family identifier (AFI)", bits: 0..<16, preset: 1,
                means: "Whose addresses' routes shall be sent again.", in: "RFC 2918 section 3")
        }
        public static var subtype: Field<Subtype> {
            .init(
                "subtype", "Subtype", bits: 16..<24, means: "0 asks; 1 and 2 stand around what is then sent.",
                in: "RFC 7313 section 3.2")
        }
        public static var subsequent: Field<SubsequentFamily> {
            .init(
                "safi", "Subsequent address family identifier (SAFI)", bits: 24..<32, preset: 1,
                means: "What kind of routes shall be sent again.", in: "RFC 2918 section 3")
        }
        public static var filters: Field<Octets> {
            .init(
                "orf_data", "ORF information", part: 1, means: "Filters that the other side shall send by.",
                in: "RFC 5291 section 5")
        }
        public static var tree: [AnyField] { [.init(family), .init(subtype), .init(subsequent), .init(filters)] }
        public static var layout: PartLayout { .fixedAndRest(4) }

        public struct Subtype: NamedNumber {
            public var rawValue: UInt8
            public init(rawValue: UInt8) { self.rawValue = rawValue }
            public static let names: [ValueName] = [
                .init(0, "Normal route refresh request"), .init(1, "Demarcation of the beginning of a route refresh"),
                .init(2, "Demarcation of the ending of a route refresh"),
            ]
        }
    }
}
