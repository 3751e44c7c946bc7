public import Packets

extension DHCP {
    /// One option: a code, and, but for pad and end, a length and data. RFC 2132 section 2.
    public enum Option: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp.option" }
        public static var title: String { "Option" }
        public static var itemExample: String? { "dhcp=Discover" }
        public static var isHeadingOnly: Bool { true }

        @inlinable public static var code: Field<OptionCode> {
            .init(
                "type", "Option", bits: 0..<8, auto: .variant,
                means: """
                    What the option is: 1 the subnet mask, 3 the router, 6 name servers, 51 the lease time, 53 the kind
                    of message.
                    """, in: "RFC 2132 section 2")
        }
        /// Wireshark gives the end option the code 0 and its true code under `dhcp.option.end`.
        public static var endCode: Derived<Option, UInt8> {
            .init(
                "type", "Option", means: "The end option under the code that Wireshark gives it, 0.",
                in: "RFC 2132 section 3.2"
            ) { _, _ in 0 }
        }
        @inlinable public static var end: Field<UInt8> {
            .init(
                "end", "Option End", bits: 0..<8, means: "255, and the end of the options: what follows is padding.",
                in: "RFC 2132 section 3.2")
        }
        /// One pad option after the other.
        @inlinable public static var padding: Field<Octets> {
            .init(
                "padding", "Padding", part: 0,
                means: "Zeros, each an option of one octet, that fill up to where the next one shall begin.",
                in: "RFC 2132 section 3.1")
        }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "length", "Length", bits: 0..<8, of: 1, auto: .length(.part(2)),
                means: """
                    The octets of the option's data. A value that is longer than 255 comes in several options of one
                    code.
                    """, in: "RFC 3396 section 5")
        }
        @inlinable public static var value: Field<Octets> {
            .init("value", "Value", part: 2, means: "The option's data as they are.", in: "RFC 2132 section 2")
        }
        public static var tree: [AnyField] {
            [
                .unless(code, is: 255, [.init(code)]), .when(code, is: 255, [.init(endCode), .init(end)]),
                .when(code, is: 0, [.init(padding)]), .init(length), .init(value),
            ]
        }

        /// code | length | data
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            switch message.octet(from) {
            case 0:
                var end = from + 1
                while end < to, message.octet(end) == 0 { end += 1 }
                return LayerParts(end - from)
            case 255: return LayerParts(1)
            default:
                guard to - from >= 2 else { return nil }
                let end = 2 + Int(message.octet(from + 1))
                return to - from >= end ? LayerParts(1, 2, end) : nil
            }
        }

        public static var variants: Variants? {
            Variants(
                .part(2), by: code,
                [
                    1: SubnetMask.self, 2: TimeOffset.self, 3: Routers.self, 4: TimeServers.self, 5: NameServers.self,
                    6: DomainNameServers.self, 7: LogServers.self, 8: QuotesServers.self, 9: PrinterServers.self,
                    10: ImpressServers.self, 11: LocationServers.self, 12: HostName.self, 13: BootFileSize.self,
                    14: MeritDumpFile.self, 15: DomainName.self, 16: SwapServer.self, 17: RootPath.self,
                    18: ExtensionsPath.self, 19: Forwarding.self, 20: SourceRouting.self, 21: PolicyFilters.self,
                    22: ReassemblySize.self, 23: TimeToLive.self, 24: PathAging.self, 25: PathPlateaus.self,
                    26: InterfaceMTU.self, 27: SubnetsAreLocal.self, 28: BroadcastAddress.self,
                    29: MaskDiscovery.self, 30: MaskSupplier.self, 31: RouterDiscovery.self,
                    32: SolicitationAddress.self, 33: StaticRoutes.self, 34: Trailers.self, 35: CacheTimeout.self,
                    36: EthernetEncapsulation.self, 37: TCPTimeToLive.self, 38: KeepaliveInterval.self,
                    39: KeepaliveGarbage.self, 40: InformationDomain.self, 41: InformationServers.self,
                    42: NetworkTimeServers.self, 44: NetBIOSNameServers.self, 45: NetBIOSDatagramServers.self,
                    46: NetBIOSNodeType.self, 47: NetBIOSScope.self, 48: FontServers.self, 49: DisplayManagers.self,
                    50: RequestedAddress.self, 51: LeaseTime.self, 52: Overload.self, 53: Message.self,
                    54: ServerIdentifier.self, 55: RequestList.self, 56: ErrorMessage.self, 57: MaximumSize.self,
                    58: RenewalTime.self, 59: RebindingTime.self, 60: VendorClass.self, 61: ClientIdentifier.self,
                    64: InformationPlusDomain.self, 65: InformationPlusServers.self, 66: BootServerName.self,
                    67: BootFileName.self, 68: HomeAgents.self, 69: MailServers.self, 70: PostOfficeServers.self,
                    71: NewsServers.self, 72: WebServers.self, 73: FingerServers.self, 74: ChatServers.self,
                    75: StreetTalkServers.self, 76: StreetTalkDirectoryServers.self, 81: ClientName.self,
                    82: RelayInformation.self, 86: DirectoryTree.self, 87: DirectoryContext.self,
                    91: LastTransactionTime.self, 92: AssociatedAddresses.self, 93: Architectures.self,
                    94: NetworkInterface.self, 97: MachineIdentifier.self, 100: TimeZoneRule.self,
                    101: TimeZoneName.self, 112: NetInfoServers.self, 113: NetInfoTag.self,
                    116: AutoConfiguration.self, 118: SubnetSelection.self, 119: DomainSearch.self,
                    121: ClasslessRoutes.self, 124: VendorClasses.self, 125: VendorInformation.self,
                    136: AuthenticationAgents.self, 138: AccessControllers.self, 150: BootServers.self,
                    249: ClasslessRoutes.self, 252: ProxyConfiguration.self, 0: Pad.self, 255: End.self,
                ])
        }
    }

    /// Fills up to a word; has no length and no data. RFC 2132 section 3.1.
    public enum Pad: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp.option" }
        public static var title: String { "Padding" }
        public static var keywords: [String] { ["pad"] }
        public static var tree: [AnyField] { [] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { LayerParts(0) }
    }

    /// Ends the options; has no length and no data. RFC 2132 section 3.2.
    public enum End: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp.option" }
        public static var title: String { "End" }
        public static var keywords: [String] { ["end"] }
        public static var tree: [AnyField] { [] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { LayerParts(0) }
    }
}
