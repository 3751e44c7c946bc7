public import Packets
internal import SystemCalls

extension ForgeExpression {
    /// Reads the files that the expression names: `file:payload.bin`.
    ///
    /// - Parameter limit: how many octets there may be in each; a device, which has no end, is refused.
    /// - Throws: `SendingError` when one cannot be read, or is none.
    public mutating func supplyFiles(upTo limit: Int = 16 << 20) throws(SendingError) {
        for path in files { supply(try Self.contents(of: path, upTo: limit), for: path) }
    }

    private static func contents(of path: String, upTo limit: Int) throws(SendingError) -> [UInt8] {
        let what: String
        do throws(ErrorNumber) {
            // Opening a device may already do something, and wait.
            switch try System.kind(of: path) {
            case .directory: what = "is a directory; a file is wanted"
            case .device: what = "is a device; a file is wanted"
            case .regular, .other:
                if let octets = try System.octets(of: path, upTo: limit) { return octets }
                what = "holds more than the \(limit) octets that are read of a file"
            }
        } catch {
            throw SendingError(error.isPermission ? .notPermitted : .noFile, "\(path): \(error)")
        }
        throw SendingError(.wrongFile, "\(path) \(what)")
    }
}
