import Packets
import Testing

@testable import NetStack

@Suite("The stack: routes and source addresses")
struct RouteTests {
    private static func stack(_ addresses: [(IPAddress, Int)], gateways: [IPAddress] = []) -> Stack {
        var stack = Stack(StackConfiguration(secrets: StackSecrets(1, 2)))
        _ = stack.add(
            Interface(
                hardwareAddress: "02:00:00:00:00:01",
                addresses: addresses.map { .init($0.0, prefixLength: $0.1) }, gateways: gateways))
        return stack
    }

    @Test("the longest prefix wins, whatever came first (RFC 1122 3.3.1.2, RFC 4861 5.2)")
    func longest() throws {
        var stack = Self.stack([("10.0.0.1", 8), ("2001:db8::1", 64)], gateways: ["10.0.0.254", "2001:db8::ff"])
        let second = stack.add(
            Interface(hardwareAddress: "02:00:00:00:00:02", addresses: [.init("10.1.0.1", prefixLength: 16)]))
        try stack.addRoute(to: "10.1.2.0", prefixLength: 24, via: "10.0.0.7", on: InterfaceID(rawValue: 0))
        try stack.addRoute(to: "2001:db8:1::", prefixLength: 48, via: "2001:db8::7", on: InterfaceID(rawValue: 0))
        let cases: [(IPv6Address, IPv6Address, Int)] = [
            (.init(mapping: "10.200.0.9"), .init(mapping: "10.200.0.9"), 0),
            (.init(mapping: "10.1.9.9"), .init(mapping: "10.1.9.9"), 1),
            (.init(mapping: "10.1.2.9"), .init(mapping: "10.0.0.7"), 0),
            (.init(mapping: "192.0.2.1"), .init(mapping: "10.0.0.254"), 0),
            ("2001:db8::9", "2001:db8::9", 0), ("2001:db8:1::9", "2001:db8::7", 0), ("2001:db9::1", "2001:db8::ff", 0),
        ]
        for (destination, nextHop, interface) in cases {
            let route = stack.route(to: destination)
            #expect(route?.address == nextHop && route?.interface.rawValue == interface, "\(destination)")
        }
        let isRemoved = stack.removeRoute(
            to: "10.1.2.0", prefixLength: 24, via: "10.0.0.7", on: InterfaceID(rawValue: 0))
        let after = stack.route(to: .init(mapping: "10.1.2.9"))
        #expect(isRemoved && after?.interface == second)
        #expect(throws: StackError.self) {
            try stack.addRoute(to: "10.1.2.0", prefixLength: 24, via: "2001:db8::7", on: second)
        }
    }

    @Test("an address that goes takes the route to its prefix with it")
    func removal() {
        var stack = Self.stack([("10.0.0.1", 24)])
        stack.add(.init("10.5.0.1", prefixLength: 24), to: InterfaceID(rawValue: 0))
        let before = stack.route(to: .init(mapping: "10.5.0.9"))?.source
        stack.remove("10.5.0.1", from: InterfaceID(rawValue: 0))
        let after = stack.route(to: .init(mapping: "10.5.0.9"))?.source
        #expect(before == .init(mapping: "10.5.0.1") && after == nil)
    }

    @Test(
        "the source address is chosen by the rules (RFC 6724 5, rules 1, 2, 6, 8)",
        arguments: [
            ("2001:db8:1::5", "2001:db8:1::5"), ("2001:db8:1::9", "2001:db8:1::5"), ("fe80::9", "fe80::1"),
            ("ff02::1", "fe80::1"), ("ff0e::1", "2001:db8:1::5"), ("fd00::9", "fd00::5"),
            ("2001:db8:2::1", "2001:db8:2::5"),
        ] as [(IPv6Address, IPv6Address)])
    func source(_ destination: IPv6Address, _ expected: IPv6Address) {
        let stack = Self.stack(
            [("fe80::1", 64), ("fd00::5", 64), ("2001:db8:1::5", 64), ("2001:db8:2::5", 64)], gateways: ["fe80::ff"])
        let source = stack.route(to: destination)?.source
        #expect(source == expected)
    }

    @Test("an address that is deprecated gives way to one that is not (RFC 6724 5, rule 3)")
    func deprecated() {
        var stack = Self.stack([("2001:db8:1::5", 64), ("2001:db8:2::5", 64)], gateways: ["fe80::ff"])
        stack.interfaces[0].addresses[0].isDeprecated = true
        let source = stack.route(to: "2001:db8:1::9")?.source
        #expect(source == "2001:db8:2::5")
    }

    @Test("routes that a router tells are bounded")
    func bounded() {
        var table = RouteTable()
        for index in 0..<1000 as Range<UInt64> {
            _ = table.insert(
                .init(
                    prefix: IPv6Prefix(IPv6Address(high: index << 16, low: 0), length: 48), gateway: "fe80::1",
                    interface: InterfaceID(rawValue: 0), origin: .router))
        }
        #expect(table.entries.count == RouteTable.limit(.router))
    }
}
