/// A format: a protocol's header, an option, a record. Its fields are declared once, in its own file.
///
/// A schema is never made; it is a name for its declarations. What lies in memory is a `Layer` (a view over a packet's
/// octets) or a `Header` (octets of its own, for crafting).
public protocol Schema: Sendable {
    /// The name by which filters ask for its presence: `tcp`, `tcp.options.mss`.
    static var name: String { get }
    /// What stands before a field's name, without the dot. Options and records use their protocol's.
    static var prefix: String { get }
    /// What a person reads: `Transmission Control Protocol`.
    static var title: String { get }
    /// What it is for: of a protocol or an item that filters know by its own name.
    static var meaning: Meaning { get }
    /// How its parts lie, where that takes no code: one part that is all of it unless another layout is said.
    static var layout: PartLayout { get }
    /// Where the parts end of the layer or item that starts at `from` and must end by `to`; `nil` when the octets do
    /// not hold it. The only code that a variable format needs; others say their `layout`.
    static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts?
    /// Where the parts end as far as they go of a layer or item that the octets do not hold: fixed fields that are there are
    /// shown all the same. All octets are the first part unless a format says more.
    static func measureCut(_ message: RawSpan, from: Int, to: Int) -> LayerParts
    /// The fields in the order in which a person sees them. Computed, not stored: the compiler then makes constants of
    /// them, and the code of a computed field has no context to be retained and released at each call.
    static var tree: [AnyField] { get }
    /// How the item's kind chooses what fills one of its parts.
    static var variants: Variants? { get }
    /// What the forge calls it in a list of items: `mss` in `options=[mss=1460]`.
    static var keywords: [String] { get }
    /// Whether an item of this schema has a name for filters but no value: `dns.opt` is there or not.
    static var isPresenceOnly: Bool { get }
    /// Whether an item of this schema is only a heading where values have names: a DNS record stands in JSON under what
    /// `describe` writes, a TCP option under its own name with its octets.
    static var isHeadingOnly: Bool { get }
    /// Whether an item of this schema is no more than its fields, which stand in its place: one of a list of numbers. So are
    /// all that have neither a name nor a heading in its stead.
    static var isBare: Bool { get }
    /// Whether its items and their list have headings in trees only: in JSON their fields stand in the list's place, as
    /// those of HTTP's header lines do.
    static var isFlat: Bool { get }
    /// Whether nobody makes such an item any more unless its list is named: an SSLv2 record, whose fields are called as
    /// those of today's are.
    static var isObsolete: Bool { get }
    /// An item as a list in a packet expression takes it, where the first kind or field shows little: what `explain` shows.
    static var itemExample: String? { get }
    /// The table whose rows it describes, where it is laid out like a layer and is on no wire.
    static var table: HostTable? { get }
    /// Writes the heading of its subtree.
    static func describe(_ layer: borrowing Layer<Self>, _ packet: borrowing PacketView, into text: inout TextBuffer)
}

extension Schema {
    public static var prefix: String { name }
    public static var meaning: Meaning { .none }
    @inlinable @inline(__always) public static var layout: PartLayout { .whole }
    @inlinable @inline(__always)
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        layout.measure(message, from: from, to: to)
    }
    public static func measureCut(_ message: RawSpan, from: Int, to: Int) -> LayerParts {
        LayerParts(max(0, min(to, message.byteCount) - from))
    }
    public static var variants: Variants? { nil }
    public static var isPresenceOnly: Bool { false }
    public static var isHeadingOnly: Bool { false }
    public static var isBare: Bool { name.isEmpty && !isHeadingOnly }
    public static var isFlat: Bool { false }
    public static var isObsolete: Bool { false }
    public static var itemExample: String? { nil }
    public static var table: HostTable? { nil }
    public static var keywords: [String] {
        [String(name.split(separator: ".").last ?? "")]
    }
    public static func describe(
        _ layer: borrowing Layer<Self>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        text.append(title)
    }
}

/// A table of the host. Its rows are declared as layers are, so that filters, columns and explanations of them come from the
/// same lines.
public struct HostTable: Sendable {
    /// What a row is, in a sentence.
    public var meaning: StaticString
    /// The command that lists the table and takes a filter.
    public var command: StaticString

    public init(_ meaning: StaticString, command: StaticString) {
        self.meaning = meaning
        self.command = command
    }
}

/// A packet expression that shows a field or a list.
public struct FieldExample: Sendable {
    /// The field's filter name; of a list without one its label.
    public var name: StaticString
    public var expression: StaticString
    /// A display filter that the packet passes; `nil` where the field has the value that examples give it.
    public var filter: StaticString?

    public init(_ name: StaticString, _ expression: StaticString, filter: StaticString? = nil) {
        self.name = name
        self.expression = expression
        self.filter = filter
    }
}

/// A schema that stands as a layer of its own in a packet.
public protocol PacketProtocol: Schema {
    /// What stands in the protocol column: `TCP`.
    static var shortName: String { get }
    /// Where the format is defined: `RFC 9293`.
    static var reference: String { get }
    /// What `frame.protocols` says of the layer: `eth:ethertype`.
    static var path: String { get }
    /// Further names under which the forge knows it: `ethernet` for `eth`.
    static var aliases: [String] { get }
    /// What carries it in an example, where several may.
    static var carrier: (any PacketProtocol.Type)? { get }
    /// A packet expression that shows what one does with it; `nil` where its name and what carries it are enough.
    static var example: String? { get }
    /// Packet expressions for fields and lists that are there only where other values say so, which a person knows.
    static var examples: [FieldExample] { get }
    /// How long an answer may take where it often takes longer than others: a server that looks around before it answers.
    static var answerTime: Duration? { get }
    /// Whether its octets, as filters slice and measure them, take in what it carries: those of a message of ICMP do, those
    /// of a header do not.
    static var includesPayload: Bool { get }
    /// What comes after this layer. `message` is the layer's own octets, from its first to the last that the layer
    /// below grants it.
    static func next(_ message: RawSpan) -> NextLayer
    /// What `next` put off by `.later`: what a text protocol's headers say of its body. That is data, or what TCP may
    /// carry: those who look at no such field leave it out.
    static func body(_ message: RawSpan) -> NextLayer
    /// Whether octets that no port or number names look like this protocol's: for registering it as a heuristic.
    static func recognizes(_ message: RawSpan) -> Bool
    /// What it is to a packet as a whole; what it says here, its members below tell more of.
    static var role: LayerRole { get }
    /// What a network layer says of the packet that it carries; `nil` when the octets do not hold it.
    static func networkHeader(_ message: RawSpan) -> NetworkHeader?
    /// What tells a network layer's packet from others between the same ends where an error message quotes it; 0 where
    /// nothing does.
    static func quotedIdentity(_ message: RawSpan) -> UInt32
    /// A transport's ports. They name flows, and the protocol that is carried.
    static func ports(_ message: RawSpan) -> FlowPorts
    /// In which table a transport's ports name what it carries.
    static var payloadTable: DispatchTable { get }
    /// Takes a transport's packet into what is known of its flow, and says of this packet what follows from that.
    /// - Parameter memory: what the protocol keeps of the flow, in a type of its own.
    /// - Returns: `false` when the packet begins another flow between the same ports, before anything was taken in: asked
    ///   again then, of an empty memory.
    static func follow(
        _ message: RawSpan, _ passage: TransportPassage, _ memory: inout TransportMemory,
        into conversation: inout Conversation
    ) -> Bool
    /// Takes a message into what is remembered of its flow. `StatefulProtocol` does it in a type of its own.
    static func follow(_ message: RawSpan, _ passage: FlowPassage, in states: inout FlowStates) -> FlowVerdict
    /// How long the message is that the octets begin with, in a protocol over a stream whose messages say so (`.framed`).
    ///
    /// A message that goes on in further segments is put together of them, and `next` sees it whole. Asked again with each
    /// segment of such a message, so that it should look at little of a long one.
    static func messageLength(_ message: RawSpan) -> MessageLength
    /// The same, where it depends on what is remembered of the flow: an answer's length on what was asked.
    static func messageLength(_ message: RawSpan, in states: borrowing FlowStates) -> MessageLength
    /// How many of the octets that it carries are the layer's own, going by when the packet came.
    static func claimedLength(_ message: RawSpan, near moment: Timestamp) -> Int
    /// Whether the layer below says less of itself in `frame.protocols`, because no number led here: `eth` alone.
    static var shortensPath: Bool { get }
    /// The addresses of this layer that the checksums of the transports in it cover; `nil` for a layer that has none.
    static var pseudoHeader: PseudoHeader? { get }
    /// Where the address lies at which a packet ends its way, when this layer names one that stands in for the
    /// destination of the network layer around it: a routing header with segments left. RFC 8200 section 8.1.
    static func finalDestination(_ message: RawSpan) -> Range<Int>?
    /// Which piece of a packet that was too large the layer carries, where `next` said that it carries one.
    static func piece(_ message: RawSpan) -> PacketPiece?
    /// Adds what ties an answer to its question: what an answer repeats of this layer, or what this layer repeats of the
    /// question, as the digest's role says. A layer that can have no answer, or is none, says so by `refuse`. Asked only of
    /// layers that are not broken.
    static func match(_ message: RawSpan, into digest: inout ExchangeDigest)
    /// Writes what matters of the layer into a packet's line.
    ///
    /// `message` is what `next` sees: a layer is viewed in its own protocol's code only, since to hand over a
    /// `Layer<Self>` whose `Self` is known at run time alone costs more than to write the line. Asked only of layers that
    /// are not broken. A line that ends with a space goes on with the next layer; else `: ` is put between. Nothing is
    /// written where the octets do not hold the layer: then the line says so.
    static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine)
}

extension PacketProtocol {
    public static var shortName: String { name.uppercased() }
    public static var path: String { name }
    public static var aliases: [String] { [] }
    public static var answerTime: Duration? { nil }
    public static var carrier: (any PacketProtocol.Type)? { nil }
    public static var example: String? { nil }
    public static var examples: [FieldExample] { [] }
    public static var includesPayload: Bool { false }
    public static func next(_ message: RawSpan) -> NextLayer { .stop }
    public static func body(_ message: RawSpan) -> NextLayer { .stop }
    public static func recognizes(_ message: RawSpan) -> Bool { false }
    public static var pseudoHeader: PseudoHeader? { nil }
    public static func finalDestination(_ message: RawSpan) -> Range<Int>? { nil }
    public static func piece(_ message: RawSpan) -> PacketPiece? { nil }
    public static func match(_ message: RawSpan, into digest: inout ExchangeDigest) {}
    public static var role: LayerRole { [] }
    public static func networkHeader(_ message: RawSpan) -> NetworkHeader? { nil }
    public static func quotedIdentity(_ message: RawSpan) -> UInt32 { 0 }
    public static func ports(_ message: RawSpan) -> FlowPorts { FlowPorts(from: 0, to: 0) }
    public static var payloadTable: DispatchTable { .none }
    public static func follow(
        _ message: RawSpan, _ passage: TransportPassage, _ memory: inout TransportMemory,
        into conversation: inout Conversation
    ) -> Bool { true }
    public static func follow(_ message: RawSpan, _ passage: FlowPassage, in states: inout FlowStates) -> FlowVerdict {
        .keep
    }
    public static func messageLength(_ message: RawSpan) -> MessageLength { .complete(message.byteCount) }
    public static func messageLength(_ message: RawSpan, in states: borrowing FlowStates) -> MessageLength {
        messageLength(message)
    }
    public static func claimedLength(_ message: RawSpan, near moment: Timestamp) -> Int { 0 }
    public static var shortensPath: Bool { false }
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        line.start(.protocol)
        line.text.append(shortName)
        line.end()
        guard packet.carriesData else { return }
        line.text.append(", length ")
        line.text.append(decimal: packet.wireEnd(packet.index) &- packet.layers[packet.index].start)
    }
}

/// How the kind of an item, or the type of a message, chooses the schema of one of its parts.
public struct Variants: Sendable {
    /// Where the chosen schema lies.
    public enum Target: Sendable, Equatable {
        /// Over one part, whose octets it describes.
        case part(Int)
        /// Over the whole item, in place of the item's own tree.
        case whole
    }

    let target: Target
    let part: Int
    let place: FieldPlace
    let choices: [(raw: UInt64, schema: any Schema.Type)]
    let fallback: (any Schema.Type)?

    /// - Parameters:
    ///   - field: the field whose value chooses.
    ///   - fallback: what describes the part when no choice fits.
    ///
    /// Inlined, so that the type of the values is known: unspecialised it took 3 of the start's 40 million instructions.
    @inlinable @inline(__always)
    public init<V: WireNumber>(
        _ target: Target, by field: Field<V>, _ choices: KeyValuePairs<V, any Schema.Type>,
        otherwise fallback: (any Schema.Type)? = nil
    ) {
        self.init(
            target, part: field.part,
            FieldPlace(bit: field.bit, width: field.width, scale: field.scale, order: field.order),
            choices.map { ($0.key.raw, $0.value) }, fallback)
    }

    @usableFromInline
    init(
        _ target: Target, part: Int, _ place: FieldPlace, _ choices: [(raw: UInt64, schema: any Schema.Type)],
        _ fallback: (any Schema.Type)?
    ) {
        self.target = target
        self.part = part
        self.place = place
        self.choices = choices
        self.fallback = fallback
    }
}
