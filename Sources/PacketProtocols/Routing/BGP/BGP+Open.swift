public import Packets

extension BGP {
    /// The first message of each side. RFC 4271 section 4.2.
    public enum Open: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.open" }
        public static var title: String { "OPEN" }

        public static var version: Field<UInt8> {
            .init("version", "Version", bits: 0..<8, preset: 4, means: "4 since 1994.", in: "RFC 4271 section 4.2")
        }
        public static var system: Field<UInt16> {
            .init(
                "myas", "My AS", bits: 8..<24,
                means:
                    "The sender's autonomous system; 23456 where its number takes four octets, which a capability has.",
                in: "RFC 6793 section 4.2.3")
        }
        public static var holdTime: Field<UInt16> {
            .init(
                "holdtime", "Hold Time", bits: 24..<40, preset: 180,
                means: "After how many seconds of silence the session ends; the smaller of both sides' counts.",
                in: "RFC 4271 section 4.2")
        }
        public static var identifier: Field<IPv4Address> {
            .init(
                "identifier", "BGP Identifier", bits: 40..<72,
                means: "The router's own number, often an address of it.",
                in: "RFC 6286 section 2.1")
        }
        public static var parametersLength: Field<UInt8> {
            .init(
                "opt.len", "Optional Parameters Length", bits: 72..<80, auto: .length(.part(1)),
                means: "The octets of the parameters.", in: "RFC 4271 section 4.2")
        }
        public static var parameters: Repeated<Parameter> {
            .init(
                "opt", "Optional Parameters", part: 1, heading: .presence,
                means: "What else the sender can or wants; today capabilities alone.", in: "RFC 4271 section 4.2")
        }
        public static var tree: [AnyField] {
            [
                .init(version), .init(system), .init(holdTime), .init(identifier), .init(parametersLength),
                .init(parameters),
            ]
        }
        public static var layout: PartLayout { .counted(10, by: 1) }
    }

    /// RFC 5492 section 4.
    public enum Parameter: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.open.opt.param" }
        public static var title: String { "Optional Parameter" }
        public static var isHeadingOnly: Bool { true }

        public static var type: Field<Kind> {
            .init(
                "type", "Parameter Type", bits: 0..<8, auto: .variant, preset: 2,
                means: "2 holds capabilities; 1 once proved who the sender is.", in: "RFC 5492 section 4")
        }
        public static var length: Field<UInt8> {
            .init(
                "len", "Parameter Length", bits: 8..<16, auto: .length(.part(1)),
                means: "The octets of the OPEN's parameter.", in: "RFC 4271 section 4.2")
        }
        public static var tree: [AnyField] {
            [
                BGP.presence(
                    of: Self.self, "/bgp.open.opt.param", "Optional Parameter", means: "An OPEN has a parameter.",
                    in: "RFC 4271 section 4.2"),
                .init(type), .init(length),
            ]
        }
        public static var variants: Variants? {
            Variants(.part(1), by: type, [2: Capabilities.self], otherwise: UnknownParameter.self)
        }
        public static var layout: PartLayout { .counted(2, by: 1) }

        public struct Kind: NamedNumber {
            public var rawValue: UInt8
            public init(rawValue: UInt8) { self.rawValue = rawValue }
            public static let names: [ValueName] = [.init(1, "Authentication"), .init(2, "Capability")]
        }
    }

    public enum Capabilities: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.open.opt.param" }
        public static var title: String { "Capabilities" }
        public static var keywords: [String] { ["capabilities"] }
        public static var list: Repeated<Capability> {
            .init(
                "", "Capabilities", part: 0, heading: .none,
                means: "What the router can do beyond the first standard.", in: "RFC 5492 section 4")
        }
        public static var tree: [AnyField] { [.init(list)] }
    }

    public enum UnknownParameter: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.open.opt.param" }
        public static var title: String { "Unknown" }
        public static var value: Field<Octets> {
            .init(
                "unknown", "Unknown", part: 0, means: "A parameter without a format here.", in: "RFC 4271 section 4.2")
        }
        public static var tree: [AnyField] { [.init(value)] }
    }

    /// RFC 5492 section 4.
    public enum Capability: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.cap" }
        public static var title: String { "Capability" }
        public static var isHeadingOnly: Bool { true }
        public static var itemExample: String? { "as4=65001" }

        public static var type: Field<Kind> {
            .init(
                "type", "Type", bits: 0..<8, auto: .variant,
                means: "What the router can do: 1 routes of other families, 2 a refresh, 65 numbers of four octets.",
                in: "RFC 5492 section 4")
        }
        public static var length: Field<UInt8> {
            .init(
                "length", "Length", bits: 8..<16, auto: .length(.part(1)),
                means: "The octets of the capability's value.", in: "RFC 5492 section 4")
        }
        public static var tree: [AnyField] {
            [
                BGP.presence(
                    of: Self.self, "/bgp.cap", "Capability", means: "The router says that it can do something.",
                    in: "RFC 5492 section 4"),
                .init(type), .init(length),
            ]
        }
        public static var variants: Variants? {
            Variants(
                .part(1), by: type,
                [
                    1: Multiprotocol.self, 64: GracefulRestart.self, 65: LongNumbers.self, 69: AdditionalPaths.self,
                    5: ExtendedNextHop.self, 73: HostName.self, 2: Plain.self, 6: Plain.self, 70: Plain.self,
                    128: Plain.self,
                ], otherwise: UnknownCapability.self)
        }
        public static var layout: PartLayout { .counted(2, by: 1) }

        /// https://www.iana.org/assignments/capability-codes
        public struct Kind: NamedNumber {
            public var rawValue: UInt8
            public init(rawValue: UInt8) { self.rawValue = rawValue }
            public static let names: [ValueName] = [
                .init(1, "Multiprotocol extensions capability"), .init(2, "Route refresh capability"),
                .init(3, "Cooperative route filtering capability"), .init(5, "Extended Next Hop Encoding"),
                .init(6, "BGP-Extended Message"), .init(9, "BGP Role"), .init(64, "Graceful Restart capability"),
                .init(65, "Support for 4-octet AS number capability"), .init(67, "Support for Dynamic capability"),
                .init(69, "Support for Additional Paths"), .init(70, "Enhanced route refresh capability"),
                .init(71, "Long-Lived Graceful Restart (LLGR) Capability"), .init(73, "FQDN Capability"),
                .init(128, "Route refresh capability (Cisco)"),
            ]
        }
    }

    /// Routes of another family than IPv4's. RFC 4760 section 8.
    public enum Multiprotocol: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.cap" }
        public static var title: String { "Multiprotocol" }
        public static var keywords: [String] { ["mp"] }
        public static var family: Field<AddressFamily> {
            .init(
                "mp.afi", "AFI", bits: 0..<16, preset: 1, means: "Whose addresses the router takes routes to.",
                in: "RFC 4760 section 8")
        }
        public static var reserved: Field<Octets> {
            .init("reserved", "Reserved", bits: 16..<24, means: "A zero between both.", in: "RFC 4760 section 8")
        }
        public static var subsequent: Field<SubsequentFamily> {
            .init(
                "mp.safi", "SAFI", bits: 24..<32, preset: 1,
                means: "What kind of routes: 1 to hosts, 2 for groups, 128 within VPNs.", in: "RFC 4760 section 8")
        }
        public static var tree: [AnyField] { [.init(family), .init(reserved), .init(subsequent)] }
        public static var layout: PartLayout { .exactly(4) }
    }

    /// RFC 4724 section 3.
    public enum GracefulRestart: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.cap" }
        public static var title: String { "Graceful Restart" }
        public static var keywords: [String] { ["gr"] }
        public static var timers: Field<UInt16> {
            .init(
                "gr.timers", "Restart Timers", bits: 0..<16, show: .hex, means: "Flags and the time of a restart.",
                in: "RFC 4724 section 3")
        }
        public static var isRestarting: Field<Bool> {
            .init(
                "gr.timers.restart_flag", "Restart state", bits: 0..<1,
                means: "The router has just restarted, and must not be waited for.", in: "RFC 4724 section 3")
        }
        public static var notifies: Field<Bool> {
            .init(
                "gr.timers.notification_flag", "Graceful notification", bits: 1..<2,
                means: "A NOTIFICATION too keeps the routes.", in: "RFC 8538 section 2")
        }
        public static var time: Field<UInt16> {
            .init(
                "gr.timers.restart_time", "Time", bits: 4..<16, means: "How many seconds a restart may take.",
                in: "RFC 4724 section 3")
        }
        public static var families: Repeated<Family> {
            .init(
                "", "Restarted Families", part: 1, heading: .none,
                means: "The families whose routes are kept meanwhile.", in: "RFC 4724 section 3")
        }
        public static var tree: [AnyField] {
            [.group(timers, [.init(isRestarting), .init(notifies), .init(time)]), .init(families)]
        }
        public static var layout: PartLayout { .fixedAndRest(2) }

        public enum Family: Schema {
            public static var name: String { "" }
            public static var prefix: String { "bgp.cap" }
            public static var title: String { "Family" }
            public static var isHeadingOnly: Bool { true }
            public static var family: Field<AddressFamily> {
                .init(
                    "gr.afi", "AFI", bits: 0..<16, preset: 1, means: "Whose addresses are kept over a restart.",
                    in: "RFC 4724 section 3")
            }
            public static var subsequent: Field<SubsequentFamily> {
                .init(
                    "gr.safi", "SAFI", bits: 16..<24, preset: 1, means: "What kind of routes is kept.",
                    in: "RFC 4724 section 3")
            }
            public static var flags: Field<UInt8> {
                .init("gr.flag", "Flag", bits: 24..<32, show: .hex, means: "One flag.", in: "RFC 4724 section 3")
            }
            public static var isPreserved: Field<Bool> {
                .init(
                    "gr.flag.pfs", "Preserve forwarding state", bits: 24..<25,
                    means: "The router went on forwarding by these routes.", in: "RFC 4724 section 3")
            }
            public static var tree: [AnyField] {
                [.init(family), .init(subsequent), .group(flags, [.init(isPreserved)])]
            }
            public static var layout: PartLayout { .fixed(4) }
        }
    }

    /// RFC 6793 section 3.
    public enum LongNumbers: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.cap" }
        public static var title: String { "4-octet AS number" }
        public static var keywords: [String] { ["as4"] }
        public static var system: Field<UInt32> {
            .init(
                "4as", "AS Number", bits: 0..<32, means: "The sender's autonomous system, in full.",
                in: "RFC 6793 section 3")
        }
        public static var tree: [AnyField] { [.init(system)] }
        public static var layout: PartLayout { .exactly(4) }
    }

    /// Several routes to one network. RFC 7911 section 4.
    public enum AdditionalPaths: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.cap" }
        public static var title: String { "Additional Paths" }
        public static var keywords: [String] { ["add_path"] }
        public static var families: Repeated<Family> {
            .init(
                "", "Families of Paths", part: 0, heading: .none, means: "For which families paths have numbers.",
                in: "RFC 7911 section 4")
        }
        public static var tree: [AnyField] { [.init(families)] }

        public enum Family: Schema {
            public static var name: String { "" }
            public static var prefix: String { "bgp.cap" }
            public static var title: String { "Family" }
            public static var isHeadingOnly: Bool { true }
            public static var family: Field<AddressFamily> {
                .init(
                    "ap.afi", "AFI", bits: 0..<16, preset: 1, means: "Whose addresses several paths may lead to.",
                    in: "RFC 7911 section 4")
            }
            public static var subsequent: Field<SubsequentFamily> {
                .init(
                    "ap.safi", "SAFI", bits: 16..<24, preset: 1, means: "What kind of route may have several paths.",
                    in: "RFC 7911 section 4")
            }
            public static var direction: Field<Direction> {
                .init(
                    "ap.sendreceive", "Send/Receive", bits: 24..<32, preset: 3,
                    means: "1 takes several paths, 2 sends them, 3 does both.", in: "RFC 7911 section 4")
            }
            public static var tree: [AnyField] { [.init(family), .init(subsequent), .init(direction)] }
            public static var layout: PartLayout { .fixed(4) }

            public struct Direction: NamedNumber {
                public var rawValue: UInt8
                public init(rawValue: UInt8) { self.rawValue = rawValue }
                public static let names: [ValueName] = [.init(1, "Receive"), .init(2, "Send"), .init(3, "Both")]
            }
        }
    }

    /// IPv4 routes by routers with IPv6 addresses. RFC 8950 section 4.
    public enum ExtendedNextHop: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.cap" }
        public static var title: String { "Extended Next Hop" }
        public static var keywords: [String] { ["enh"] }
        public static var family: Field<AddressFamily> {
            .init(
                "enh.afi", "AFI", bits: 0..<16, preset: 1, means: "Whose addresses the routes are for.",
                in: "RFC 8950 section 4")
        }
        public static var subsequent: Field<UInt16> {
            .init(
                "enh.safi", "SAFI", bits: 16..<32, preset: 1, means: "The kind of those routes.",
                in: "RFC 8950 section 4")
        }
        public static var nextHop: Field<AddressFamily> {
            .init(
                "enh.nhafi", "Next hop AFI", bits: 32..<48, preset: 2,
                means: "Whose addresses the routers on the way have.", in: "RFC 8950 section 4")
        }
        public static var tree: [AnyField] { [.init(family), .init(subsequent), .init(nextHop)] }
        public static var layout: PartLayout { .fixed(6) }
    }

    /// draft-walton-bgp-hostname-capability.
    public enum HostName: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.cap" }
        public static var title: String { "FQDN" }
        public static var keywords: [String] { ["fqdn"] }
        public static var hostLength: Field<UInt8> {
            .init(
                "orf.fqdn.hostname.len", "Hostname Length", bits: 0..<8, auto: .length(.part(1)),
                means: "The octets of the router's name.", in: "draft-walton-bgp-hostname-capability section 3")
        }
        public static var host: Field<String> {
            .init(
                "orf.fqdn.hostname", "Hostname", part: 1, means: "What people call the router.",
                in: "draft-walton-bgp-hostname-capability section 3")
        }
        public static var domainLength: Field<UInt8> {
            .init(
                "orf.fqdn.domain_name.len", "Domain Name Length", bits: 0..<8, of: 2, auto: .length(.part(3)),
                means: "The octets of the domain's name.", in: "draft-walton-bgp-hostname-capability section 3")
        }
        public static var domain: Field<String> {
            .init(
                "orf.fqdn.domain_name", "Domain Name", part: 3, means: "The domain that the router is in.",
                in: "draft-walton-bgp-hostname-capability section 3")
        }
        public static var tree: [AnyField] { [.init(hostLength), .init(host), .init(domainLength), .init(domain)] }
        /// length | host | length | domain
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            let host = 1 &+ Int(message.octet(from))
            let end = host &+ 1 &+ Int(message.octet(from &+ host))
            return from &+ host < to && from &+ end <= to ? LayerParts(1, host, host &+ 1, end) : nil
        }
    }

    /// A capability that needs no value.
    public enum Plain: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.cap" }
        public static var title: String { "Capability" }
        public static var keywords: [String] { ["plain"] }
        public static var tree: [AnyField] { [] }
    }

    public enum UnknownCapability: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.cap" }
        public static var title: String { "Capability" }
        public static var value: Field<Octets> {
            .init(
                "unknown", "Unknown", part: 0, means: "The value of a capability without a format here.",
                in: "RFC 5492 section 4")
        }
        public static var tree: [AnyField] { [.init(value)] }
    }
}
