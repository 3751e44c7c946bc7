public import Packets

/// Options that are text. RFC 2132, but where another is named.
extension DHCP {
    /// RFC 2132 section 3.14.
    public enum HostName: DHCPTextOption {
        public static var field: StaticString { "hostname" }
        public static var label: StaticString { "Host Name" }
        public static var meaning: Meaning {
            .init(
                """
                The client's name, which servers often put into DNS. It is what the client says of itself.
                """, in: "RFC 2132 section 3.14")
        }
    }

    /// RFC 2132 section 3.16.
    public enum MeritDumpFile: DHCPTextOption {
        public static var field: StaticString { "merit_dump_file" }
        public static var label: StaticString { "Merit Dump File" }
        public static var meaning: Meaning {
            .init("Where to write the memory of a client that crashes.", in: "RFC 2132 section 3.16")
        }
    }

    /// RFC 2132 section 3.17.
    public enum DomainName: DHCPTextOption {
        public static var field: StaticString { "domain_name" }
        public static var label: StaticString { "Domain Name" }
        public static var meaning: Meaning {
            .init("The domain in which the client looks short names up.", in: "RFC 2132 section 3.17")
        }
    }

    /// RFC 2132 section 3.19.
    public enum RootPath: DHCPTextOption {
        public static var field: StaticString { "root_path" }
        public static var label: StaticString { "Root Path" }
        public static var meaning: Meaning {
            .init(
                """
                Where the root of the file system lies, for clients without disks; for iSCSI, the whole target.
                """, in: "RFC 2132 section 3.19")
        }
    }

    /// RFC 2132 section 3.20.
    public enum ExtensionsPath: DHCPTextOption {
        public static var field: StaticString { "extension_path" }
        public static var label: StaticString { "Extensions Path" }
        public static var meaning: Meaning {
            .init("A file with further options, to be fetched by TFTP.", in: "RFC 2132 section 3.20")
        }
    }

    /// RFC 2132 section 8.1.
    public enum InformationDomain: DHCPTextOption {
        public static var field: StaticString { "nis_domain" }
        public static var label: StaticString { "Network Information Service Domain" }
        public static var meaning: Meaning {
            .init("The domain of Sun's NIS whose users and hosts the client shares.", in: "RFC 2132 section 8.1")
        }
    }

    /// RFC 2132 section 8.8.
    public enum NetBIOSScope: DHCPTextOption {
        public static var field: StaticString { "netbios_over_tcpip_scope" }
        public static var label: StaticString { "NetBIOS over TCP/IP Scope" }
        public static var meaning: Meaning {
            .init("The scope in which NetBIOS names count.", in: "RFC 2132 section 8.8")
        }
    }

    /// RFC 2132 section 9.9.
    public enum ErrorMessage: DHCPTextOption {
        public static var field: StaticString { "message" }
        public static var label: StaticString { "Message" }
        public static var meaning: Meaning {
            .init("Why the server refuses, or the client declines, in words.", in: "RFC 2132 section 9.9")
        }
    }

    /// RFC 2132 section 9.13.
    public enum VendorClass: DHCPTextOption {
        public static var field: StaticString { "vendor_class_id" }
        public static var label: StaticString { "Vendor class identifier" }
        public static var meaning: Meaning {
            .init(
                """
                What kind of client asks, such as 'MSFT 5.0' or 'PXEClient'; servers choose their answer by it.
                """, in: "RFC 2132 section 9.13")
        }
    }

    /// RFC 2132 section 8.11.
    public enum InformationPlusDomain: DHCPTextOption {
        public static var field: StaticString { "nis_plus_domain" }
        public static var label: StaticString { "Network Information Service+ Domain" }
        public static var meaning: Meaning {
            .init("The domain of NIS+ that the client belongs to.", in: "RFC 2132 section 8.11")
        }
    }

    /// RFC 2132 section 9.4.
    public enum BootServerName: DHCPTextOption {
        public static var field: StaticString { "tftp_server_name" }
        public static var label: StaticString { "TFTP Server Name" }
        public static var meaning: Meaning {
            .init("The server to boot from, where its own field holds options.", in: "RFC 2132 section 9.4")
        }
    }

    /// RFC 2132 section 9.5.
    public enum BootFileName: DHCPTextOption {
        public static var field: StaticString { "bootfile_name" }
        public static var label: StaticString { "Bootfile name" }
        public static var meaning: Meaning {
            .init("The file to boot, where its own field holds options.", in: "RFC 2132 section 9.5")
        }
    }

    /// RFC 2241 section 3.
    public enum DirectoryTree: DHCPTextOption {
        public static var field: StaticString { "novell_ds_tree_name" }
        public static var label: StaticString { "Novell Directory Services Tree Name" }
        public static var meaning: Meaning {
            .init("The tree of Novell's directory to log in to.", in: "RFC 2241 section 3")
        }
    }

    /// RFC 2241 section 4.
    public enum DirectoryContext: DHCPTextOption {
        public static var field: StaticString { "novell_ds_context" }
        public static var label: StaticString { "Novell Directory Services Context" }
        public static var meaning: Meaning {
            .init("Where in the tree of Novell's directory the client belongs.", in: "RFC 2241 section 4")
        }
    }

    /// RFC 4833 section 2.
    public enum TimeZoneRule: DHCPTextOption {
        public static var field: StaticString { "tz_pcode" }
        public static var label: StaticString { "TZ PCode" }
        public static var meaning: Meaning {
            .init("The time zone as POSIX writes it, with the rules of summer time.", in: "RFC 4833 section 2")
        }
    }

    /// RFC 4833 section 2.
    public enum TimeZoneName: DHCPTextOption {
        public static var field: StaticString { "tz_tcode" }
        public static var label: StaticString { "TZ TCode" }
        public static var meaning: Meaning {
            .init("The time zone by its name, such as Europe/Zurich.", in: "RFC 4833 section 2")
        }
    }

    /// Apple NetInfo.
    public enum NetInfoTag: DHCPTextOption {
        public static var field: StaticString { "netinfo_parent_server_tag" }
        public static var label: StaticString { "NetInfo Parent Server Tag" }
        public static var meaning: Meaning {
            .init("The tag of NetInfo's parent server.", in: "IANA bootp-dhcp-parameters, option 113")
        }
    }

    /// Web Proxy Auto-Discovery.
    public enum ProxyConfiguration: DHCPTextOption {
        public static var field: StaticString { "private_proxy_autodiscovery" }
        public static var label: StaticString { "Private/Proxy autodiscovery" }
        public static var meaning: Meaning {
            .init(
                """
                Where the proxy's configuration lies (WPAD); a false one sends all browsing through another's host.
                """, in: "draft-ietf-wrec-wpad-01 section 4.4.1")
        }
    }
}
