import ArgumentParser
import Packets

/// A host to speak with: an address, or a name that is looked up where the command speaks.
enum PeerHost: OptionValue {
    case address(IPAddress)
    case name(String)

    init?(argument: String) {
        if let host = HostAddress(argument: argument) {
            self = .address(host.address)
            return
        }
        // What has digits and dots alone is an address that is none. RFC 1123 section 2.1
        let isName = argument.utf8.allSatisfy { octet in
            let character = Character(Unicode.Scalar(octet))
            return character.isASCII
                && (character.isLetter || character.isNumber || character == "-" || character == ".")
        }
        guard isName, argument.contains(where: \.isLetter), argument.utf8.count <= 253, argument.first != "-" else {
            return nil
        }
        self = .name(argument)
    }

    static var taken: String { "an address of one host, such as 10.9.0.1, or a name" }
    var defaultValueDescription: String { "\(self)" }
}

extension PeerHost: CustomStringConvertible {
    /// As it was typed.
    var description: String {
        switch self {
        case .address(let address): "\(address)"
        case .name(let name): name
        }
    }
}
