#if os(Linux)
    import Foundation
    import PrivateNetwork

    extension PrivateNetwork {
        /// Runs a command that writes a JSON array of objects.
        func json(_ command: String) throws -> [JSON] {
            let text = try shell(command)
            if text.isEmpty { return [] }
            return (try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]] ?? []).map(JSON.init)
        }
    }

    /// An object that another program wrote.
    struct JSON {
        let members: [String: Any]
        init(_ members: [String: Any]) { self.members = members }
        func text(_ key: String) -> String? { members[key] as? String }
        func number(_ key: String) -> Int? { (members[key] as? NSNumber)?.intValue }
        func texts(_ key: String) -> [String] { members[key] as? [String] ?? [] }
        func objects(_ key: String) -> [JSON] { (members[key] as? [[String: Any]] ?? []).map(JSON.init) }
        func object(_ key: String) -> JSON? { (members[key] as? [String: Any]).map(JSON.init) }
        func has(_ key: String) -> Bool { members[key] != nil }
    }
#endif
