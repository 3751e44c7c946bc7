public import Packets

/// Options that are a number, or a list of numbers. RFC 2132, but where another is named.
extension DHCP {
    /// RFC 2132 section 3.4.
    public enum TimeOffset: DHCPValueOption {
        public typealias Value = Int32
        public static var field: StaticString { "time_offset" }
        public static var label: StaticString { "Time Offset" }
    }

    /// RFC 2132 section 3.15.
    public enum BootFileSize: DHCPValueOption {
        public typealias Value = UInt16
        public static var field: StaticString { "boot_file_size" }
        public static var label: StaticString { "Boot File Size" }
    }

    /// RFC 2132 section 4.1.
    public enum Forwarding: DHCPValueOption {
        public typealias Value = Bool
        public static var field: StaticString { "ip_forwarding" }
        public static var label: StaticString { "IP Forwarding" }
    }

    /// RFC 2132 section 4.2.
    public enum SourceRouting: DHCPValueOption {
        public typealias Value = Bool
        public static var field: StaticString { "non_local_source_routing" }
        public static var label: StaticString { "Non-Local Source Routing" }
    }

    /// RFC 2132 section 4.4.
    public enum ReassemblySize: DHCPValueOption {
        public typealias Value = UInt16
        public static var field: StaticString { "max_datagram_reassembly_size" }
        public static var label: StaticString { "Maximum Datagram Reassembly Size" }
    }

    /// RFC 2132 section 4.5.
    public enum TimeToLive: DHCPValueOption {
        public typealias Value = UInt8
        public static var field: StaticString { "default_ip_ttl" }
        public static var label: StaticString { "Default IP Time-to-Live" }
    }

    /// RFC 2132 section 4.6.
    public enum PathAging: DHCPValueOption {
        public typealias Value = UInt32
        public static var field: StaticString { "path_mtu_aging_timeout" }
        public static var label: StaticString { "Path MTU Aging Timeout" }
    }

    /// RFC 2132 section 4.7.
    public enum PathPlateaus: DHCPListOption {
        public typealias Value = UInt16
        public static var field: StaticString { "path_mtu_plateau_table_item" }
        public static var label: StaticString { "Path MTU Plateau Table Item" }
    }

    /// RFC 2132 section 5.1.
    public enum InterfaceMTU: DHCPValueOption {
        public typealias Value = UInt16
        public static var field: StaticString { "interface_mtu" }
        public static var label: StaticString { "Interface MTU" }
    }

    /// RFC 2132 section 5.2.
    public enum SubnetsAreLocal: DHCPValueOption {
        public typealias Value = Bool
        public static var field: StaticString { "all_subnets_are_local" }
        public static var label: StaticString { "All Subnets are Local" }
    }

    /// RFC 2132 section 5.4.
    public enum MaskDiscovery: DHCPValueOption {
        public typealias Value = Bool
        public static var field: StaticString { "perform_mask_discovery" }
        public static var label: StaticString { "Perform Mask Discovery" }
    }

    /// RFC 2132 section 5.5.
    public enum MaskSupplier: DHCPValueOption {
        public typealias Value = Bool
        public static var field: StaticString { "mask_supplier" }
        public static var label: StaticString { "Mask Supplier" }
    }

    /// RFC 2132 section 5.6.
    public enum RouterDiscovery: DHCPValueOption {
        public typealias Value = Bool
        public static var field: StaticString { "perform_router_discover" }
        public static var label: StaticString { "Perform Router Discover" }
    }

    /// RFC 2132 section 6.1.
    public enum Trailers: DHCPValueOption {
        public typealias Value = Bool
        public static var field: StaticString { "trailer_encapsulation" }
        public static var label: StaticString { "Trailer Encapsulation" }
    }

    /// RFC 2132 section 6.2.
    public enum CacheTimeout: DHCPValueOption {
        public typealias Value = UInt32
        public static var field: StaticString { "arp_cache_timeout" }
        public static var label: StaticString { "ARP Cache Timeout" }
    }

    /// RFC 2132 section 6.3.
    public enum EthernetEncapsulation: DHCPValueOption {
        public typealias Value = Bool
        public static var field: StaticString { "ethernet_encapsulation" }
        public static var label: StaticString { "Ethernet Encapsulation" }
    }

    /// RFC 2132 section 7.1.
    public enum TCPTimeToLive: DHCPValueOption {
        public typealias Value = UInt8
        public static var field: StaticString { "tcp_default_ttl" }
        public static var label: StaticString { "TCP Default TTL" }
    }

    /// RFC 2132 section 7.2.
    public enum KeepaliveInterval: DHCPValueOption {
        public typealias Value = UInt32
        public static var field: StaticString { "tcp_keepalive_interval" }
        public static var label: StaticString { "TCP Keepalive Interval" }
    }

    /// RFC 2132 section 7.3.
    public enum KeepaliveGarbage: DHCPValueOption {
        public typealias Value = Bool
        public static var field: StaticString { "tcp_keepalive_garbage" }
        public static var label: StaticString { "TCP Keepalive Garbage" }
    }

    /// RFC 2132 section 8.7.
    public enum NetBIOSNodeType: DHCPValueOption {
        public typealias Value = UInt8
        public static var field: StaticString { "netbios_over_tcpip_node_type" }
        public static var label: StaticString { "NetBIOS over TCP/IP Node Type" }
    }

    /// RFC 2132 section 9.2.
    public enum LeaseTime: DHCPValueOption {
        public typealias Value = UInt32
        public static var field: StaticString { "ip_address_lease_time" }
        public static var label: StaticString { "IP Address Lease Time" }
    }

    /// RFC 2132 section 9.3.
    public enum Overload: DHCPValueOption {
        public typealias Value = OverloadKind
        public static var field: StaticString { "option_overload" }
        public static var label: StaticString { "Option Overload" }
    }

    /// RFC 2132 section 9.6.
    public enum Message: DHCPValueOption {
        public typealias Value = MessageType
        public static var field: StaticString { "dhcp" }
        public static var label: StaticString { "DHCP" }
    }

    /// RFC 2132 section 9.8.
    public enum RequestList: DHCPListOption {
        public typealias Value = OptionCode
        public static var field: StaticString { "request_list_item" }
        public static var label: StaticString { "Parameter Request List Item" }
    }

    /// RFC 2132 section 9.10.
    public enum MaximumSize: DHCPValueOption {
        public typealias Value = UInt16
        public static var field: StaticString { "dhcp_max_message_size" }
        public static var label: StaticString { "Maximum DHCP Message Size" }
    }

    /// RFC 2132 section 9.11.
    public enum RenewalTime: DHCPValueOption {
        public typealias Value = UInt32
        public static var field: StaticString { "renewal_time_value" }
        public static var label: StaticString { "Renewal Time Value" }
    }

    /// RFC 2132 section 9.12.
    public enum RebindingTime: DHCPValueOption {
        public typealias Value = UInt32
        public static var field: StaticString { "rebinding_time_value" }
        public static var label: StaticString { "Rebinding Time Value" }
    }

    /// RFC 4388 section 6.1.
    public enum LastTransactionTime: DHCPValueOption {
        public typealias Value = UInt32
        public static var field: StaticString { "client_last_transaction_time" }
        public static var label: StaticString { "Client last transaction time" }
    }

    /// RFC 4578 section 2.1.
    public enum Architectures: DHCPListOption {
        public typealias Value = UInt16
        public static var field: StaticString { "client_system_architecture" }
        public static var label: StaticString { "Client System Architecture" }
    }

    /// RFC 2563 section 2.
    public enum AutoConfiguration: DHCPValueOption {
        public typealias Value = UInt8
        public static var field: StaticString { "dhcp_auto_configuration" }
        public static var label: StaticString { "DHCP Auto-Configuration" }
    }
}
