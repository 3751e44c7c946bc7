#if os(Linux)
    internal import CHostNetwork
    internal import Packets

    extension NetworkInterface {
        /// What `RTM_NEWLINK` says; `nil` when it is another message or has no name.
        init?(_ message: borrowing NetlinkMessage) {
            guard message.type == Int(RTM_NEWLINK), message.payload.byteCount >= 16 else { return nil }
            self.init(index: message.payload.hostLong(4), name: "")
            hardware = HardwareType(rawValue: message.payload.hostWord(2))
            flags = InterfaceFlags(rawValue: message.payload.hostLong(8))
            var attributes = message.attributes(behind: 16)
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
            case Int(IFLA_MTU): mtu = payload.hostLong(0)
            case Int(IFLA_LINK): lowerIndex = payload.hostLong(0)
            case Int(IFLA_LINK_NETNSID): lowerIsElsewhere = true
            case Int(IFLA_MASTER): masterIndex = payload.hostLong(0)
            case Int(IFLA_OPERSTATE): state = OperationalState(rawValue: payload.octet(0))
            case Int(IFLA_QDISC): queueDiscipline = payload.text
            case Int(IFLA_TXQLEN): queueLength = payload.hostLong(0)
            case Int(IFLA_PROMISCUITY): promiscuity = payload.hostLong(0)
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
                        if item.type == Int(IFLA_VLAN_ID) { vlanID = item.payload.hostWord(0) }
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
            received.packets = octets.hostQuad(0)
            sent.packets = octets.hostQuad(8)
            received.octets = octets.hostQuad(16)
            sent.octets = octets.hostQuad(24)
            received.errors = octets.hostQuad(32)
            sent.errors = octets.hostQuad(40)
            received.dropped = octets.hostQuad(48)
            sent.dropped = octets.hostQuad(56)
            multicast = octets.hostQuad(64)
            collisions = octets.hostQuad(72)
            received.overruns = octets.hostQuad(88)
            sent.overruns = octets.hostQuad(120)
        }
    }

    extension InterfaceAddress {
        /// What `RTM_NEWADDR` says; `nil` when it is another message or has no address.
        init?(_ message: borrowing NetlinkMessage) {
            guard message.type == Int(RTM_NEWADDR), message.payload.byteCount >= 8 else { return nil }
            let payload = message.payload
            var local: IPAddress?
            var address: IPAddress?
            var other = InterfaceAddress(
                .v4(.unspecified), prefixLength: Int(payload.octet(1)), interfaceIndex: payload.hostLong(4))
            other.flags = AddressFlags(rawValue: UInt32(payload.octet(2)))
            other.scope = AddressScope(rawValue: payload.octet(3))
            var attributes = message.attributes(behind: 8)
            while let attribute = attributes.next() {
                let payload = attribute.payload
                switch attribute.type {
                case Int(IFA_ADDRESS): address = payload.address
                case Int(IFA_LOCAL): local = payload.address
                case Int(IFA_LABEL): other.label = payload.text
                case Int(IFA_BROADCAST): if case .v4(let address) = payload.address { other.broadcast = address }
                case Int(IFA_FLAGS): other.flags = AddressFlags(rawValue: payload.hostLong(0))
                case Int(IFA_RT_PRIORITY): other.metric = payload.hostLong(0)
                case Int(IFA_CACHEINFO):
                    other.preferredLifetime = Self.lifetime(payload.hostLong(0))
                    other.validLifetime = Self.lifetime(payload.hostLong(4))
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
