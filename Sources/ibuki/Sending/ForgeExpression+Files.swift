import Packets
import SystemCalls

extension ForgeExpression {
    /// Reads the files that the expression names.
    ///
    /// - Throws: `CommandFailure` when one cannot be read, or is none.
    mutating func supplyFiles() throws(CommandFailure) {
        for path in files { supply(try System.contents(of: path), for: path) }
    }
}
