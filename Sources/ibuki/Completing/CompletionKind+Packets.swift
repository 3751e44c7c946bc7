import ArgumentParser
import HostNetwork
import Links
import PacketProtocols
import Packets

/// What a shell offers where a value of each kind stands. The shells ask the program itself, when the key is pressed.
extension CompletionKind {
    /// The host's interfaces.
    static let interface = candidates { _ in InterfaceNames.all }

    /// The same, and `any`, which a capture takes for all of them.
    static let capturedInterface = candidates { _ in InterfaceNames.all + ["any"] }

    /// A display filter: the names of fields in it.
    static let displayFilter = candidates { Candidates.filters(after: $0, in: .standard) }

    /// A filter of sockets.
    static let socketFilter = candidates { Candidates.filters(after: $0, in: .sockets) }

    /// A field's name.
    static let field = candidates { Candidates.fields(after: $0, in: .standard) + Candidates.columns(after: $0) }

    /// A protocol's name, or a field's.
    static let named = candidates { word in
        Candidates.protocols(in: .standard) + Candidates.fields(after: word, in: Registry.knowing(word))
    }

    /// Protocols with commas between them.
    static let protocols = candidates { word in
        Candidates.appended(to: word, behind: [","]) { _ in Candidates.protocols(in: .standard) }
    }

    /// A rule such as `tcp.port==8888,http`.
    static let decodeAs = candidates { word in
        guard word.contains("=") else { return DispatchTable.names.map { $0 + "==" } }
        return Candidates.appended(to: word, behind: [","]) { $0.isEmpty ? [] : Candidates.protocols(in: .standard) }
    }

    /// `field=value`
    static let edit = candidates { word in Candidates.fields(after: word, in: .standard).map { $0 + "=" } }

    /// A state of sockets.
    static let socketState = candidates { _ in SocketChoice.stateNames }

    /// A state of neighbors.
    static let neighborState = candidates { _ in Neighbors.stateNames.map { $0.lowercased() } }

    /// The words that capture filters begin with: pcap-filter(7).
    static let captureFilter = CompletionKind.list([
        "arp", "broadcast", "dst", "ether", "gateway", "greater", "host", "icmp", "icmp6", "igmp", "ip", "ip6", "less",
        "multicast", "net", "not", "port", "portrange", "proto", "src", "tcp", "udp", "vlan",
    ])

    /// A kind whose candidates depend on what is written until now.
    private static func candidates(_ make: @escaping @Sendable (_ written: String) -> [String]) -> CompletionKind {
        .custom { _, _, written in make(String(written.drop { $0 == "'" || $0 == "\"" })) }
    }
}

/// The names of the host's interfaces.
enum InterfaceNames {
    static var all: [String] {
        ((try? CaptureSources.known()) ?? []).map(\.name).filter { $0 != "any" }
    }
}
