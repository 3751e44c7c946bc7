extension Schema {
    /// A new item that this schema, one of the variants of `Item`, fills: in a list of items it stands as it is.
    ///
    ///     $0.options = [TCP.MaximumSegmentSize.with { $0.size = 1460 }, TCP.NoOperation.with()]
    public static func with<Item: Schema>(_ make: (inout Header<Self>) -> Void = { _ in }) -> Header<Item> {
        var header = Header<Self>()
        make(&header)
        return Header<Item>(header)
    }
}
