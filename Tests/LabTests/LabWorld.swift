import Lab
import Links
import NetStack
import NetStackSockets
import Packets

/// A lab, and a stack that is plugged into it.
struct LabWorld {
    let lab: Lab
    let driver: StackDriver

    init(seed: UInt64 = 1) async throws {
        lab = try Lab(seed: seed)
        try await lab.start()
        driver = try StackDriver(StackConfiguration(secrets: .random()))
        await driver.add(try lab.plug(), addresses: Lab.ownAddresses, gateways: Lab.gateways)
    }

    func shutDown() async {
        await driver.shutDown()
        await lab.shutDown()
    }

    /// What a host says on a port until it has finished, after `octets` were sent.
    func exchange(_ octets: [UInt8], with address: IPAddress, port: UInt16) async throws -> [UInt8] {
        let connection = try await driver.connect(to: address, port: port, within: .seconds(600))
        try await connection.write(octets)
        try await connection.finish()
        var answer: [UInt8] = []
        while true {
            let octets = try await connection.read(within: .seconds(600))
            if octets.isEmpty { break }
            answer += octets
        }
        await connection.close()
        return answer
    }
}
