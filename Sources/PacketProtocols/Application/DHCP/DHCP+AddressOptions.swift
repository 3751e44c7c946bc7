public import Packets

/// Options that are one address, or a list of addresses. RFC 2132, but where another is named.
extension DHCP {
    /// RFC 2132 section 3.3.
    public enum SubnetMask: DHCPValueOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "subnet_mask" }
        public static var label: StaticString { "Subnet Mask" }
    }

    /// RFC 2132 section 3.5.
    public enum Routers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "router" }
        public static var label: StaticString { "Router" }
    }

    /// RFC 2132 section 3.6.
    public enum TimeServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "time_server" }
        public static var label: StaticString { "Time Server" }
    }

    /// RFC 2132 section 3.7.
    public enum NameServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "name_server" }
        public static var label: StaticString { "Name Server" }
    }

    /// RFC 2132 section 3.8.
    public enum DomainNameServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "domain_name_server" }
        public static var label: StaticString { "Domain Name Server" }
    }

    /// RFC 2132 section 3.9.
    public enum LogServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "log_server" }
        public static var label: StaticString { "Log Server" }
    }

    /// RFC 2132 section 3.10.
    public enum QuotesServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "quotes_server" }
        public static var label: StaticString { "Quotes Server" }
    }

    /// RFC 2132 section 3.11.
    public enum PrinterServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "lpr_server" }
        public static var label: StaticString { "LPR Server" }
    }

    /// RFC 2132 section 3.12.
    public enum ImpressServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "impress_server" }
        public static var label: StaticString { "Impress Server" }
    }

    /// RFC 2132 section 3.13.
    public enum LocationServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "resource_location_server" }
        public static var label: StaticString { "Resource Location Server" }
    }

    /// RFC 2132 section 3.18.
    public enum SwapServer: DHCPValueOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "swap_server" }
        public static var label: StaticString { "Swap Server" }
    }

    /// RFC 2132 section 5.3.
    public enum BroadcastAddress: DHCPValueOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "broadcast_address" }
        public static var label: StaticString { "Broadcast Address" }
    }

    /// RFC 2132 section 5.7.
    public enum SolicitationAddress: DHCPValueOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "router_solicitation_address" }
        public static var label: StaticString { "Router Solicitation Address" }
    }

    /// RFC 2132 section 8.2.
    public enum InformationServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "nis_server" }
        public static var label: StaticString { "Network Information Service Server" }
    }

    /// RFC 2132 section 8.3.
    public enum NetworkTimeServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "ntp_server" }
        public static var label: StaticString { "Network Time Protocol Server" }
    }

    /// RFC 2132 section 8.5.
    public enum NetBIOSNameServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "netbios_over_tcpip_name_server" }
        public static var label: StaticString { "NetBIOS over TCP/IP Name Server" }
    }

    /// RFC 2132 section 8.6.
    public enum NetBIOSDatagramServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "netbios_over_tcpip_dd_name_server" }
        public static var label: StaticString { "NetBIOS over TCP/IP Datagram Distribution Name Server" }
    }

    /// RFC 2132 section 8.9.
    public enum FontServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "xwindows_system_font_server" }
        public static var label: StaticString { "X Window System Font Server" }
    }

    /// RFC 2132 section 8.10.
    public enum DisplayManagers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "xwindows_system_display_manager" }
        public static var label: StaticString { "X Window System Display Manager" }
    }

    /// RFC 2132 section 9.1.
    public enum RequestedAddress: DHCPValueOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "requested_ip_address" }
        public static var label: StaticString { "Requested IP Address" }
    }

    /// RFC 2132 section 9.7.
    public enum ServerIdentifier: DHCPValueOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "dhcp_server_id" }
        public static var label: StaticString { "DHCP Server Identifier" }
    }

    /// RFC 2132 section 8.12.
    public enum InformationPlusServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "nis_plus_server" }
        public static var label: StaticString { "Network Information Service+ Server" }
    }

    /// RFC 2132 section 8.13.
    public enum HomeAgents: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "mobile_ip_home_agent" }
        public static var label: StaticString { "Mobile IP Home Agent" }
    }

    /// RFC 2132 section 8.14.
    public enum MailServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "smtp_server" }
        public static var label: StaticString { "SMTP Server" }
    }

    /// RFC 2132 section 8.15.
    public enum PostOfficeServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "pop3_server" }
        public static var label: StaticString { "POP3 Server" }
    }

    /// RFC 2132 section 8.16.
    public enum NewsServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "nntp_server" }
        public static var label: StaticString { "NNTP Server" }
    }

    /// RFC 2132 section 8.17.
    public enum WebServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "default_www_server" }
        public static var label: StaticString { "Default WWW Server" }
    }

    /// RFC 2132 section 8.18.
    public enum FingerServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "default_finger_server" }
        public static var label: StaticString { "Default Finger Server" }
    }

    /// RFC 2132 section 8.19.
    public enum ChatServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "default_irc_server" }
        public static var label: StaticString { "Default IRC Server" }
    }

    /// RFC 2132 section 8.20.
    public enum StreetTalkServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "streettalk_server" }
        public static var label: StaticString { "StreetTalk Server" }
    }

    /// RFC 2132 section 8.21.
    public enum StreetTalkDirectoryServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "streettalk_da_server" }
        public static var label: StaticString { "StreetTalk Directory Assistance Server" }
    }

    /// RFC 4388 section 6.1.
    public enum AssociatedAddresses: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "associated_ip_option" }
        public static var label: StaticString { "Associated IP option" }
    }

    /// Apple NetInfo.
    public enum NetInfoServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "netinfo_parent_server_address" }
        public static var label: StaticString { "NetInfo Parent Server Address" }
    }

    /// RFC 3011 section 2.
    public enum SubnetSelection: DHCPValueOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "subnet_selection_option" }
        public static var label: StaticString { "Subnet Selection Option" }
    }

    /// RFC 5192 section 4.
    public enum AuthenticationAgents: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "pana_agent" }
        public static var label: StaticString { "PAA IPv4 Address" }
    }

    /// RFC 5417 section 2.
    public enum AccessControllers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "capwap_access_controller" }
        public static var label: StaticString { "CAPWAP Access Controllers" }
    }

    /// RFC 5859 section 3.
    public enum BootServers: DHCPListOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "tftp_server_address" }
        public static var label: StaticString { "TFTP Server Address" }
    }
}
