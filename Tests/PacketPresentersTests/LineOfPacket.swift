import PacketPresenters
import PacketProtocols
import PacketSamples
import Packets

/// The line of one packet that is given as hexadecimal octets; white space in them means nothing.
func line(
    _ hex: String, as linkType: LinkType = .ethernet, originalLength: Int? = nil,
    at timestamp: Timestamp = Timestamp(seconds: 1_700_000_000, nanoseconds: 123_456_789),
    previous: Timestamp? = nil, zone: TimeZoneTable = .utc, showsTime: Bool = false,
    following: [String] = [], checksums: Bool = false, reassembles: Bool = true,
    _ change: (inout LineOptions) -> Void = { _ in }
) -> String {
    var options = LineOptions()
    change(&options)
    var presenter = LinePresenter(options: options, zone: zone)
    var conversations = ConversationTable()
    conversations.reassembles = reassembles
    var dissection = Dissection()
    for (index, hex) in ([hex] + following).enumerated() {
        let octets = octets(hex)
        let bytes = octets.octets
        Registry.standard.dissect(bytes, as: linkType, into: &dissection)
        var frame = FrameInfo(
            number: index + 1, timestamp: timestamp, capturedLength: octets.count,
            originalLength: originalLength ?? octets.count, linkType: linkType)
        frame.previousTimestamp = previous ?? timestamp
        frame.firstTimestamp = previous ?? timestamp
        frame.previousDisplayedTimestamp = previous ?? timestamp
        let flows = conversations.follow(bytes, &dissection, in: .standard, at: timestamp)
        var packet = PacketView(
            bytes: bytes, layers: dissection.layers, frame: frame, conversations: flows, verifiesChecksums: checksums)
        presenter.removeAll()
        if showsTime { presenter.append(&packet) } else { presenter.appendSummary(of: &packet) }
    }
    return String(decoding: presenter.text)
}
