/// Logical link control, and the sub-network access protocol in it. IEEE 802.2, IEEE 802 section 9.2, RFC 1042.
public enum LLC: PacketProtocol {
    public static var shortensPath: Bool { true }
    public static var name: String { "llc" }
    public static var title: String { "Logical-Link Control" }
    public static var meaning: Meaning {
        .init(
            """
            What stands in Ethernet frames that have a length in place of a type: which protocol sends and receives,
            by one octet each. Spanning tree and old protocols use it; SNAP in it brings EtherTypes back.
            """, in: "IEEE 802.2 section 3.2")
    }
    public static var reference: String { "IEEE 802.2" }
    public static var examples: [FieldExample] {
        [
            .init(
                "llc.oui",
                "eth/llc(dsap=0xaa,ssap=0xaa,oui=1)"),
            .init(
                "llc.pid",
                "eth/llc(dsap=0xaa,ssap=0xaa,oui=1,pid=1)"),
            .init(
                "llc.cisco_pid",
                "eth/llc(dsap=0xaa,ssap=0xaa,oui=0x00000c,cisco_pid=1)"),
            .init(
                "llc.nortel_pid",
                "eth/llc(dsap=0xaa,ssap=0xaa,oui=0x000081,nortel_pid=1)"),
            .init(
                "llc.extreme_pid",
                "eth/llc(dsap=0xaa,ssap=0xaa,oui=0x00e02b,extreme_pid=1)"),
            .init(
                "llc.foundry_pid",
                "eth/llc(dsap=0xaa,ssap=0xaa,oui=0x00e052,foundry_pid=1)"),
        ]
    }

    @inlinable public static var destination: Field<ServiceAccessPoint> {
        .init(
            "dsap", "DSAP", bits: 0..<8, show: .hex, auto: .next(.llcSAP),
            means: """
                Which protocol of the receiver the frame is for: 0x42 is spanning tree, 0xfe the OSI network layer,
                0xaa says that SNAP follows.
                """, in: "IEEE 802.2 section 3.3.1")
    }
    @inlinable public static var destinationPoint: Field<UInt8> {
        .init(
            "dsap.sap", "SAP", bits: 0..<7, means: "The destination's number without its group bit.",
            in: "IEEE 802.2 section 3.3.1")
    }
    @inlinable public static var destinationIsGroup: Field<Bool> {
        .init(
            "dsap.ig", "IG Bit", bits: 7..<8,
            means: "Whether several protocols at once are addressed; 0xff is all of them.",
            in: "IEEE 802.2 section 3.3.1")
    }
    @inlinable public static var source: Field<ServiceAccessPoint> {
        .init(
            "ssap", "SSAP", bits: 8..<16, show: .hex, auto: .next(.llcSAP),
            means: """
                Which protocol of the sender speaks, nearly always the same as the destination's. Its lowest bit is
                not part of the number.
                """, in: "IEEE 802.2 section 3.3.1")
    }
    @inlinable public static var sourcePoint: Field<UInt8> {
        .init(
            "ssap.sap", "SAP", bits: 8..<15,
            means: "The source's number without the bit that tells commands from responses.",
            in: "IEEE 802.2 section 3.3.1")
    }
    @inlinable public static var isResponse: Field<Bool> {
        .init(
            "ssap.cr", "CR Bit", bits: 15..<16,
            means: "0 in a command, 1 in a response. It decides how the control field is read.",
            in: "IEEE 802.2 section 3.3.1")
    }

    /// The control field of unnumbered frames, which has one octet.
    @inlinable public static var control: Field<UInt16> {
        .init(
            "control", "Control field", bits: 0..<8, of: 1, show: .hex, preset: 3,
            means: """
                What kind of frame it is: of one octet in unnumbered frames, where 3 is plain data, and of two where
                frames are numbered.
                """, in: "IEEE 802.2 section 5.2")
    }
    public static var command: Derived<LLC, UnnumberedFrame> {
        .init(
            "control.u_modifier_cmd", "Command", show: .hex, readsFlow: false,
            means: """
                What an unnumbered command asks for: to carry data (UI), to test the link, to begin or end a
                connection.
                """, in: "IEEE 802.2 section 5.4.1"
        ) { llc, _ in
            llc.isResponse ? nil : Self.modifier(llc)
        }
    }
    public static var response: Derived<LLC, UnnumberedFrame> {
        .init(
            "control.u_modifier_resp", "Response", show: .hex, readsFlow: false,
            means: """
                What an unnumbered response says: that the command is carried out, or that there is no connection.
                """, in: "IEEE 802.2 section 5.4.1"
        ) { llc, _ in
            llc.isResponse ? Self.modifier(llc) : nil
        }
    }
    @inlinable public static var frameType: Field<UInt8> {
        .init(
            "control.ftype", "Frame type", bits: 6..<8, of: 1, show: .hex,
            means: """
                The two lowest bits of the control field: 3 is an unnumbered frame; of others the lowest bit alone
                counts.
                """, in: "IEEE 802.2 section 5.2")
    }
    /// The control field of frames with numbers, which has two.
    @inlinable public static var numberedControl: Field<UInt16> {
        .init(
            "control", "Control field", bits: 0..<16, of: 2, order: .little, show: .hex,
            means: """
                The control field of frames that belong to a connection: numbers sent and expected, or a supervisory
                function.
                """, in: "IEEE 802.2 section 5.2")
    }
    @inlinable public static var receiveNumber: Field<UInt16> {
        .init(
            "control.n_r", "N(R)", bits: 8..<15, of: 2,
            means: """
                The number of the frame that the sender expects next, which acknowledges all before it. Numbers go round
                at 128.
                """, in: "IEEE 802.2 section 5.3.2")
    }
    @inlinable public static var sendNumber: Field<UInt16> {
        .init(
            "control.n_s", "N(S)", bits: 0..<7, of: 2, means: "The number of this information frame in its connection.",
            in: "IEEE 802.2 section 5.3.2")
    }
    @inlinable public static var supervisoryType: Field<SupervisoryFrame> {
        .init(
            "control.s_ftype", "Supervisory frame type", bits: 4..<6, of: 2, show: .hex,
            means: """
                Whether the station can take more (receiver ready), cannot (not ready), or asks for frames again
                (reject).
                """, in: "IEEE 802.2 section 5.4.2")
    }
    /// Whether the frame has no number of its own: it supervises.
    @inlinable public static var isSupervisory: Field<Bool> {
        .init(
            "control.ftype", "Frame type", bits: 7..<8, of: 2,
            means: """
                The bit that tells a supervisory frame, which carries no data, from one with information.
                """, in: "IEEE 802.2 section 5.2")
    }
    public static var numberedFrameType: Derived<LLC, UInt16> {
        .init(
            "control.ftype", "Frame type", show: .hex, readsFlow: false,
            means: "0 for information, 1 for supervision, of frames with two octets of control.",
            in: "IEEE 802.2 section 5.2"
        ) { llc, _ in
            llc.parts.count(2) == 0 ? nil : llc.isSupervisory ? 1 : 0
        }
    }

    @inlinable public static var organization: Field<UInt32> {
        .init(
            "oui", "Organization Code", bits: 0..<24, of: 3,
            means: """
                Whose protocol number follows in SNAP: 0 says that it is an EtherType, another number names the company
                that chose it.
                """, in: "RFC 1042")
    }
    @inlinable public static var type: Field<EtherType> {
        .init(
            "type", "Type", bits: 24..<40, of: 3, show: .hex, auto: .next(.etherType),
            means: "The EtherType of what follows, as an Ethernet II frame has it at its front.", in: "RFC 1042")
    }
    /// What the organization calls its protocol; those that use many have a name of their own for it.
    @inlinable public static var protocolIdentifier: Field<UInt16> {
        identifier("pid", means: "The protocol's number as the organization that is named before it counts.")
    }
    @inlinable public static var ciscoIdentifier: Field<UInt16> {
        identifier(
            "cisco_pid", means: "Cisco's number: 0x2000 is its discovery protocol, 0x010b spanning tree for each VLAN.")
    }
    @inlinable public static var nortelIdentifier: Field<UInt16> {
        identifier("nortel_pid", means: "Nortel's number: 0x01a1 and 0x01a2 find the switches around.")
    }
    @inlinable public static var extremeIdentifier: Field<UInt16> {
        identifier("extreme_pid", means: "Extreme Networks' number: 0x00bb is its discovery protocol.")
    }
    @inlinable public static var foundryIdentifier: Field<UInt16> {
        identifier("foundry_pid", means: "Foundry's number: 0x2000 is its discovery protocol.")
    }
    @inlinable @inline(__always)
    static func identifier(_ name: StaticString, means words: StaticString) -> Field<UInt16> {
        .init(name, "Protocol ID", bits: 24..<40, of: 3, show: .hex, means: words, in: "IEEE 802 section 9.2")
    }
    public static var tree: [AnyField] {
        [
            .group(destination, [.init(destinationPoint), .init(destinationIsGroup)]),
            .group(source, [.init(sourcePoint), .init(isResponse)]),
            .init(control), .init(command), .init(response), .init(frameType),
            .when(isSupervisory, is: false, [.init(numberedControl), .init(receiveNumber), .init(sendNumber)]),
            .when(isSupervisory, is: true, [.init(numberedControl), .init(receiveNumber), .init(supervisoryType)]),
            .init(numberedFrameType),
            .when(
                destination, is: 0xaa,
                [
                    .init(organization), .when(organization, is: 0, [.init(type)]),
                    .when(organization, is: 0x00000c, [.init(ciscoIdentifier)]),
                    .when(organization, is: 0x000081, [.init(nortelIdentifier)]),
                    .when(organization, is: 0x00e02b, [.init(extremeIdentifier)]),
                    .when(organization, is: 0x00e052, [.init(foundryIdentifier)]),
                    .when(
                        Self.self,
                        { llc, _ in ![0, 0x00000c, 0x000081, 0x00e02b, 0x00e052].contains(llc.organization) },
                        [.init(protocolIdentifier)]),
                ]),
        ]
    }

    /// access points | control of an unnumbered frame | control of another | organization and type of SNAP
    @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        guard to &- from >= 3 else { return nil }
        guard message.octet(from &+ 2) & 3 == 3 else { return to &- from >= 4 ? LayerParts(2, 2, 4) : nil }
        guard isSNAP(message, from) else { return LayerParts(2, 3) }
        return to &- from >= 8 ? LayerParts(2, 3, 3, 8) : nil
    }

    @usableFromInline static func isSNAP(_ message: RawSpan, _ from: Int) -> Bool {
        let control = Field<UInt8>("", "Control field", bits: 16..<24)
        return message.word(from) == 0xaaaa && message.value(of: control, at: from) == 3
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard let llc = Layer<LLC>(message) else { return .malformed }
        let end = message.byteCount
        guard isSNAP(message, 0) else {
            return .layer(.llcSAP(message.octet(0) & 0xfe), from: llc.parts.total, to: end)
        }
        switch llc.organization {
        // RFC 1042; bridged frames that keep their type (0x0000f8); Apple's own types (0x080007).
        case 0, 0x0000f8, 0x080007: return .layer(.etherType(llc.type.rawValue), from: 8, to: end)
        // A spanning tree a VLAN, as Cisco's switches tell of it (PVST+).
        case 0x00000c where message.word(6) == 0x010b: return .layer(.llcSAP(0x42), from: 8, to: end)
        default: return .data(from: 8, to: end)
        }
    }

    /// What follows a length in a frame or a tag: LLC, unless Novell's raw 802.3 begins with a checksum of ones.
    static func next(length: UInt16, _ message: RawSpan, from: Int) -> NextLayer {
        let end = from &+ Int(length)
        if message.word(from) == 0xffff { return .layer(.none, from: from, to: end, hasTrailer: true) }
        return .layer(.etherType(etherType), from: from, to: end, hasTrailer: true)
    }

    /// The number under which the registry knows LLC. A length is no EtherType; this is what Linux calls such frames
    /// where it has only a type to say it with (`ETH_P_802_2`).
    public static var etherType: UInt16 { 4 }

    private static func modifier(_ llc: borrowing Layer<LLC>) -> UnnumberedFrame? {
        llc.parts.count(1) == 0 ? nil : UnnumberedFrame(rawValue: (UInt8(llc.control) & 0xec) >> 2)
    }
}

/// Who speaks above LLC. IEEE 802.2 section 3.3.1.
public struct ServiceAccessPoint: NamedNumber {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let names: [ValueName] = [
        .init(0x00, "NULL LSAP"), .init(0x02, "LLC Sub-Layer Management"), .init(0x04, "SNA Path Control"),
        .init(0x06, "TCP/IP"), .init(0x42, "Spanning Tree BPDU"), .init(0x80, "Xerox Network Systems (XNS)"),
        .init(0x98, "ARP"), .init(0xaa, "SNAP"), .init(0xe0, "NetWare"), .init(0xf0, "NetBIOS"),
        .init(0xfe, "ISO Network Layer"), .init(0xff, "Global LSAP"),
    ]
}

/// What an unnumbered frame asks for, without its poll bit. IEEE 802.2 section 5.4.
public struct UnnumberedFrame: NamedNumber {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let names: [ValueName] = [
        .init(0x00, "Unnumbered Information"), .init(0x03, "Disconnect Mode"), .init(0x10, "Disconnect"),
        .init(0x18, "Unnumbered Acknowledge"), .init(0x1b, "Set Asynchronous Balanced Mode Extended"),
        .init(0x21, "Frame reject"), .init(0x2b, "Exchange identification"), .init(0x38, "Test"),
    ]
}

/// What a supervisory frame says. IEEE 802.2 section 5.4.2.
public struct SupervisoryFrame: NamedNumber {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static let names: [ValueName] = [
        .init(0, "Receiver ready"), .init(1, "Receiver not ready"), .init(2, "Reject"),
    ]
}
