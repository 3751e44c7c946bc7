public import Packets

/// Options that are one address, or a list of addresses. RFC 2132, but where another is named.
extension DHCP {
    /// RFC 2132 section 3.3.
    public enum SubnetMask: DHCPValueOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "subnet_mask" }
        public static var label: StaticString { "Subnet Mask" }
        public static var meaning: Meaning {
            .init(
                "Which part of the client's address is the network's; it goes before the router.",
                in: "RFC 2132 section 3.3")
        }
    }

    /// RFC 2132 section 3.5.
    public enum Routers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "router" }
        public static var label: StaticString { "Router" }
        public static var meaning: Meaning {
            .init("A router for all that lies beyond the subnet, the preferred first.", in: "RFC 2132 section 3.5")
        }
    }

    /// RFC 2132 section 3.6.
    public enum TimeServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "time_server" }
        public static var label: StaticString { "Time Server" }
        public static var meaning: Meaning {
            .init(
                """
                A server of the old Time protocol (RFC 868), which gives whole seconds only; NTP took its place.
                """, in: "RFC 2132 section 3.6")
        }
    }

    /// RFC 2132 section 3.7.
    public enum NameServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "name_server" }
        public static var label: StaticString { "Name Server" }
        public static var meaning: Meaning {
            .init("A server of the IEN 116 name protocol, which nobody uses any more.", in: "RFC 2132 section 3.7")
        }
    }

    /// RFC 2132 section 3.8.
    public enum DomainNameServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "domain_name_server" }
        public static var label: StaticString { "Domain Name Server" }
        public static var meaning: Meaning {
            .init("A DNS server for the client to ask; a false one leads it anywhere.", in: "RFC 2132 section 3.8")
        }
    }

    /// RFC 2132 section 3.9.
    public enum LogServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "log_server" }
        public static var label: StaticString { "Log Server" }
        public static var meaning: Meaning {
            .init("A server of MIT's log protocol.", in: "RFC 2132 section 3.9")
        }
    }

    /// RFC 2132 section 3.10.
    public enum QuotesServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "quotes_server" }
        public static var label: StaticString { "Quotes Server" }
        public static var meaning: Meaning {
            .init("A server of quotes of the day (RFC 865), called a cookie server.", in: "RFC 2132 section 3.10")
        }
    }

    /// RFC 2132 section 3.11.
    public enum PrinterServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "lpr_server" }
        public static var label: StaticString { "LPR Server" }
        public static var meaning: Meaning {
            .init("A server of the line printer protocol.", in: "RFC 2132 section 3.11")
        }
    }

    /// RFC 2132 section 3.12.
    public enum ImpressServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "impress_server" }
        public static var label: StaticString { "Impress Server" }
        public static var meaning: Meaning {
            .init("A server of Imagen's Impress, for laser printers of the eighties.", in: "RFC 2132 section 3.12")
        }
    }

    /// RFC 2132 section 3.13.
    public enum LocationServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "resource_location_server" }
        public static var label: StaticString { "Resource Location Server" }
        public static var meaning: Meaning {
            .init("A server of the resource location protocol (RFC 887).", in: "RFC 2132 section 3.13")
        }
    }

    /// RFC 2132 section 3.18.
    public enum SwapServer: DHCPValueOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "swap_server" }
        public static var label: StaticString { "Swap Server" }
        public static var meaning: Meaning {
            .init("The server that holds the swap space of a client without disks.", in: "RFC 2132 section 3.18")
        }
    }

    /// RFC 2132 section 5.3.
    public enum BroadcastAddress: DHCPValueOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "broadcast_address" }
        public static var label: StaticString { "Broadcast Address" }
        public static var meaning: Meaning {
            .init("The address by which the subnet's hosts are all reached.", in: "RFC 2132 section 5.3")
        }
    }

    /// RFC 2132 section 5.7.
    public enum SolicitationAddress: DHCPValueOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "router_solicitation_address" }
        public static var label: StaticString { "Router Solicitation Address" }
        public static var meaning: Meaning {
            .init("Where the client sends router solicitations.", in: "RFC 2132 section 5.7")
        }
    }

    /// RFC 2132 section 8.2.
    public enum InformationServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "nis_server" }
        public static var label: StaticString { "Network Information Service Server" }
        public static var meaning: Meaning {
            .init("A server of Sun's NIS, which shares users and hosts.", in: "RFC 2132 section 8.2")
        }
    }

    /// RFC 2132 section 8.3.
    public enum NetworkTimeServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "ntp_server" }
        public static var label: StaticString { "Network Time Protocol Server" }
        public static var meaning: Meaning {
            .init("An NTP server from which the client sets its clock.", in: "RFC 2132 section 8.3")
        }
    }

    /// RFC 2132 section 8.5.
    public enum NetBIOSNameServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "netbios_over_tcpip_name_server" }
        public static var label: StaticString { "NetBIOS over TCP/IP Name Server" }
        public static var meaning: Meaning {
            .init("A WINS server, which Windows asked for names.", in: "RFC 2132 section 8.5")
        }
    }

    /// RFC 2132 section 8.6.
    public enum NetBIOSDatagramServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "netbios_over_tcpip_dd_name_server" }
        public static var label: StaticString { "NetBIOS over TCP/IP Datagram Distribution Name Server" }
        public static var meaning: Meaning {
            .init("A server that distributes NetBIOS datagrams.", in: "RFC 2132 section 8.6")
        }
    }

    /// RFC 2132 section 8.9.
    public enum FontServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "xwindows_system_font_server" }
        public static var label: StaticString { "X Window System Font Server" }
        public static var meaning: Meaning {
            .init("A font server of the X window system.", in: "RFC 2132 section 8.9")
        }
    }

    /// RFC 2132 section 8.10.
    public enum DisplayManagers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "xwindows_system_display_manager" }
        public static var label: StaticString { "X Window System Display Manager" }
        public static var meaning: Meaning {
            .init("A host that offers X logins.", in: "RFC 2132 section 8.10")
        }
    }

    /// RFC 2132 section 9.1.
    public enum RequestedAddress: DHCPValueOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "requested_ip_address" }
        public static var label: StaticString { "Requested IP Address" }
        public static var meaning: Meaning {
            .init(
                "The address that the client would like, or that it was offered and takes.", in: "RFC 2132 section 9.1")
        }
    }

    /// RFC 2132 section 9.7.
    public enum ServerIdentifier: DHCPValueOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "dhcp_server_id" }
        public static var label: StaticString { "DHCP Server Identifier" }
        public static var meaning: Meaning {
            .init(
                """
                Which server speaks, and in a request whose offer the client takes: all others withdraw theirs.
                """, in: "RFC 2132 section 9.7")
        }
    }

    /// RFC 2132 section 8.12.
    public enum InformationPlusServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "nis_plus_server" }
        public static var label: StaticString { "Network Information Service+ Server" }
        public static var meaning: Meaning {
            .init("A server of NIS+, which was to follow Sun's NIS.", in: "RFC 2132 section 8.12")
        }
    }

    /// RFC 2132 section 8.13.
    public enum HomeAgents: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "mobile_ip_home_agent" }
        public static var label: StaticString { "Mobile IP Home Agent" }
        public static var meaning: Meaning {
            .init("A home agent for mobile IP; none may be listed.", in: "RFC 2132 section 8.13")
        }
    }

    /// RFC 2132 section 8.14.
    public enum MailServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "smtp_server" }
        public static var label: StaticString { "SMTP Server" }
        public static var meaning: Meaning {
            .init("A server that takes the client's outgoing mail (SMTP).", in: "RFC 2132 section 8.14")
        }
    }

    /// RFC 2132 section 8.15.
    public enum PostOfficeServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "pop3_server" }
        public static var label: StaticString { "POP3 Server" }
        public static var meaning: Meaning {
            .init("A server to fetch mail from by POP3.", in: "RFC 2132 section 8.15")
        }
    }

    /// RFC 2132 section 8.16.
    public enum NewsServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "nntp_server" }
        public static var label: StaticString { "NNTP Server" }
        public static var meaning: Meaning {
            .init("A server from which to read Usenet's news (NNTP).", in: "RFC 2132 section 8.16")
        }
    }

    /// RFC 2132 section 8.17.
    public enum WebServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "default_www_server" }
        public static var label: StaticString { "Default WWW Server" }
        public static var meaning: Meaning {
            .init("A web server for the client to begin with.", in: "RFC 2132 section 8.17")
        }
    }

    /// RFC 2132 section 8.18.
    public enum FingerServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "default_finger_server" }
        public static var label: StaticString { "Default Finger Server" }
        public static var meaning: Meaning {
            .init("A server that tells of users (Finger).", in: "RFC 2132 section 8.18")
        }
    }

    /// RFC 2132 section 8.19.
    public enum ChatServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "default_irc_server" }
        public static var label: StaticString { "Default IRC Server" }
        public static var meaning: Meaning {
            .init("A server of Internet Relay Chat.", in: "RFC 2132 section 8.19")
        }
    }

    /// RFC 2132 section 8.20.
    public enum StreetTalkServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "streettalk_server" }
        public static var label: StaticString { "StreetTalk Server" }
        public static var meaning: Meaning {
            .init("A StreetTalk server, of Banyan's VINES.", in: "RFC 2132 section 8.20")
        }
    }

    /// RFC 2132 section 8.21.
    public enum StreetTalkDirectoryServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "streettalk_da_server" }
        public static var label: StaticString { "StreetTalk Directory Assistance Server" }
        public static var meaning: Meaning {
            .init("A StreetTalk directory server.", in: "RFC 2132 section 8.21")
        }
    }

    /// RFC 4388 section 6.1.
    public enum AssociatedAddresses: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "associated_ip_option" }
        public static var label: StaticString { "Associated IP option" }
        public static var meaning: Meaning {
            .init("An address that belongs to the client that a lease query asks about.", in: "RFC 4388 section 6.1")
        }
    }

    /// Apple NetInfo.
    public enum NetInfoServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "netinfo_parent_server_address" }
        public static var label: StaticString { "NetInfo Parent Server Address" }
        public static var meaning: Meaning {
            .init(
                "The parent server of NetInfo, NeXT's and early Apple's directory.",
                in: "IANA bootp-dhcp-parameters, option 112")
        }
    }

    /// RFC 3011 section 2.
    public enum SubnetSelection: DHCPValueOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "subnet_selection_option" }
        public static var label: StaticString { "Subnet Selection Option" }
        public static var meaning: Meaning {
            .init("The subnet from which to take the address, where the client is elsewhere.", in: "RFC 3011 section 2")
        }
    }

    /// RFC 5192 section 4.
    public enum AuthenticationAgents: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "pana_agent" }
        public static var label: StaticString { "PAA IPv4 Address" }
        public static var meaning: Meaning {
            .init(
                "A PANA agent, to which the client proves itself before it may use the network.",
                in: "RFC 5192 section 4")
        }
    }

    /// RFC 5417 section 2.
    public enum AccessControllers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "capwap_access_controller" }
        public static var label: StaticString { "CAPWAP Access Controllers" }
        public static var meaning: Meaning {
            .init("A controller that CAPWAP's wireless access points are run by.", in: "RFC 5417 section 2")
        }
    }

    /// RFC 5859 section 3.
    public enum BootServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "tftp_server_address" }
        public static var label: StaticString { "TFTP Server Address" }
        public static var meaning: Meaning {
            .init("A TFTP server for telephones and the like, Cisco's first.", in: "RFC 5859 section 3")
        }
    }
}
