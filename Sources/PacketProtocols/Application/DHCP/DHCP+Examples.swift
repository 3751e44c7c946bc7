public import Packets

extension DHCP {
    public static var examples: [FieldExample] {
        [
            .init(
                "dhcp.client_id.iaid",
                "ip/udp/dhcp(option.type=61,option.value=ff0000000100030001020000000001)",
                filter: "dhcp.client_id.iaid"),
            .init(
                "dhcp.client_id.link_layer_address",
                "ip/udp/dhcp(option.type=61,option.value=ff0000000100030001020000000001)",
                filter: "dhcp.client_id.link_layer_address"),
            .init(
                "dhcp.client_hardware_address",
                "ip/udp/dhcp(option.type=61,option.value=0700010203)",
                filter: "dhcp.client_hardware_address"),
            .init(
                "dhcp.client_id.uuid",
                "ip/udp/dhcp(option.type=97,option.value=00000102030405060708090a0b0c0d0e0f)",
                filter: "dhcp.client_id.uuid"),
            .init(
                "dhcp.option.classless_static_route.destination",
                "ip/udp/dhcp(options=[classless_static_route=[{width=16,destination=0001,router=10.0.0.1}]])"),
            .init(
                "dhcp.cookie",
                "ip/udp/dhcp(cookie=99.130.83.99)",
                filter: "dhcp.cookie == 99.130.83.99"),
            .init(
                "dhcp.option.value",
                "ip/udp/dhcp(option.type=200,option.value=0001)"),
            .init(
                "dhcp.option.padding",
                "ip/udp/dhcp(options=[end],option.padding=0000)",
                filter: "dhcp.option.padding"),
            .init(
                "dhcp.file.options",
                "ip/udp/dhcp(options=[option_overload=1,end],file.options=[hostname=example])"),
            .init(
                "dhcp.server.options",
                "ip/udp/dhcp(options=[option_overload=2,end],server.options=[hostname=example])"),
        ]
    }
}
