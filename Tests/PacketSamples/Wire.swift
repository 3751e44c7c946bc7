/// Octets from hexadecimal digits.
package func octets(_ hex: String) -> [UInt8] {
    let digits = hex.filter { !$0.isWhitespace }
    var octets: [UInt8] = []
    var index = digits.startIndex
    while index < digits.endIndex {
        let next = digits.index(index, offsetBy: 2)
        octets.append(UInt8(digits[index..<next], radix: 16)!)
        index = next
    }
    return octets
}

/// Pieces of frames.
package enum Wire {
    package static let ethernet = "001b213c9df8 020000000001 0800"
    /// An IPv4 header from 10.0.0.1 to 10.0.0.2.
    package static func ip(_ protocolNumber: String, length: String, fragment: String = "4000") -> String {
        "4500 \(length) 1234 \(fragment) 40\(protocolNumber) 0000 0a000001 0a000002"
    }
    package static let name = "03777777 076578616d706c65 03636f6d 00"
}
