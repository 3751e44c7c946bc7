public import Packets

/// Options that are a number, or a list of numbers. RFC 2132, but where another is named.
extension DHCP {
    /// RFC 2132 section 3.4.
    public enum TimeOffset: DHCPValueOption {
        public typealias Value = Int32
        public static var field: StaticString { "time_offset" }
        public static var label: StaticString { "Time Offset" }
        public static var meaning: Meaning {
            .init(
                """
                The subnet's time in seconds from UTC, east positive. RFC 4833 replaces it, for it knows no summer
                time.
                """, in: "RFC 2132 section 3.4")
        }
    }

    /// RFC 2132 section 3.15.
    public enum BootFileSize: DHCPValueOption {
        public typealias Value = UInt16
        public static var field: StaticString { "boot_file_size" }
        public static var label: StaticString { "Boot File Size" }
        public static var meaning: Meaning {
            .init("The boot file's size in blocks of 512 octets.", in: "RFC 2132 section 3.15")
        }
    }

    /// RFC 2132 section 4.1.
    public enum Forwarding: DHCPValueOption {
        public typealias Value = Bool
        public static var field: StaticString { "ip_forwarding" }
        public static var label: StaticString { "IP Forwarding" }
        public static var meaning: Meaning {
            .init("Whether the client shall forward packets, as a router.", in: "RFC 2132 section 4.1")
        }
    }

    /// RFC 2132 section 4.2.
    public enum SourceRouting: DHCPValueOption {
        public typealias Value = Bool
        public static var field: StaticString { "non_local_source_routing" }
        public static var label: StaticString { "Non-Local Source Routing" }
        public static var meaning: Meaning {
            .init(
                """
                Whether the client may forward packets with source routes to other networks; it should not.
                """, in: "RFC 2132 section 4.2")
        }
    }

    /// RFC 2132 section 4.4.
    public enum ReassemblySize: DHCPValueOption {
        public typealias Value = UInt16
        public static var field: StaticString { "max_datagram_reassembly_size" }
        public static var label: StaticString { "Maximum Datagram Reassembly Size" }
        public static var meaning: Meaning {
            .init(
                "The largest packet that the client shall put together from fragments, at least 576.",
                in: "RFC 2132 section 4.4")
        }
    }

    /// RFC 2132 section 4.5.
    public enum TimeToLive: DHCPValueOption {
        public typealias Value = UInt8
        public static var field: StaticString { "default_ip_ttl" }
        public static var label: StaticString { "Default IP Time-to-Live" }
        public static var meaning: Meaning {
            .init("The time to live that the client gives its packets.", in: "RFC 2132 section 4.5")
        }
    }

    /// RFC 2132 section 4.6.
    public enum PathAging: DHCPValueOption {
        public typealias Value = UInt32
        public static var field: StaticString { "path_mtu_aging_timeout" }
        public static var label: StaticString { "Path MTU Aging Timeout" }
        public static var meaning: Meaning {
            .init("For how many seconds what the client found of a path's MTU is good.", in: "RFC 2132 section 4.6")
        }
    }

    /// RFC 2132 section 4.7.
    public enum PathPlateaus: DHCPListOption {
        public typealias Value = UInt16
        public static var field: StaticString { "path_mtu_plateau_table_item" }
        public static var label: StaticString { "Path MTU Plateau Table Item" }
        public static var meaning: Meaning {
            .init("An MTU to try when a path's is sought, at least 68.", in: "RFC 2132 section 4.7")
        }
    }

    /// RFC 2132 section 5.1.
    public enum InterfaceMTU: DHCPValueOption {
        public typealias Value = UInt16
        public static var field: StaticString { "interface_mtu" }
        public static var label: StaticString { "Interface MTU" }
        public static var meaning: Meaning {
            .init("The MTU of the interface. Jumbo frames and tunnels are set up by it.", in: "RFC 2132 section 5.1")
        }
    }

    /// RFC 2132 section 5.2.
    public enum SubnetsAreLocal: DHCPValueOption {
        public typealias Value = Bool
        public static var field: StaticString { "all_subnets_are_local" }
        public static var label: StaticString { "All Subnets are Local" }
        public static var meaning: Meaning {
            .init(
                "Whether all subnets of the network have the same MTU as the client's own.", in: "RFC 2132 section 5.2")
        }
    }

    /// RFC 2132 section 5.4.
    public enum MaskDiscovery: DHCPValueOption {
        public typealias Value = Bool
        public static var field: StaticString { "perform_mask_discovery" }
        public static var label: StaticString { "Perform Mask Discovery" }
        public static var meaning: Meaning {
            .init("Whether the client shall ask for its subnet mask by ICMP.", in: "RFC 2132 section 5.4")
        }
    }

    /// RFC 2132 section 5.5.
    public enum MaskSupplier: DHCPValueOption {
        public typealias Value = Bool
        public static var field: StaticString { "mask_supplier" }
        public static var label: StaticString { "Mask Supplier" }
        public static var meaning: Meaning {
            .init(
                "Whether the client shall answer others that ask for the subnet mask by ICMP.",
                in: "RFC 2132 section 5.5")
        }
    }

    /// RFC 2132 section 5.6.
    public enum RouterDiscovery: DHCPValueOption {
        public typealias Value = Bool
        public static var field: StaticString { "perform_router_discover" }
        public static var label: StaticString { "Perform Router Discover" }
        public static var meaning: Meaning {
            .init("Whether the client shall look for routers by ICMP.", in: "RFC 2132 section 5.6")
        }
    }

    /// RFC 2132 section 6.1.
    public enum Trailers: DHCPValueOption {
        public typealias Value = Bool
        public static var field: StaticString { "trailer_encapsulation" }
        public static var label: StaticString { "Trailer Encapsulation" }
        public static var meaning: Meaning {
            .init(
                "Whether the client shall negotiate trailers by ARP, a way of framing of 1984.",
                in: "RFC 2132 section 6.1")
        }
    }

    /// RFC 2132 section 6.2.
    public enum CacheTimeout: DHCPValueOption {
        public typealias Value = UInt32
        public static var field: StaticString { "arp_cache_timeout" }
        public static var label: StaticString { "ARP Cache Timeout" }
        public static var meaning: Meaning {
            .init("For how many seconds entries of the client's ARP table are good.", in: "RFC 2132 section 6.2")
        }
    }

    /// RFC 2132 section 6.3.
    public enum EthernetEncapsulation: DHCPValueOption {
        public typealias Value = Bool
        public static var field: StaticString { "ethernet_encapsulation" }
        public static var label: StaticString { "Ethernet Encapsulation" }
        public static var meaning: Meaning {
            .init("How the client frames IP: 0 is Ethernet II, 1 IEEE 802.3.", in: "RFC 2132 section 6.3")
        }
    }

    /// RFC 2132 section 7.1.
    public enum TCPTimeToLive: DHCPValueOption {
        public typealias Value = UInt8
        public static var field: StaticString { "tcp_default_ttl" }
        public static var label: StaticString { "TCP Default TTL" }
        public static var meaning: Meaning {
            .init("The time to live of TCP's segments.", in: "RFC 2132 section 7.1")
        }
    }

    /// RFC 2132 section 7.2.
    public enum KeepaliveInterval: DHCPValueOption {
        public typealias Value = UInt32
        public static var field: StaticString { "tcp_keepalive_interval" }
        public static var label: StaticString { "TCP Keepalive Interval" }
        public static var meaning: Meaning {
            .init(
                "How many seconds TCP waits before it probes an idle connection; 0 is never.",
                in: "RFC 2132 section 7.2")
        }
    }

    /// RFC 2132 section 7.3.
    public enum KeepaliveGarbage: DHCPValueOption {
        public typealias Value = Bool
        public static var field: StaticString { "tcp_keepalive_garbage" }
        public static var label: StaticString { "TCP Keepalive Garbage" }
        public static var meaning: Meaning {
            .init("Whether TCP's keepalive probes carry an octet, which old systems want.", in: "RFC 2132 section 7.3")
        }
    }

    /// RFC 2132 section 8.7.
    public enum NetBIOSNodeType: DHCPValueOption {
        public typealias Value = UInt8
        public static var field: StaticString { "netbios_over_tcpip_node_type" }
        public static var label: StaticString { "NetBIOS over TCP/IP Node Type" }
        public static var meaning: Meaning {
            .init(
                "How Windows finds names: 1 by broadcast, 2 by WINS, 4 broadcast first, 8 WINS first.",
                in: "RFC 2132 section 8.7")
        }
    }

    /// RFC 2132 section 9.2.
    public enum LeaseTime: DHCPValueOption {
        public typealias Value = UInt32
        public static var field: StaticString { "ip_address_lease_time" }
        public static var label: StaticString { "IP Address Lease Time" }
        public static var meaning: Meaning {
            .init(
                """
                For how many seconds the client may keep the address; all ones for ever. In a request, what it would
                like.
                """, in: "RFC 2132 section 9.2")
        }
    }

    /// RFC 2132 section 9.3.
    public enum Overload: DHCPValueOption {
        public typealias Value = OverloadKind
        public static var field: StaticString { "option_overload" }
        public static var label: StaticString { "Option Overload" }
        public static var meaning: Meaning {
            .init(
                """
                Which other fields hold options: 1 the file's, 2 the server name's, 3 both. Readers that miss it
                miss those options.
                """, in: "RFC 2132 section 9.3")
        }
    }

    /// RFC 2132 section 9.6.
    public enum Message: DHCPValueOption {
        public typealias Value = MessageType
        public static var field: StaticString { "dhcp" }
        public static var label: StaticString { "DHCP" }
        public static var meaning: Meaning {
            .init(
                """
                What the message is. A client discovers (1), servers offer (2), it requests (3), one acknowledges
                (5) or refuses (6).
                """, in: "RFC 2132 section 9.6")
        }
    }

    /// RFC 2132 section 9.8.
    public enum RequestList: DHCPListOption {
        public typealias Value = OptionCode
        public static var field: StaticString { "request_list_item" }
        public static var label: StaticString { "Parameter Request List Item" }
        public static var meaning: Meaning {
            .init(
                "An option that the client would like to have. The order of the list tells systems apart.",
                in: "RFC 2132 section 9.8")
        }
    }

    /// RFC 2132 section 9.10.
    public enum MaximumSize: DHCPValueOption {
        public typealias Value = UInt16
        public static var field: StaticString { "dhcp_max_message_size" }
        public static var label: StaticString { "Maximum DHCP Message Size" }
        public static var meaning: Meaning {
            .init("The largest message that the client takes, at least 576 octets.", in: "RFC 2132 section 9.10")
        }
    }

    /// RFC 2132 section 9.11.
    public enum RenewalTime: DHCPValueOption {
        public typealias Value = UInt32
        public static var field: StaticString { "renewal_time_value" }
        public static var label: StaticString { "Renewal Time Value" }
        public static var meaning: Meaning {
            .init(
                """
                After how many seconds the client asks its server to renew (T1): half the lease as a rule.
                """, in: "RFC 2132 section 9.11")
        }
    }

    /// RFC 2132 section 9.12.
    public enum RebindingTime: DHCPValueOption {
        public typealias Value = UInt32
        public static var field: StaticString { "rebinding_time_value" }
        public static var label: StaticString { "Rebinding Time Value" }
        public static var meaning: Meaning {
            .init(
                """
                After how many seconds the client asks any server to renew its lease (T2): seven eighths of it as a
                rule.
                """, in: "RFC 2132 section 9.12")
        }
    }

    /// RFC 4388 section 6.1.
    public enum LastTransactionTime: DHCPValueOption {
        public typealias Value = UInt32
        public static var field: StaticString { "client_last_transaction_time" }
        public static var label: StaticString { "Client last transaction time" }
        public static var meaning: Meaning {
            .init("How many seconds ago the server last heard of the client.", in: "RFC 4388 section 6.1")
        }
    }

    /// RFC 4578 section 2.1.
    public enum Architectures: DHCPListOption {
        public typealias Value = UInt16
        public static var field: StaticString { "client_system_architecture" }
        public static var label: StaticString { "Client System Architecture" }
        public static var meaning: Meaning {
            .init(
                "What the client can boot: 0 is PC BIOS, 7 and 9 EFI on x86-64, 11 EFI on 64-bit ARM.",
                in: "RFC 4578 section 2.1")
        }
    }

    /// RFC 2563 section 2.
    public enum AutoConfiguration: DHCPValueOption {
        public typealias Value = UInt8
        public static var field: StaticString { "dhcp_auto_configuration" }
        public static var label: StaticString { "DHCP Auto-Configuration" }
        public static var meaning: Meaning {
            .init("Whether a client that gets no address may make one up (169.254/16).", in: "RFC 2563 section 2")
        }
    }
}
