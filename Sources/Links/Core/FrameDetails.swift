public import Packets

/// What a link says of a frame besides its octets.
public struct FrameDetails: Sendable, BitwiseCopyable {
    /// When it crossed the link, as exactly as the link knows.
    public var timestamp: Timestamp
    /// Its length in octets before it was cut to the snap length.
    public var originalLength: Int
    /// Which way it went; `nil` where the link cannot tell.
    public var direction: FrameDirection?
    /// The VLAN tag that hardware or kernel had taken out; it was put back, so that the octets hold it.
    public var strippedTag: VLANTag?
    /// Whether a transport checksum is yet to be filled in by hardware: what the octets hold there is no error.
    public var isChecksumPending: Bool
    /// The index of the interface that it crossed, which differs from frame to frame on `any`; 0 where there is none.
    public var interfaceIndex: UInt32
    /// A segment that is longer than the wire's: how it is to be cut.
    public var offload: FrameOffload?

    public init(
        timestamp: Timestamp, originalLength: Int, direction: FrameDirection? = nil, strippedTag: VLANTag? = nil,
        isChecksumPending: Bool = false, interfaceIndex: UInt32 = 0, offload: FrameOffload? = nil
    ) {
        self.timestamp = timestamp
        self.originalLength = originalLength
        self.direction = direction
        self.strippedTag = strippedTag
        self.isChecksumPending = isChecksumPending
        self.interfaceIndex = interfaceIndex
        self.offload = offload
    }
}

/// A VLAN tag. IEEE 802.1Q 9.6.
public struct VLANTag: Hashable, Sendable, BitwiseCopyable {
    /// The tag's EtherType: 0x8100, or 0x88a8 for a service tag.
    public var protocolIdentifier: UInt16
    /// Priority, drop eligibility and the VLAN's number.
    public var controlInformation: UInt16

    public init(protocolIdentifier: UInt16, controlInformation: UInt16) {
        self.protocolIdentifier = protocolIdentifier
        self.controlInformation = controlInformation
    }

    /// The VLAN's number, 0 to 4095.
    public var identifier: UInt16 { controlInformation & 0xfff }
}
