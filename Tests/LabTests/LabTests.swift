import Lab
import Links
import NetStack
import NetStackSockets
import Packets
import Testing

/// What the lab's hosts do is what their names say, by both families.
@Suite("The lab", .timeLimit(.minutes(5)))
struct LabTests {
    /// How long an answer of a host is waited for: of what goes to `far` some is lost.
    private static func patience(_ host: LabHost) -> Duration {
        host == .silent ? .milliseconds(50) : host == .far ? .seconds(2) : .seconds(600)
    }

    @Test("who is there answers to ping; silent does not")
    func ping() async throws {
        let world = try await LabWorld()
        let socket = try await world.driver.openPing()
        for host in LabHost.all {
            for address in host.addresses {
                var code: SocketError.Code?
                // Of what goes to `far` some is lost.
                for attempt in 1...(host == .far ? 10 : 1) {
                    do {
                        let reply = try await socket.ping(
                            address, sequence: UInt16(attempt), within: Self.patience(host))
                        code = nil
                        if host == .far { #expect(reply.roundTrip > .milliseconds(39)) }
                        break
                    } catch { code = error.code }
                }
                #expect(code == (host == .silent ? .timedOut : nil), "\(host.name) \(address)")
            }
        }
        await world.shutDown()
    }

    @Test("web and far have a page, and a long one that comes as it is")
    func pages() async throws {
        let world = try await LabWorld()
        for host in [LabHost.web, .far] {
            for address in host.addresses {
                let request = { (path: String) in
                    Array("GET \(path) HTTP/1.1\r\nHost: \(host.name)\r\nConnection: close\r\n\r\n".utf8)
                }
                let page = try await world.exchange(request("/"), with: address, port: 80)
                let text = String(decoding: page, as: UTF8.self)
                #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n") && text.contains("Hello from"), "\(address)")
                let count = host == .far ? 100_000 : 3_000_000
                let long = try await world.exchange(request("/big/\(count)"), with: address, port: 80)
                #expect(long.count > count && long.suffix(count).first == UInt8(ascii: "a"), "\(address)")
            }
        }
        await world.shutDown()
    }

    @Test("echo speaks its four services, and two of them by UDP")
    func echo() async throws {
        let world = try await LabWorld()
        let said = Array("who is there?".utf8)
        for address in LabHost.echo.addresses {
            #expect(try await world.exchange(said, with: address, port: 7) == said)
            #expect(try await world.exchange(said, with: address, port: 9).isEmpty)
            #expect(try await world.exchange([], with: address, port: 13).suffix(6) == Array(" GMT\r\n".utf8))
            let chargen = try await world.driver.connect(to: address, port: 19, within: .seconds(600))
            #expect(try await chargen.read(within: .seconds(600)).first == UInt8(ascii: " "))
            await chargen.abort()
            let socket = try await world.driver.openUDP()
            try await socket.send(said, to: address, port: 9)
            try await socket.send(said, to: address, port: 7)
            #expect(try await socket.receive(within: .seconds(600)).octets == said)
        }
        await world.shutDown()
    }

    @Test("closed refuses, silent says nothing, and web has no echo")
    func refusals() async throws {
        let world = try await LabWorld()
        for (host, code) in [(LabHost.closed, SocketError.Code.refused), (.silent, .timedOut), (.web, .refused)] {
            for address in host.addresses {
                let limit = host == .silent ? Duration.milliseconds(200) : .seconds(600)
                do {
                    _ = try await world.driver.connect(to: address, port: 7, within: limit)
                    Issue.record("\(host.name) took a connection")
                } catch { #expect(error.code == code, "\(host.name) \(address)") }
            }
        }
        await world.shutDown()
    }

    @Test("it starts and ends again and again, and who starts it twice has one")
    func brief() async throws {
        for _ in 1...10 {
            let lab = try Lab()
            try await lab.start()
            try await lab.start()
            #expect(try lab.plug().hardwareAddress != nil)
            await lab.shutDown()
        }
    }

    @Test("the map names every host, and no two share an address")
    func map() {
        for host in LabHost.all {
            for address in host.addresses { #expect(Lab.map.contains("\(address) "), "\(address)") }
            #expect(LabHost.named(host.name.uppercased()) == host)
        }
        #expect(Set(LabHost.all.flatMap(\.addresses)).count == 2 * LabHost.all.count)
        #expect(LabHost.named("nobody") == nil)
        #expect(Lab.map.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }
}
