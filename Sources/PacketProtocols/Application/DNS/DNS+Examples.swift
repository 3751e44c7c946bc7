public import Packets

extension DNS {
    public static var examples: [FieldExample] {
        [
            .init(
                "dns.count.zones",
                "ip/udp/dns(flags.opcode=5,queries=[{name=example.test}],count.zones=1)"),
            .init(
                "dns.count.prerequisites",
                "ip/udp/dns(flags.opcode=5,answers=[{name=example.test}],count.prerequisites=1)"),
            .init(
                "dns.count.updates",
                "ip/udp/dns(flags.opcode=5,authorities=[{name=example.test}],count.updates=1)"),
            .init(
                "dns.rr.udp_payload_size",
                "ip/udp/dns(additionals=[{type=OPT,rr.udp_payload_size=1}])"),
            .init(
                "dns.resp.ext_rcode",
                "ip/udp/dns(additionals=[{type=OPT,ext_rcode=1}])"),
            .init(
                "dns.resp.edns0_version",
                "ip/udp/dns(additionals=[{type=OPT,edns0_version=1}])"),
            .init(
                "dns.resp.z",
                "ip/udp/dns(additionals=[{type=OPT,z=1}])"),
            .init(
                "dns.resp.z.do",
                "ip/udp/dns(additionals=[{type=OPT,z.do=1}])"),
            .init(
                "dns.resp.z.reserved",
                "ip/udp/dns(additionals=[{type=OPT,z.reserved=1}])"),
            .init(
                "dns.opt.client.addr",
                "ip/udp/dns(additionals=[{type=OPT,options=[csubnet={client.family=3,client.addr=0001}]}])"),
            .init(
                "dns.opt.client.addr6",
                "ip/udp/dns(additionals=[{type=OPT,options=[csubnet={client.family=2,client.addr6=2001:db8::1}]}])"),
            .init(
                "dns.apl.afdpart.data",
                "ip/udp/dns(apl.address_family=3,apl.afdpart.data=0001)"),
            .init(
                "dns.nsec3.hash_value",
                "ip/udp/dns(nsec3.hash_value=04)",
                filter: "dns.nsec3.hash_value == \"04\""),
        ]
    }
}
