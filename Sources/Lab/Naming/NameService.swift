internal import NetStack
internal import NetStackSockets
internal import StackServices

/// The lab's name server: messages on TCP, each behind its length (RFC 1035 section 4.2.2), and as datagrams.
struct NameService: StackService {
    let name = "dns"
    let port: UInt16 = 53
    private let answers: NameAnswers

    init(_ answers: NameAnswers) { self.answers = answers }

    func serve(_ connection: ServedConnection) async throws(SocketError) {
        // Never more than a message and what came with its end.
        var waiting: [UInt8] = []
        while true {
            let octets = try await connection.read()
            guard !octets.isEmpty else { return }
            waiting += octets
            var start = 0
            while let message = Self.message(in: waiting[start...]) {
                start += 2 + message.count
                guard let answer = answers.answer(to: Array(message), isStream: true) else { return }
                let length = UInt16(truncatingIfNeeded: answer.count)
                try await connection.write([UInt8(length >> 8), UInt8(length & 0xff)] + answer)
            }
            waiting.removeFirst(start)
        }
    }

    /// The first message of octets, when all of it is there.
    static func message(in octets: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard octets.count >= 2 else { return nil }
        let length = Int(octets[octets.startIndex]) << 8 | Int(octets[octets.startIndex + 1])
        let rest = octets.dropFirst(2)
        return rest.count >= length ? rest.prefix(length) : nil
    }

    /// Answers datagrams until the driver is shut down.
    func answerDatagrams(_ socket: UDPSocket) async {
        while let datagram = await socket.nextOfAnybody() {
            // Services that answer whatever comes would be answered for ever; to answers there is none.
            guard !ServiceHost.answering.contains(datagram.source.port),
                let answer = answers.answer(to: datagram.octets, isStream: false)
            else { continue }
            try? await socket.send(answer, to: datagram.source.address, port: datagram.source.port)
        }
    }
}
