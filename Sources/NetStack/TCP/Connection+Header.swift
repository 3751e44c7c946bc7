import Packets

extension Connection {
    /// Writes a segment's headers behind the link's, and says where its payload lies.
    /// - Parameter start: where IP's header begins.
    @inline(__always)
    mutating func write(
        _ plan: SegmentPlan, _ gaps: SelectiveBlocks, into bytes: inout MutableRawSpan, at start: Int,
        identification: UInt16, timeToLive: UInt8, offloads: Bool, now: UInt64
    ) -> (length: Int, payload: (first: RawPlace, second: RawPlace), offload: OutgoingOffload) {
        let isSynchronize = plan.flags & .synchronize == .synchronize
        let options =
            isSynchronize
            ? synchronizeOptions(now: now).length
            : (flags.contains(.timestamps) ? 12 : 0) &+ (gaps.count == 0 ? 0 : 4 &+ 8 &* gaps.count)
        let transport = start &+ ends.remote.headerLength
        let length = 20 &+ options &+ plan.count
        InternetWriter.write(
            into: &bytes, at: start, count: length, identification: identification,
            hopLimit: hopLimit == 0 ? timeToLive : hopLimit,
            trafficClass: trafficClass | (plan.isMarkable ? 2 : 0), protocolNumber: 6, from: ends.local,
            to: ends.remote)

        // The window of a SYN is never scaled (RFC 7323 section 2.2).
        let window = announcedWindow(limit: isSynchronize ? 0xFFFF : .max)
        var tcp = MutableLayer<TCP>(&bytes, at: transport)
        tcp.sourcePort = Port(ends.localPort)
        tcp.destinationPort = Port(ends.remotePort)
        tcp.sequenceNumber = plan.sequence
        tcp.acknowledgmentNumber = plan.flags & .acknowledgment == .acknowledgment ? receiveNext : 0
        tcp.headerLength = UInt8(truncatingIfNeeded: 20 &+ options)
        tcp.flags = plan.flags
        tcp.window = UInt16(truncatingIfNeeded: min(0xFFFF, window >> UInt32(isSynchronize ? 0 : receiveShift)))
        tcp.checksum = 0
        tcp.urgentPointer = 0
        var at = transport &+ 20
        func put(_ word: UInt32) {
            bytes.storeBytes(of: word.bigEndian, toByteOffset: at, as: UInt32.self)
            at &+= 4
        }
        if isSynchronize {
            synchronizeOptions(now: now).write(into: &bytes, at: at)
            at &+= options
        } else {
            if flags.contains(.timestamps) {
                put(0x0101_080A)
                put(UInt32(truncatingIfNeeded: now / 1_000_000))
                put(recentTimestamp)
            }
            if gaps.count > 0 { at = write(gaps, into: &bytes, at: at) }
        }

        let payload = unsafe sendRing.place(plan.offset, plan.count)
        var offload = OutgoingOffload()
        var sum = InternetChecksum()
        sum.addPseudoHeader(from: ends.local, to: ends.remote, protocolNumber: 6, count: length)
        if offloads, plan.count > 0 {
            // The link goes on from the pseudo header's sum.
            offload.checksumStart = UInt16(truncatingIfNeeded: transport)
            offload.checksumOffset = 16
            offload.isIPv6 = !ends.remote.isIPv4
            let size = dataSize(gaps.count)
            if plan.count > size { offload.segmentSize = UInt16(truncatingIfNeeded: size) }
            store(~sum.finish(), at: transport, &bytes)
        } else {
            sum.add(bytes.bytes, from: transport, to: at)
            if plan.count > 0 {
                unsafe sum.add(payload.first.span())
                if payload.second.count > 0 { unsafe sum.add(payload.second.span()) }
            }
            store(sum.finish(), at: transport, &bytes)
        }
        return (at, payload, offload)
    }

    // MARK: Options

    /// The octets of data in one segment on the wire, by the options that it bears now. RFC 6691.
    @inline(__always)
    func dataSize(_ gapCount: Int) -> Int { Int(segmentSize) &- (gapCount == 0 ? 0 : 4 &+ 8 &* gapCount) }

    /// Of how many stretches the next segment speaks: there is room for three beside time stamps, else for four (RFC 2018
    /// section 3).
    @inline(__always)
    mutating func gapCount(_ reassembly: inout Reassembly, _ recovery: inout Recovery) -> Int {
        guard flags.contains(.hasGaps) else { return 0 }
        // Where segments are tiny, data goes before.
        let room = max(0, (Int(segmentSize) &- 20) / 8)
        return min(room, flags.contains(.timestamps) ? 3 : 4, reassembly.count &+ (recovery.duplicate == nil ? 0 : 1))
    }

    private func synchronizeOptions(now: UInt64) -> SynchronizeOptions {
        SynchronizeOptions(
            segmentSize: ownSegmentSize,
            timestamps: flags.contains(.timestamps)
                ? (UInt32(truncatingIfNeeded: now / 1_000_000), recentTimestamp) : nil,
            permitsSack: flags.contains(.selective), scales: flags.contains(.isScaled))
    }

    /// What came out of order, and first, once, what came twice. RFC 2018 section 4, RFC 2883 section 4.
    mutating func takeGaps(
        _ count: Int, _ reassembly: inout Reassembly, _ recovery: inout Recovery
    ) -> SelectiveBlocks {
        var gaps = SelectiveBlocks()
        if let duplicate = recovery.duplicate { gaps.append(duplicate) }
        for index in 0..<count - gaps.count { gaps.append(reassembly[index]) }
        recovery.duplicate = nil
        if reassembly.count == 0 { flags.remove(.hasGaps) }
        return gaps
    }

    private func write(_ gaps: SelectiveBlocks, into bytes: inout MutableRawSpan, at start: Int) -> Int {
        var at = start
        func put(_ word: UInt32) {
            bytes.storeBytes(of: word.bigEndian, toByteOffset: at, as: UInt32.self)
            at &+= 4
        }
        put(0x0101_0500 | UInt32(2 &+ 8 &* gaps.count))
        for index in 0..<gaps.count {
            put(gaps.blocks[index].first)
            put(gaps.blocks[index].end)
        }
        return at
    }

    private func store(_ checksum: UInt16, at transport: Int, _ bytes: inout MutableRawSpan) {
        var tcp = MutableLayer<TCP>(&bytes, at: transport)
        tcp.checksum = checksum
    }
}

/// Writes IPv4's header. RFC 791 section 3.1.
enum IPv4Writer {
    /// - Parameter length: of the whole packet, in octets.
    @inline(__always)
    static func write(
        into bytes: inout MutableRawSpan, at start: Int, length: Int, identification: UInt16, timeToLive: UInt8,
        differentiatedServices: UInt8 = 0, protocolNumber: UInt8, from source: IPv4Address, to destination: IPv4Address
    ) {
        var ip = MutableLayer<IPv4>(&bytes, at: start)
        ip.version = 4
        ip.headerLength = 20
        ip.differentiatedServices = differentiatedServices
        ip.totalLength = UInt16(truncatingIfNeeded: length)
        ip.identification = identification
        // Nothing is cut on its way (RFC 1191).
        ip.flags = 2
        ip.fragmentOffset = 0
        ip.timeToLive = timeToLive
        ip.protocol = IPProtocol(rawValue: protocolNumber)
        ip.checksum = 0
        ip.source = source
        ip.destination = destination
        var sum = InternetChecksum()
        sum.add(bytes.bytes, from: start, to: start &+ 20)
        var header = MutableLayer<IPv4>(&bytes, at: start)
        header.checksum = sum.finish()
    }
}
