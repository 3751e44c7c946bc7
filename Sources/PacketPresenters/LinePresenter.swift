public import Packets

/// Writes packets as lines, in tcpdump's spirit:
///
///     12:34:56.789012 IP 10.0.0.1.54321 > 10.0.0.2.80: Flags [S], seq 0, win 65535, options [mss 1460], length 0
///
/// Append packets and write `text` out in big pieces:
///
///     var presenter = LinePresenter(options: options, zone: zone)
///     presenter.append(&packet)
///     if presenter.text.count > 65_536 { …; presenter.removeAll() }
public struct LinePresenter: Sendable {
    var line: SummaryLine
    /// The clocks of the reader.
    private var zone: TimeZoneTable
    /// The second that `clock` shows.
    private var second = Int64.min
    /// The text of that second, to which only decimals are added: packets come many to the second.
    private var clock = ShortText()

    /// - Parameter zone: where absolute times are read; UTC unless told otherwise.
    public init(options: LineOptions = LineOptions(), zone: TimeZoneTable = .utc) {
        line = SummaryLine(options)
        self.zone = options.time.isUTC ? .utc : zone
    }

    /// What the reader wants. Decimals may change between packets: files of several resolutions.
    public var options: LineOptions { line.options }

    /// Sets how many decimals the seconds of the packets that follow have: 0 to 9.
    public mutating func setDecimals(_ decimals: Int) {
        if line.options.decimals != decimals { line.options.decimals = decimals }
    }

    /// The lines so far, each with its line feed.
    public var text: TextBuffer { _read { yield line.text } }

    /// Drops the lines, once they are written out; the memory stays.
    public mutating func removeAll() { line.text.removeAll() }

    /// Appends a packet's line and a line feed.
    public mutating func append(_ packet: inout PacketView) {
        if line.options.time.isClock {
            write(clock: packet.frame.timestamp)
        } else {
            write(span: packet.frame, line.options.time)
        }
        if line.options.showsInterface { write(interfaceOf: packet.frame) }
        appendSummary(of: &packet)
        if line.options.showsComments, let notes = packet.frame.notes, !notes.comments.isEmpty {
            write(comments: notes.comments)
        }
        line.text.append(character: "\n")
    }

    /// Appends a packet's octets below its line.
    public mutating func append(_ dump: HexDump, _ packet: borrowing PacketView) {
        dump.write(packet, into: &line.text)
    }

    /// Appends the line without its time and its line feed.
    public mutating func appendSummary(of packet: inout PacketView) {
        line.begin()
        let layers = packet.layers
        let first = line.text.count
        var index = 0
        while index < layers.count {
            let span = layers[index]
            if span.isQuoted { break }
            packet.index = index
            var before = line.text.count
            let needsSeparator = before > first && line.text.last != UInt8(ascii: " ")
            if span.isBroken {
                if before > first, line.text.last != UInt8(ascii: " ") { line.text.append(character: " ") }
                write(broken: span, of: packet)
                break
            }
            if needsSeparator {
                if span.id == .data { break }
                line.text.append(": ")
                before &+= 2
            }
            span.type.summarize(packet.message(index), packet, into: &line)
            if line.text.count == before {
                if needsSeparator { line.text.truncate(to: before &- 2) }
                if index &+ 1 == layers.count { writeBroken(span, of: packet, from: first) }
            }
            if line.isFinished { break }
            index &+= 1
        }
        if line.fragment != nil || line.fault != nil || line.badChecksums.0 != nil
            || line.text.last == UInt8(ascii: " ")
        {
            writeEnd(from: first, packet.frame, packet.bytes.byteCount)
        }
    }
}

extension LinePresenter {
    private mutating func write(clock time: Timestamp) {
        if time.seconds != second { readClock(time.seconds, line.options.time) }
        let decimals = line.options.decimals
        let colors = line.options.style
        let clock = clock
        line.text.compose(upTo: 96) { out in
            out.start(.time, colors)
            out.append(clock)
            out.append(fraction: time.nanoseconds, digits: decimals)
            out.end(colors)
            out.append(character: " ")
        }
    }

    /// Filled up to five characters, so that what comes after short names stands below each other.
    @inline(never)
    private mutating func write(interfaceOf frame: FrameInfo) {
        guard let notes = frame.notes, let name = notes.deviceName ?? notes.interfaceName else { return }
        let start = line.text.count
        let octets = name.utf8
        unsafe line.text.append(textEscaping: octets.span.bytes)
        line.text.pad(from: start, to: 5)
        line.text.append(character: " ")
    }

    @inline(never)
    private mutating func write(comments: [String]) {
        for comment in comments {
            line.text.append(" ")
            let isColored = line.options.style.begin(.generated, into: &line.text)
            line.text.append("[")
            let octets = comment.utf8
            unsafe line.text.append(textEscaping: octets.span.bytes)
            line.text.append("]")
            if isColored { line.options.style.end(into: &line.text) }
        }
    }

    @inline(never)
    private mutating func readClock(_ seconds: Int64, _ style: TimeStyle) {
        second = seconds
        var clock = TextBuffer()
        let time = zone.civilTime(at: seconds)
        switch style {
        case .absoluteWithDate, .utcWithDate:
            clock.append(date: time)
            clock.append(character: " ")
        case .absoluteWithDayOfYear, .utcWithDayOfYear:
            clock.append(decimal: time.year)
            clock.append(character: "/")
            clock.append(decimal: UInt(time.dayOfYear), width: 3)
            clock.append(character: " ")
        default: break
        }
        clock.append(clock: time)
        self.clock = ShortText(clock)
    }

    /// Seconds, right-aligned as tshark's column is, so that the lines stand below each other.
    private mutating func write(span frame: FrameInfo, _ style: TimeStyle) {
        let decimals = line.options.decimals
        line.start(.time)
        let start = line.text.count
        switch style {
        case .epoch:
            line.text.append(
                seconds: frame.timestamp.seconds, nanoseconds: frame.timestamp.nanoseconds, digits: decimals)
        case .delta: write(frame.timestamp.nanoseconds(since: frame.previousTimestamp))
        case .deltaDisplayed: write(frame.timestamp.nanoseconds(since: frame.previousDisplayedTimestamp))
        default: write(frame.timestamp.nanoseconds(since: frame.firstTimestamp))
        }
        let missing = style == .epoch ? 0 : 4 + decimals - (line.text.count - start)
        if missing > 0 { line.text.insert(spaces: missing, at: start) }
        line.end()
        line.text.append(character: " ")
    }

    private mutating func write(_ nanoseconds: Int64) {
        if nanoseconds < 0 { line.text.append(character: "-") }
        let magnitude = nanoseconds.magnitude
        line.text.append(decimal: magnitude / 1_000_000_000)
        line.text.append(
            fraction: UInt32(truncatingIfNeeded: magnitude % 1_000_000_000), digits: line.options.decimals)
    }

    /// Says of the last layer, which wrote nothing, that its octets do not hold it, where that is so: whether they do is not
    /// looked at while packets are dissected where nothing follows.
    @inline(never)
    private mutating func writeBroken(_ span: LayerSpan, of packet: PacketView, from first: Int) {
        let message = packet.message(packet.index)
        guard span.type.measure(message, from: 0, to: message.byteCount) == nil else { return }
        if line.text.count > first, line.text.last != UInt8(ascii: " ") { line.text.append(": ") }
        write(broken: span, of: packet)
    }

    /// `[|tcp]` when the capture was cut there, as tcpdump says it; else that the octets lie.
    @inline(never)
    private mutating func write(broken span: LayerSpan, of packet: PacketView) {
        let name = span.type.name
        let isCut = packet.isCutShort(span)
        line.start(.fault)
        line.text.append(isCut ? "[|" : "[malformed ")
        line.text.append(name)
        if isCut {
            line.text.append("]")
            writeKept(packet.bytes.byteCount, of: packet.frame.originalLength)
        } else {
            line.text.append(" at ")
            line.text.append(decimal: packet.offset(ofOctet: span.start))
            line.text.append(": does not fit in ")
            line.text.append(decimal: span.end - span.start)
            line.text.append(span.end - span.start == 1 ? " octet]" : " octets]")
        }
        line.end()
    }

    /// ` (the capture kept 96 of 1514 octets)`.
    private mutating func writeKept(_ kept: Int, of length: Int) {
        line.text.append(" (the capture kept ")
        line.text.append(decimal: kept)
        line.text.append(" of ")
        line.text.append(decimal: length)
        line.text.append(" octets)")
    }

    @inline(never)
    private mutating func writeEnd(from first: Int, _ frame: FrameInfo, _ kept: Int) {
        while line.text.last == UInt8(ascii: " "), line.text.count > first {
            line.text.truncate(to: line.text.count - 1)
        }
        if let fragment = line.fragment {
            line.text.append(" (frag ")
            line.text.append(decimal: fragment.identification)
            line.text.append(character: ":")
            line.text.append(decimal: fragment.length)
            line.text.append(character: "@")
            line.text.append(decimal: fragment.offset)
            line.text.append(fragment.hasMore ? "+)" : ")")
        }
        write(bad: line.badChecksums.0)
        write(bad: line.badChecksums.1)
        guard let fault = line.fault else { return }
        line.text.append(" ")
        line.start(.fault)
        line.text.append(fault.isCut ? "[|" : "[malformed ")
        line.text.append(fault.what)
        if !fault.isCut {
            line.text.append(" at ")
            line.text.append(decimal: fault.offset)
            line.text.append(": ")
            line.text.append(fault.reason)
        }
        line.text.append("]")
        if fault.isCut { writeKept(kept, of: frame.originalLength) }
        line.end()
    }

    /// ` [bad cksum tcp 0x1234]`.
    private mutating func write(bad checksum: BadChecksum?) {
        guard let checksum else { return }
        line.text.append(character: " ")
        line.start(.fault)
        line.text.append("[bad cksum ")
        line.text.append(checksum.what)
        line.text.append(" 0x")
        line.text.append(hex: checksum.value, digits: 4)
        line.text.append(character: "]")
        line.end()
    }
}
