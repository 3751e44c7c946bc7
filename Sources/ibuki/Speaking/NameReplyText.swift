import PacketProtocols
import Packets
import Probes
import SystemCalls

/// A server's answer, as dig(1) shows it, and as an object.
struct NameReplyText {
    var reply: NameAsker.Reply
    var question: NameQuestion

    private var name: String { question.name.hasSuffix(".") ? question.name : question.name + "." }
    private var transport: String { reply.isByStream ? "TCP" : "UDP" }

    /// The answers' data, a line each.
    var short: String { reply.answer.answers.map { $0.data + "\n" }.joined() }

    var long: String {
        let answer = reply.answer
        let counts = [answer.answers.count, answer.authorities.count, answer.additionals.count]
        var text = ";; status: \(answer.status), id: \(answer.identifier)\n"
        text += ";; flags: \(answer.flags.joined(separator: " ")); "
        text += "ANSWER: \(counts[0]), AUTHORITY: \(counts[1]), ADDITIONAL: \(counts[2])\n"
        text += "\n;; QUESTION SECTION:\n;\(name)\tIN\t\(question.type.masterName)\n"
        for (title, records) in [
            ("ANSWER", answer.answers), ("AUTHORITY", answer.authorities), ("ADDITIONAL", answer.additionals),
        ] where !records.isEmpty {
            text += "\n;; \(title) SECTION:\n" + records.map { $0.line + "\n" }.joined()
        }
        let time = PingStatistics.milliseconds(PingStatistics.seconds(reply.time))
        return text + "\n;; \(time) ms, \(reply.server) by \(transport), \(answer.count) octets\n"
    }

    var object: JSONObject {
        var object = JSONObject()
        object.add("name", name)
        object.add("type", question.type.masterName)
        object.add("server", "\(reply.server.address)")
        object.add("port", reply.server.port)
        object.add("transport", transport.lowercased())
        object.add("seconds", reply.time)
        object.add("octets", reply.answer.count)
        object.add("id", reply.answer.identifier)
        object.add("status", reply.answer.status)
        object.add("flags", reply.answer.flags)
        object.add("answers", reply.answer.answers.map(Self.object))
        object.add("authorities", reply.answer.authorities.map(Self.object))
        object.add("additionals", reply.answer.additionals.map(Self.object))
        return object
    }

    private static func object(_ record: NameRecord) -> JSONObject {
        var object = JSONObject()
        object.add("name", record.name)
        object.add("ttl", record.timeToLive)
        object.add("class", record.recordClass)
        object.add("type", record.type.masterName)
        object.add("data", record.data)
        return object
    }
}

/// Which servers of names the host asks. resolv.conf(5)
enum ResolverFile {
    static func servers() throws -> [IPAddress] { try configuration().servers.map(\.address) }

    static func configuration(of path: String = "/etc/resolv.conf") throws -> ResolverConfiguration {
        let octets: [UInt8]?
        do throws(ErrorNumber) { octets = try System.octets(of: path, upTo: 1 << 16) } catch {
            throw CommandFailure(error, path)
        }
        let found = ResolverConfiguration(parsing: String(decoding: octets ?? [], as: UTF8.self))
        guard !found.servers.isEmpty else {
            throw CommandFailure(.usage, "\(path) names no server; name one, by --dns 10.9.0.1 or @10.9.0.1")
        }
        return found
    }
}
