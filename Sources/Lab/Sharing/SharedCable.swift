internal import Links
internal import Packets
internal import SystemCalls

/// One end of a cable between two programs: each message of a socket is a frame. What finds no room is dropped, as by any cable.
final class SharedCable: Link, @unchecked Sendable {
    // Sendable because one thread has it at a time: the door's, and then the switch's.
    let name = Lab.interfaceName
    let linkType = LinkType.ethernet
    let mtu = 1500
    /// Which of the programs in the lab has the cable.
    var seat: UInt8
    private let socket: Descriptor
    private let onEnd: @Sendable () -> Void
    private var buffer: [UInt8]
    private var counted = LinkStatistics()

    /// - Parameters:
    ///   - socket: a connected one.
    ///   - onEnd: called when this end is let go.
    init(_ socket: consuming Descriptor, seat: UInt8, onEnd: @escaping @Sendable () -> Void = {}) {
        self.socket = socket
        self.seat = seat
        self.onEnd = onEnd
        // Ethernet's header, two tags, and an octet by which what is longer is known.
        buffer = [UInt8](repeating: 0, count: mtu + 22 + 1)
    }

    deinit { onEnd() }

    /// That of the program's end, which nobody else has.
    var hardwareAddress: MACAddress? { MACAddress(2, 0, 0, 0x77, 3, seat) }

    var pollDescriptor: Int32? { socket.number }

    @_lifetime(borrow self)
    func receive() throws(LinkError) -> ReceivedFrame? {
        while true {
            switch unsafe buffer.withUnsafeMutableBytes({ unsafe UnixSocket.receive(into: $0, from: socket.number) }) {
            case .nothing: return nil
            case .gone:
                throw LinkError(.interfaceGone, linkName: name, message: "who was at the cable's other end has gone")
            case .message(let count):
                counted.received += 1
                // No frame of this network is so short or so long.
                guard count >= 14, count < buffer.count else {
                    counted.dropped += 1
                    continue
                }
                let details = FrameDetails(timestamp: .now, originalLength: count, direction: .inbound)
                let octets = unsafe _overrideLifetime(buffer.span.bytes.extracting(0..<count), borrowing: self)
                return ReceivedFrame(bytes: octets, details: details, owner: nil)
            }
        }
    }

    func send(_ frame: RawSpan, offload: FrameOffload?) throws(LinkError) {
        guard offload == nil else {
            throw LinkError(.unsupported, linkName: name, message: "this link does no work for its sender")
        }
        guard frame.byteCount < buffer.count else {
            throw LinkError(
                .frameTooLong, linkName: name,
                message:
                    "a frame of \(frame.byteCount) bytes is too long: at most \(buffer.count - 1) with an MTU of \(mtu)"
            )
        }
        switch unsafe frame.withUnsafeBytes({ unsafe UnixSocket.send($0, by: socket.number) }) {
        case .sent: counted.sent += 1
        case .noRoom: break
        case .gone:
            throw LinkError(.interfaceGone, linkName: name, message: "who was at the cable's other end has gone")
        }
    }

    func statistics() throws(LinkError) -> LinkStatistics { counted }
}
