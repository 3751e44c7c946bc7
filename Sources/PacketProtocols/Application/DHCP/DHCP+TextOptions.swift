import Packets

/// Options that are text. RFC 2132, but where another is named.
extension DHCP {
    /// RFC 2132 section 3.14.
    public enum HostName: DHCPTextOption {
        public static var field: StaticString { "hostname" }
        public static var label: StaticString { "Host Name" }
    }

    /// RFC 2132 section 3.16.
    public enum MeritDumpFile: DHCPTextOption {
        public static var field: StaticString { "merit_dump_file" }
        public static var label: StaticString { "Merit Dump File" }
    }

    /// RFC 2132 section 3.17.
    public enum DomainName: DHCPTextOption {
        public static var field: StaticString { "domain_name" }
        public static var label: StaticString { "Domain Name" }
    }

    /// RFC 2132 section 3.19.
    public enum RootPath: DHCPTextOption {
        public static var field: StaticString { "root_path" }
        public static var label: StaticString { "Root Path" }
    }

    /// RFC 2132 section 3.20.
    public enum ExtensionsPath: DHCPTextOption {
        public static var field: StaticString { "extension_path" }
        public static var label: StaticString { "Extensions Path" }
    }

    /// RFC 2132 section 8.1.
    public enum InformationDomain: DHCPTextOption {
        public static var field: StaticString { "nis_domain" }
        public static var label: StaticString { "Network Information Service Domain" }
    }

    /// RFC 2132 section 8.8.
    public enum NetBIOSScope: DHCPTextOption {
        public static var field: StaticString { "netbios_over_tcpip_scope" }
        public static var label: StaticString { "NetBIOS over TCP/IP Scope" }
    }

    /// RFC 2132 section 9.9.
    public enum ErrorMessage: DHCPTextOption {
        public static var field: StaticString { "message" }
        public static var label: StaticString { "Message" }
    }

    /// RFC 2132 section 9.13.
    public enum VendorClass: DHCPTextOption {
        public static var field: StaticString { "vendor_class_id" }
        public static var label: StaticString { "Vendor class identifier" }
    }

    /// RFC 2132 section 8.11.
    public enum InformationPlusDomain: DHCPTextOption {
        public static var field: StaticString { "nis_plus_domain" }
        public static var label: StaticString { "Network Information Service+ Domain" }
    }

    /// RFC 2132 section 9.4.
    public enum BootServerName: DHCPTextOption {
        public static var field: StaticString { "tftp_server_name" }
        public static var label: StaticString { "TFTP Server Name" }
    }

    /// RFC 2132 section 9.5.
    public enum BootFileName: DHCPTextOption {
        public static var field: StaticString { "bootfile_name" }
        public static var label: StaticString { "Bootfile name" }
    }

    /// RFC 2241 section 3.
    public enum DirectoryTree: DHCPTextOption {
        public static var field: StaticString { "novell_ds_tree_name" }
        public static var label: StaticString { "Novell Directory Services Tree Name" }
    }

    /// RFC 2241 section 4.
    public enum DirectoryContext: DHCPTextOption {
        public static var field: StaticString { "novell_ds_context" }
        public static var label: StaticString { "Novell Directory Services Context" }
    }

    /// RFC 4833 section 2.
    public enum TimeZoneRule: DHCPTextOption {
        public static var field: StaticString { "tz_pcode" }
        public static var label: StaticString { "TZ PCode" }
    }

    /// RFC 4833 section 2.
    public enum TimeZoneName: DHCPTextOption {
        public static var field: StaticString { "tz_tcode" }
        public static var label: StaticString { "TZ TCode" }
    }

    /// Apple NetInfo.
    public enum NetInfoTag: DHCPTextOption {
        public static var field: StaticString { "netinfo_parent_server_tag" }
        public static var label: StaticString { "NetInfo Parent Server Tag" }
    }

    /// Web Proxy Auto-Discovery.
    public enum ProxyConfiguration: DHCPTextOption {
        public static var field: StaticString { "private_proxy_autodiscovery" }
        public static var label: StaticString { "Private/Proxy autodiscovery" }
    }
}
