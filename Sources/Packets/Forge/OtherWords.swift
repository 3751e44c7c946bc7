/// What other tools and the RFCs call layers and fields, above all scapy: who writes their words is told ours.
///
/// The words name no protocol: which of the names behind one a header has is looked up when it is asked for.
enum OtherWords {
    /// The layers that a word of another tool may mean; `nil` when it is none.
    static func layers(for word: String) -> [String]? { layerNames[folded(word)] }

    /// The fields and lists that a word of another tool may mean, by the last parts of their names.
    static func fields(for word: String) -> [String] { fieldNames[folded(word)] ?? [] }

    /// The values that a word of another tool may mean, such as a service's name.
    static func values(for word: String) -> [String] { valueNames[folded(word)] ?? [] }

    private static func folded(_ word: String) -> String {
        String(decoding: word.utf8.map { 0x41...0x5a ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    // https://scapy.readthedocs.io/en/latest/api/scapy.layers.html
    private static let layerNames: [String: [String]] = [
        "ether": ["eth"], "dot1q": ["vlan"], "dot1ad": ["ieee8021ad"], "qinq": ["ieee8021ad"], "dot3": ["eth"],
        "cookedlinux": ["sll"], "loopback": ["null"], "raw_ip": ["raw"], "snap": ["llc"],
        "ipv6exthdrhopbyhop": ["ipv6.hopopts"], "ipv6exthdrrouting": ["ipv6.routing"],
        "ipv6exthdrfragment": ["ipv6.fraghdr"], "ipv6exthdrdestopt": ["ipv6.dstopts"],
        "icmpv6echorequest": ["icmpv6"], "icmpv6nd_ns": ["icmpv6"], "icmpv6nd_na": ["icmpv6"],
        "icmpv6nd_rs": ["icmpv6"], "icmpv6nd_ra": ["icmpv6"], "icmp6": ["icmpv6"], "dnsqr": ["dns"], "dnsrr": ["dns"],
        "httprequest": ["http"], "httpresponse": ["http"], "https": ["tls"],
    ]

    private static let fieldNames: [String: [String]] = [
        "sport": ["srcport"], "dport": ["dstport"], "chksum": ["checksum"], "cksum": ["checksum"], "csum": ["checksum"],
        "source": ["src", "srcport"], "destination": ["dst", "dstport"], "ihl": ["hdr_len"], "dataofs": ["hdr_len"],
        "tos": ["dsfield"], "frag": ["frag_offset", "offset"], "offset": ["frag_offset"], "m": ["more"],
        "protocol": ["proto"], "tc": ["tclass"], "fl": ["flow"], "nh": ["nxt"], "ethertype": ["type"],
        "tag": ["id"], "vid": ["id"], "prio": ["priority"], "pcp": ["priority"], "window": ["window_size_value"],
        "urgptr": ["urgent_pointer"], "ack": ["ack_raw", "flags.ack"], "seq": ["seq_raw", "sequence_number"],
        "reserved": ["flags.res"], "addrs": ["addr"], "id": ["ident", "identifier", "ident_raw"],
        "op": ["opcode"], "hwsrc": ["src.hw_mac"], "hwdst": ["dst.hw_mac"], "psrc": ["src.proto_ipv4"],
        "pdst": ["dst.proto_ipv4"], "hwtype": ["hw.type"], "ptype": ["proto.type"], "hwlen": ["hw.size"],
        "plen": ["proto.size"], "qd": ["queries"], "question": ["queries"], "questions": ["queries"],
        "query": ["queries"], "an": ["answers"], "answer": ["answers"], "ns": ["authorities"], "ar": ["additionals"],
        "additional": ["additionals"], "authority": ["authorities"], "qname": ["qry.name"], "qtype": ["qry.type"],
        "qclass": ["qry.class"], "rrname": ["resp.name"], "rdata": ["a", "aaaa"], "qr": ["flags.response"],
        "aa": ["flags.authoritative"], "tc_bit": ["flags.truncated"], "rd": ["flags.recdesired"],
        "ra": ["flags.recavail"], "ad": ["flags.authenticated"], "cd": ["flags.checkdisable"],
        "rcode": ["flags.rcode"], "opcode": ["flags.opcode"], "qdcount": ["count.queries"],
        "ancount": ["count.answers"], "nscount": ["count.auth_rr"], "arcount": ["count.add_rr"],
        "tgt": ["nd.ns.target_address", "nd.na.target_address"], "lladdr": ["opt.linkaddr"],
        "target": ["nd.ns.target_address"], "xid": ["id"], "ciaddr": ["ip.client"], "yiaddr": ["ip.your"],
        "siaddr": ["ip.server"], "giaddr": ["ip.relay"], "chaddr": ["hw.mac_addr"], "sname": ["server"],
        "htype": ["hw.type"], "hlen": ["hw.len"], "gw": ["redir_gw"], "nexthopmtu": ["mtu"],
        "path": ["request.uri"], "uri": ["request.uri"], "url": ["request.uri"], "method": ["request.method"],
        "status_code": ["response.code"], "status": ["response.code"], "host": ["headers"],
        "sni": ["handshake.extensions_server_name"], "alpn": ["handshake.extensions_alpn_str"],
        "ciphers": ["handshake.ciphersuites"], "ext": ["handshake.extensions"], "msg": ["records"],
        "addresses": ["routing.src.addr", "routing.srh.addr"], "segleft": ["routing.segleft"],
    ]

    private static let valueNames: [String: [String]] = [
        "dns": ["domain"], "dhcp": ["bootps"], "www": ["http"], "mail": ["smtp"], "postgres": ["postgresql"],
        "rdp": ["ms-wbt-server"], "smb": ["microsoft-ds"], "dot": ["domain-s"], "imap": ["imap2"], "rip": ["route"],
        "syn-ack": ["SYN,ACK"], "synack": ["SYN,ACK"],
    ]
}
