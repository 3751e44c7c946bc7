internal import CPcap
public import Packets

/// A capture filter in libpcap's language, run here on frames of one link type: for captures that come from files.
/// pcap-filter(7)
///
/// A link of the kernel's runs its filter in the kernel, see `PacketSocketOptions.filter`.
@safe public struct CaptureFilter: ~Copyable {
    /// The expression.
    public let expression: String
    /// What the first layer of the frames is.
    public let linkType: LinkType
    private var program: bpf_program

    /// Compiles an expression.
    ///
    /// - Throws: `LinkError`: `badFilter`, with the place when it is known.
    public init(_ expression: String, linkType: LinkType, snapLength: Int = 262_144) throws(LinkError) {
        self.expression = expression
        self.linkType = linkType
        let number = Self.libpcapNumber(linkType)
        guard let handle = unsafe pcap_open_dead(number, Int32(clamping: snapLength)) else {
            throw LinkError(.noMemory, linkName: "filter", message: "no memory to compile it")
        }
        defer { unsafe pcap_close(handle) }
        var compiled = unsafe bpf_program()
        guard unsafe pcap_compile(handle, &compiled, expression, 1, Self.unknownNetmask) == 0 else {
            let reason = unsafe String(cString: pcap_geterr(handle))
            throw Self.error(expression, reason, linkName: "filter") { prefix in
                unsafe Self.compiles(prefix, handle, Self.unknownNetmask)
            }
        }
        unsafe program = compiled
    }

    deinit {
        var program = unsafe program
        unsafe pcap_freecode(&program)
    }

    /// Whether the filter chooses a frame.
    ///
    /// - Parameter originalLength: the frame's length before it was cut.
    public func matches(_ bytes: RawSpan, originalLength: Int) -> Bool {
        unsafe bytes.withUnsafeBytes { octets in
            guard let start = octets.baseAddress, let instructions = unsafe program.bf_insns else { return false }
            let first = unsafe start.assumingMemoryBound(to: UInt8.self)
            return unsafe bpf_filter(
                instructions, first, UInt32(clamping: originalLength), UInt32(clamping: octets.count)) != 0
        }
    }

    /// The number that libpcap calls a link type by in memory, where that differs from the file's.
    private static func libpcapNumber(_ linkType: LinkType) -> Int32 {
        linkType == .raw ? 12 : Int32(clamping: linkType.rawValue)
    }

    /// `PCAP_NETMASK_UNKNOWN`
    static let unknownNetmask: bpf_u_int32 = 0xffff_ffff

    /// Whether an expression is right.
    @unsafe static func compiles(_ expression: String, _ handle: OpaquePointer, _ netmask: bpf_u_int32) -> Bool {
        var program = unsafe bpf_program()
        guard unsafe pcap_compile(handle, &program, expression, 0, netmask) == 0 else { return false }
        unsafe pcap_freecode(&program)
        return true
    }

    /// The error for an expression that libpcap refuses: its words, and the place.
    ///
    /// libpcap tells no place. It is the first word with which the expression can no longer become a right one, however it
    /// goes on.
    ///
    /// - Parameter compiles: whether an expression is right.
    static func error(
        _ expression: String, _ reason: String, linkName: String, compiles: (String) -> Bool
    ) -> LinkError {
        let octets = Array(expression.utf8)
        // "unknown port 'x'" names what it means; to try names would be to ask name servers.
        let quoted = reason.split(omittingEmptySubsequences: false) { $0 == "'" || $0 == "\"" }
        if quoted.count >= 3, let found = expression.firstRange(of: quoted[1]), !quoted[1].isEmpty {
            let utf8 = expression.utf8
            let start = utf8.distance(from: utf8.startIndex, to: found.lowerBound)
            return LinkError(
                .badFilter, linkName: linkName, message: reason, range: start..<start + quoted[1].utf8.count)
        }
        var words: [Range<Int>] = []
        var index = 0
        while index < octets.count {
            let start = index
            if octets[index] == 0x20 {
                index += 1
                continue
            }
            let isWord = Self.isWordOctet(octets[index])
            while index < octets.count, octets[index] != 0x20, Self.isWordOctet(octets[index]) == isWord { index += 1 }
            words.append(start..<index)
        }
        // Compiling is cheap, and nobody types more; what comes from elsewhere gets no place.
        guard words.count <= 100 else { return LinkError(.badFilter, linkName: linkName, message: reason) }
        for word in words {
            let prefix = String(decoding: octets[..<word.upperBound], as: UTF8.self)
            let canGoOn = Self.continuations.contains { continuation in
                Self.closings.contains { compiles(prefix + continuation + $0) }
            }
            if !canGoOn {
                return LinkError(.badFilter, linkName: linkName, message: reason, range: word)
            }
        }
        // What is written well may still mean nothing.
        guard reason.contains("syntax error") else {
            return LinkError(.badFilter, linkName: linkName, message: reason, range: 0..<octets.count)
        }
        return LinkError(
            .badFilter, linkName: linkName, message: "\(reason): the expression ends too soon",
            range: octets.count..<octets.count)
    }

    private static func isWordOctet(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x3a, 0x5c, 0x5f, 0x80...: true
        default: false
        }
    }

    /// What may follow a right beginning so that it becomes an expression.
    private static let continuations = [
        "", " 1", " host 127.0.0.1", " 127.0.0.1", " port 1", " net 10.0.0.0/8", " ip", " 0 = 0", " = 0", " or ip", "]",
        "] = 0",
        "0] = 0", " proto 1", " 0:0:0:0:0:0", " host 0:0:0:0:0:0", " 1-2", " ::1", "1",
    ]
    private static let closings = ["", ")", "))", " = 0", ") = 0"]
}
