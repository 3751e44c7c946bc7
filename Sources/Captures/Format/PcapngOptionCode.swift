/// The codes of the options that this module reads or writes. pcapng sections 3.5 and 4.
enum PcapngOptionCode {
    static let endOfOptions: UInt16 = 0
    static let comment: UInt16 = 1

    /// Options of a section header block, section 4.1.
    enum Section {
        static let hardware: UInt16 = 2
        static let operatingSystem: UInt16 = 3
        static let application: UInt16 = 4
    }

    /// Options of an interface description block, section 4.2.
    enum Interface {
        static let name: UInt16 = 2
        static let description: UInt16 = 3
        static let hardwareAddress: UInt16 = 6
        static let speed: UInt16 = 8
        static let timestampResolution: UInt16 = 9
        static let filter: UInt16 = 11
        static let operatingSystem: UInt16 = 12
        static let frameCheckSequenceLength: UInt16 = 13
        static let timestampOffset: UInt16 = 14
        static let hardware: UInt16 = 15
    }

    /// Options of an enhanced packet block, section 4.3.
    enum Packet {
        static let flags: UInt16 = 2
        static let hash: UInt16 = 3
        static let dropCount: UInt16 = 4
        static let packetIdentifier: UInt16 = 5
        static let queue: UInt16 = 6
        static let verdict: UInt16 = 7
    }

    /// Options of an interface statistics block, section 4.6.
    enum Statistics {
        static let startTime: UInt16 = 2
        static let endTime: UInt16 = 3
        static let received: UInt16 = 4
        static let dropped: UInt16 = 5
        static let acceptedByFilter: UInt16 = 6
        static let droppedByOperatingSystem: UInt16 = 7
        static let delivered: UInt16 = 8
    }
}
