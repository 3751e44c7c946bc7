/// Which transport a port belongs to.
public enum TransportKind: UInt8, Sendable, BitwiseCopyable { case tcp, udp, sctp }

/// Names of ports that people know by heart, as /etc/services has them. Never looked up anywhere.
/// https://www.iana.org/assignments/service-names-port-numbers
package enum WellKnownPort {
    package static func name(of port: UInt16, over transport: TransportKind) -> StaticString? {
        switch port {
        case 7: "echo"
        case 9: "discard"
        case 13: "daytime"
        case 19: "chargen"
        case 20: transport == .tcp ? "ftp-data" : nil
        case 21: transport == .tcp ? "ftp" : nil
        case 22: transport == .udp ? nil : "ssh"
        case 23: transport == .tcp ? "telnet" : nil
        case 25: transport == .tcp ? "smtp" : nil
        case 37: "time"
        case 43: transport == .tcp ? "whois" : nil
        case 49: "tacacs"
        case 53: "domain"
        case 67: transport == .udp ? "bootps" : nil
        case 68: transport == .udp ? "bootpc" : nil
        case 69: transport == .udp ? "tftp" : nil
        case 70: transport == .tcp ? "gopher" : nil
        case 79: transport == .tcp ? "finger" : nil
        case 80: transport == .udp ? nil : "http"
        case 88: "kerberos"
        case 110: transport == .tcp ? "pop3" : nil
        case 111: "sunrpc"
        case 113: transport == .tcp ? "auth" : nil
        case 119: transport == .tcp ? "nntp" : nil
        case 123: transport == .udp ? "ntp" : nil
        case 135: transport == .tcp ? "epmap" : nil
        case 137: transport == .udp ? "netbios-ns" : nil
        case 138: transport == .udp ? "netbios-dgm" : nil
        case 139: transport == .tcp ? "netbios-ssn" : nil
        case 143: transport == .tcp ? "imap2" : nil
        case 161: "snmp"
        case 162: "snmp-trap"
        case 179: transport == .udp ? nil : "bgp"
        case 194: "irc"
        case 319: transport == .udp ? "ptp-event" : nil
        case 320: transport == .udp ? "ptp-general" : nil
        case 389: "ldap"
        case 427: "svrloc"
        case 443: "https"
        case 445: transport == .tcp ? "microsoft-ds" : nil
        case 464: "kpasswd"
        case 465: transport == .tcp ? "submissions" : nil
        case 500: transport == .udp ? "isakmp" : nil
        case 514: transport == .udp ? "syslog" : "shell"
        case 515: transport == .tcp ? "printer" : nil
        case 520: transport == .udp ? "route" : nil
        case 521: transport == .udp ? "ripng" : nil
        case 546: transport == .udp ? "dhcpv6-client" : nil
        case 547: transport == .udp ? "dhcpv6-server" : nil
        case 554: "rtsp"
        case 587: transport == .tcp ? "submission" : nil
        case 623: transport == .udp ? "asf-rmcp" : nil
        case 631: "ipp"
        case 636: "ldaps"
        case 853: transport == .sctp ? nil : "domain-s"
        case 873: transport == .tcp ? "rsync" : nil
        case 989: transport == .tcp ? "ftps-data" : nil
        case 990: transport == .tcp ? "ftps" : nil
        case 993: transport == .tcp ? "imaps" : nil
        case 995: transport == .tcp ? "pop3s" : nil
        case 1080: transport == .tcp ? "socks" : nil
        case 1194: "openvpn"
        case 1433: transport == .tcp ? "ms-sql-s" : nil
        case 1701: transport == .udp ? "l2f" : nil
        case 1812: transport == .udp ? "radius" : nil
        case 1813: transport == .udp ? "radius-acct" : nil
        case 1883: transport == .tcp ? "mqtt" : nil
        case 1900: transport == .udp ? "ssdp" : nil
        case 2049: "nfs"
        case 3260: transport == .tcp ? "iscsi-target" : nil
        case 3306: transport == .tcp ? "mysql" : nil
        case 3389: "ms-wbt-server"
        case 3478: "stun"
        case 4500: transport == .udp ? "ipsec-nat-t" : nil
        case 4789: transport == .udp ? "vxlan" : nil
        case 5060: "sip"
        case 5061: "sip-tls"
        case 5222: transport == .tcp ? "xmpp-client" : nil
        case 5353: transport == .udp ? "mdns" : nil
        case 5355: "llmnr"
        case 5432: transport == .tcp ? "postgresql" : nil
        case 5672: "amqp"
        case 6081: transport == .udp ? "geneve" : nil
        case 6379: transport == .tcp ? "redis" : nil
        case 6667: transport == .tcp ? "ircd" : nil
        case 8080: transport == .tcp ? "http-alt" : nil
        case 8883: transport == .tcp ? "secure-mqtt" : nil
        case 9418: transport == .tcp ? "git" : nil
        default: nil
        }
    }

    /// The names of all of them, the lowest port first.
    static let names: [String] = {
        var names: [String] = []
        for port in 0...highest {
            for transport in [TransportKind.tcp, .udp, .sctp] {
                guard let name = name(of: port, over: transport)?.description, !names.contains(name) else { continue }
                names.append(name)
            }
        }
        return names
    }()

    /// The port of each name; no two transports use one name for two.
    static let numbers: [String: UInt16] = {
        var numbers: [String: UInt16] = [:]
        for port in 0...highest {
            for transport in [TransportKind.tcp, .udp, .sctp] {
                guard let name = name(of: port, over: transport) else { continue }
                numbers[name.description] = port
            }
        }
        return numbers
    }()

    /// No port above has a name here.
    private static var highest: UInt16 { 9999 }
}
