/// A packet laid out once and written many times: its octets one behind the other, and what has to be filled in.
///
/// Writing copies the octets and runs the list; it allocates nothing once the target has the capacity.
public struct PreparedPacket: Sendable {
    enum Fill: UInt8, Sendable, BitwiseCopyable { case length, checksum }

    /// One field to fill in.
    struct Step: Sendable, BitwiseCopyable {
        var fill: Fill
        var order: ByteOrder
        /// Whether a checksum of zero is sent as all ones: zero would mean that there is none (RFC 768).
        var zeroAsOnes: Bool
        var transport: UInt8
        var width: UInt8
        /// Where the field lies in the packet, in bits.
        var bit: UInt32
        /// The octets that are counted or covered.
        var from: UInt32
        var to: UInt32
        var unit: UInt32
        var plus: Int32
        /// Where the addresses of the pseudo header lie; none where there are no octets of them.
        var addresses: UInt32 = 0
        var addressCount: UInt8 = 0
        /// Which of `routes` stand between the addresses and the layer.
        var firstRoute: UInt16 = 0
        var endOfRoutes: UInt16 = 0

        /// The length or the count.
        @inline(__always)
        var value: Int { max(0, (Int(to - from) + Int(plus) + Int(unit) - 1) / Int(unit)) }
    }

    /// A layer between a network layer and a transport: it may name where the packet goes in the end.
    private struct Route: Sendable {
        var type: any PacketProtocol.Type
        var start: Int
        var end: Int
    }

    /// The packet's octets as they were set.
    public private(set) var template: [UInt8]
    /// Where each layer starts.
    public private(set) var starts: [Int]
    private var steps: [Step] = []
    private var routes: [Route] = []

    /// The longest packet that there can be, in octets.
    public static let maximumLength = 1 << 28

    /// - Throws: `ForgeError` when a length or a count that nobody set does not fit its field, or the packet is longer than
    ///   `maximumLength`.
    public init(_ packet: Packet, in registry: Registry) throws(ForgeError) {
        template = []
        starts = []
        var headers: [(header: AnyHeader, piece: Int)] = []
        var trailers: [[UInt8]] = []
        for (index, piece) in packet.pieces.enumerated() {
            starts.append(template.count)
            switch piece {
            case .payload(let octets): template += octets
            case .layer(var header, let trailer):
                if let failure = header.failure { throw failure.error.about(index) }
                if !header.pins.isAll { header.padToUnit() }
                do throws(ForgeError) {
                    try Self.name(after: packet.pieces, at: index, &header, registry)
                } catch {
                    throw error.about(index)
                }
                template += header.octets
                headers.append((header, index))
                trailers.append(trailer)
            }
        }
        // Where what each layer holds ends: before its own trailer and those of the layers around it.
        var ends = [Int](repeating: 0, count: headers.count)
        for index in headers.indices.reversed() {
            ends[index] = template.count
            template += trailers[index]
        }
        guard template.count <= Self.maximumLength else {
            throw ForgeError(.size, "the packet has \(template.count) octets; there are at most \(Self.maximumLength)")
        }
        // Lengths come before checksums, which cover them, and a layer's checksum before those around it.
        var checksums: [Step] = []
        for index in headers.indices.reversed() {
            do throws(ForgeError) {
                let start = starts[headers[index].piece]
                try addSteps(headers, index, start: start, end: ends[index], checksums: &checksums, registry)
            } catch {
                throw error.about(headers[index].piece)
            }
        }
        steps += checksums
    }

    /// Writes the packet into `octets`, in place of what was there.
    public func write(into octets: inout [UInt8]) {
        octets.removeAll(keepingCapacity: true)
        octets.append(contentsOf: template)
        finish(&octets)
    }

    /// Fills in lengths and checksums in octets that were copied from the template and changed since.
    @inline(__always)
    public func finish(_ octets: inout [UInt8]) {
        var span = octets.mutableSpan
        var bytes = unsafe span.mutableBytes
        finish(&bytes)
    }

    /// Fills in lengths and checksums in octets that were copied from the template and changed since.
    public func finish(_ bytes: inout MutableRawSpan) {
        let steps = steps.span
        for index in steps.indices {
            let step = steps[index]
            let place = FieldPlace(bit: Int(step.bit), width: Int(step.width), order: step.order)
            let value: UInt64
            switch step.fill {
            case .length: value = UInt64(truncatingIfNeeded: step.value)
            case .checksum:
                place.store(0, into: &bytes)
                value = UInt64(sum(step, bytes.bytes))
            }
            place.store(value, into: &bytes)
        }
    }

    @inline(__always)
    private func sum(_ step: Step, _ covered: RawSpan) -> UInt16 {
        var sum = InternetChecksum()
        if step.addressCount > 0 {
            let addresses = Int(step.addresses)
            let count = Int(step.addressCount)
            if step.firstRoute == step.endOfRoutes {
                sum.add(covered, from: addresses, to: addresses + count)
            } else {
                let destination = destination(step, covered)
                sum.add(covered, from: addresses, to: addresses + count / 2)
                sum.add(covered, from: destination.lowerBound, to: destination.upperBound)
            }
            sum.add(UInt32(step.to - step.from))
            sum.add(UInt16(step.transport))
        }
        sum.add(covered, from: Int(step.from), to: Int(step.to))
        return sum.finish(zeroAsOnes: step.zeroAsOnes)
    }

    /// Where the address lies that the packet goes to in the end: in a routing header, as its last, or in the network's own.
    @inline(never)
    private func destination(_ step: Step, _ octets: RawSpan) -> Range<Int> {
        for index in step.firstRoute..<step.endOfRoutes {
            let route = routes[Int(index)]
            if let place = route.type.finalDestination(octets.clamped(route.start, route.end)) {
                return place.lowerBound + route.start..<place.upperBound + route.start
            }
        }
        let half = Int(step.addressCount) / 2
        return Int(step.addresses) + half..<Int(step.addresses) + 2 * half
    }

    /// Writes into a header the numbers that name what follows it.
    static func name(
        after pieces: [Packet.Piece], at index: Int, _ header: inout AnyHeader, _ registry: Registry
    ) throws(ForgeError) {
        for declaration in header.schema.declarations {
            guard case .next(let table) = declaration.auto, case .bits(let part, let place) = declaration.content,
                !header.isPinned(part: part, bit: place.bit),
                place.bit + place.width <= header.parts.count(part) * 8, index + 1 < pieces.count,
                case .layer(let next, _) = pieces[index + 1],
                let key = registry.registrations.keys(of: next.schema).first(where: { $0.table == table })
            else { continue }
            let number = Int(key.value) / place.scale
            try declaration.check(computed: number, behind: header.schema.prefix)
            header.set(
                bit: place.bit, width: place.width, order: place.order, of: part, to: UInt64(number))
            // What stands in the place of a number too small for an EtherType is a length, which is a field of its own.
            if table == .etherType,
                let measured = header.octets.withSpan({ header.schema.measure($0, from: 0, to: $0.byteCount) }),
                measured.total == header.octets.count
            {
                header.parts = measured
            }
        }
    }

    /// The steps of one layer: lengths and counts, and apart from them the checksums.
    private mutating func addSteps(
        _ headers: [(header: AnyHeader, piece: Int)], _ index: Int, start: Int, end: Int,
        checksums: inout [Step], _ registry: Registry
    ) throws(ForgeError) {
        let header = headers[index].header
        for declaration in header.schema.declarations {
            guard case .bits(let part, let place) = declaration.content, declaration.auto != .none,
                !header.isPinned(part: part, bit: place.bit),
                place.bit + place.width <= header.parts.count(part) * 8
            else { continue }
            var step = Step(
                fill: .length, order: place.order, zeroAsOnes: false, transport: 0, width: UInt8(place.width),
                bit: UInt32((start + header.parts.start(part)) * 8 + place.bit), from: 0, to: 0, unit: 1, plus: 0)
            switch declaration.auto {
            case .length(let extent, let unit, let plus):
                (step.from, step.to) = Self.range(extent, header, part, place, start, end)
                step.unit = UInt32(unit)
                step.plus = Int32(plus)
                try declaration.check(computed: step.value, behind: header.schema.prefix)
                steps.append(step)
            case .count(let counted):
                step.to = UInt32(header.count(part: counted))
                try declaration.check(computed: step.value, behind: header.schema.prefix)
                steps.append(step)
            case .checksum(let extent, let hasPseudoHeader, let zeroMeansNone):
                step.fill = .checksum
                step.zeroAsOnes = zeroMeansNone
                (step.from, step.to) = Self.range(extent, header, part, place, start, end)
                if hasPseudoHeader { addPseudoHeader(headers, index, &step, registry) }
                checksums.append(step)
            case .none, .next, .variant, .identity: continue
            }
        }
    }

    private static func range(
        _ extent: Extent, _ header: AnyHeader, _ part: Int, _ place: FieldPlace, _ start: Int, _ end: Int
    ) -> (UInt32, UInt32) {
        let headerEnd = start + header.parts.total
        let range =
            switch extent {
            case .header: (start, headerEnd)
            case .everything: (start, end)
            case .payload: (headerEnd, end)
            case .part(let part): (start + header.parts.start(part), start + header.parts.end(part))
            case .rest: (start + header.parts.start(part) + (place.bit + place.width + 7) / 8, end)
            }
        return (UInt32(range.0), UInt32(max(range.0, range.1)))
    }

    /// Finds what a transport's checksum covers of the nearest network layer around it.
    private mutating func addPseudoHeader(
        _ headers: [(header: AnyHeader, piece: Int)], _ index: Int, _ step: inout Step, _ registry: Registry
    ) {
        step.transport = Self.number(
            of: headers[index].header.schema, behind: index > 0 ? headers[index - 1].header : nil, registry)
        for outer in headers[..<index].indices.reversed() {
            guard let type = headers[outer].header.schema as? any PacketProtocol.Type,
                let pseudoHeader = type.pseudoHeader
            else { continue }
            step.addresses = UInt32(starts[headers[outer].piece] + pseudoHeader.addresses.lowerBound)
            step.addressCount = UInt8(clamping: pseudoHeader.addresses.count)
            let first = UInt16(clamping: routes.count)
            for between in headers[outer + 1..<index] {
                guard let type = between.header.schema as? any PacketProtocol.Type else { continue }
                let start = starts[between.piece]
                routes.append(Route(type: type, start: start, end: start + between.header.octets.count))
            }
            (step.firstRoute, step.endOfRoutes) = (first, UInt16(clamping: routes.count))
            return
        }
    }

    /// A transport's IP protocol number; of one that has none, what the header before it says.
    private static func number(of schema: any Schema.Type, behind header: AnyHeader?, _ registry: Registry) -> UInt8 {
        if let key = registry.registrations.keys(of: schema).first(where: { $0.table == .ipProtocol }) {
            return UInt8(truncatingIfNeeded: key.value)
        }
        for declaration in header?.schema.declarations ?? [] {
            guard case .next(.ipProtocol) = declaration.auto, let number = header?.number(declaration) else { continue }
            return UInt8(truncatingIfNeeded: number)
        }
        return 0
    }
}
