/// What most packets begin with: a template of three layers, which header prediction writes down at once.
struct Spine: BitwiseCopyable, Sendable {
    /// As they are in every packet, but for where the layers end.
    var link, network, transport: LayerSpan
}
