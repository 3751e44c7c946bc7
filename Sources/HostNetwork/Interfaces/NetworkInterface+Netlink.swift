#if os(Linux)
    internal import CHostNetwork
    internal import Packets

    extension NetworkInterface {
        /// What `RTM_NEWLINK` says; `nil` when it is another message or has no name.
        init?(_ message: borrowing NetlinkMessage) {
            guard message.type == Int(RTM_NEWLINK), let header = message.header(ifinfomsg.self) else { return nil }
            self.init(index: UInt32(bitPattern: header.ifi_index), name: "")
            hardware = HardwareType(rawValue: header.ifi_type)
            flags = InterfaceFlags(rawValue: header.ifi_flags)
            var attributes = message.attributes(behind: ifinfomsg.self)
            while let attribute = attributes.next() { read(attribute) }
            if name.isEmpty { return nil }
        }

        private mutating func read(_ attribute: borrowing NetlinkAttribute) {
            let payload = attribute.payload
            switch attribute.type {
            case Int(IFLA_IFNAME): name = payload.text
            case Int(IFLA_IFALIAS): alias = payload.text
            case Int(IFLA_ADDRESS): address = Self.address(payload)
            case Int(IFLA_BROADCAST): broadcast = Self.address(payload)
            case Int(IFLA_PERM_ADDRESS):
                let permanent = Self.address(payload)
                if permanent?.octets.contains(where: { $0 != 0 }) == true { permanentAddress = permanent }
            case Int(IFLA_MTU): mtu = payload.number()
            case Int(IFLA_LINK): lowerIndex = payload.number()
            case Int(IFLA_LINK_NETNSID): lowerIsElsewhere = true
            case Int(IFLA_MASTER): masterIndex = payload.number()
            case Int(IFLA_OPERSTATE): state = OperationalState(rawValue: payload.number())
            case Int(IFLA_QDISC): queueDiscipline = payload.text
            case Int(IFLA_TXQLEN): queueLength = payload.number()
            case Int(IFLA_PROMISCUITY): promiscuity = payload.number()
            case Int(IFLA_PARENT_DEV_NAME): device = payload.text
            case Int(IFLA_STATS64): counters = InterfaceCounters(payload)
            case Int(IFLA_LINKINFO): readKind(attribute.attributes)
            case Int(IFLA_PROP_LIST):
                var names = attribute.attributes
                while let name = names.next() {
                    if name.type == Int(IFLA_ALT_IFNAME) { alternativeNames.append(name.payload.text) }
                }
            default: break
            }
        }

        private mutating func readKind(_ attributes: consuming NetlinkAttributes) {
            while let attribute = attributes.next() {
                switch attribute.type {
                case Int(IFLA_INFO_KIND): kind = attribute.payload.text
                case Int(IFLA_INFO_DATA) where kind == "vlan":
                    var data = attribute.attributes
                    while let item = data.next() {
                        if item.type == Int(IFLA_VLAN_ID) { vlanID = item.payload.number() }
                    }
                default: break
                }
            }
        }

        private static func address(_ octets: RawSpan) -> LinkLayerAddress? {
            octets.isEmpty ? nil : LinkLayerAddress(octets.octets(0, octets.byteCount))
        }
    }

    extension InterfaceCounters {
        /// What `rtnl_link_stats64` holds; kernels add to its end.
        init(_ octets: RawSpan) {
            let counts = octets.structure(over: rtnl_link_stats64())
            received.packets = counts.rx_packets
            sent.packets = counts.tx_packets
            received.octets = counts.rx_bytes
            sent.octets = counts.tx_bytes
            received.errors = counts.rx_errors
            sent.errors = counts.tx_errors
            received.dropped = counts.rx_dropped
            sent.dropped = counts.tx_dropped
            multicast = counts.multicast
            collisions = counts.collisions
            received.overruns = counts.rx_over_errors
            sent.overruns = counts.rx_missed_errors
        }
    }

    extension InterfaceAddress {
        /// What `RTM_NEWADDR` says; `nil` when it is another message or has no address.
        init?(_ message: borrowing NetlinkMessage) {
            guard message.type == Int(RTM_NEWADDR), let header = message.header(ifaddrmsg.self) else { return nil }
            var local: IPAddress?
            var address: IPAddress?
            var other = InterfaceAddress(
                .v4(.unspecified), prefixLength: Int(header.ifa_prefixlen), interfaceIndex: header.ifa_index)
            other.flags = AddressFlags(rawValue: UInt32(header.ifa_flags))
            other.scope = AddressScope(rawValue: header.ifa_scope)
            var attributes = message.attributes(behind: ifaddrmsg.self)
            while let attribute = attributes.next() {
                let payload = attribute.payload
                switch attribute.type {
                case Int(IFA_ADDRESS): address = payload.address
                case Int(IFA_LOCAL): local = payload.address
                case Int(IFA_LABEL): other.label = payload.text
                case Int(IFA_BROADCAST): if case .v4(let address) = payload.address { other.broadcast = address }
                case Int(IFA_FLAGS): other.flags = AddressFlags(rawValue: payload.number())
                case Int(IFA_RT_PRIORITY): other.metric = payload.number()
                case Int(IFA_CACHEINFO):
                    let cache = payload.structure(over: ifa_cacheinfo())
                    other.preferredLifetime = Self.lifetime(cache.ifa_prefered)
                    other.validLifetime = Self.lifetime(cache.ifa_valid)
                default: break
                }
            }
            guard let own = local ?? address else { return nil }
            other.address = own
            // The other end stands where the host's own address stands twice on every other link.
            if let address, address != own { other.peer = address }
            self = other
        }

        private static func lifetime(_ seconds: UInt32) -> Duration? {
            seconds == .max ? nil : .seconds(Int64(seconds))
        }
    }
#endif
