/// All dispatch tables one behind the other, 65,536 numbers each.
struct DispatchTables: Sendable {
    /// For every 256 numbers, on which page they are. Most ports are nobody's and share the first page, which stays in the
    /// nearest cache as all these few octets do.
    private var pages: [UInt16]
    /// The protocols' numbers, 256 a page.
    private var entries: [UInt16]
    /// Numbers of more than 16 bits.
    private var sparse: [DispatchKey: UInt16] = [:]

    private static var pageSize: Int { 256 }

    init() {
        pages = []
        entries = Array(repeating: 0, count: Self.pageSize)
    }

    /// The protocol under a key; data when there is none.
    @inline(__always)
    func lookup(_ key: DispatchKey) -> UInt16 {
        let index = key.index
        guard !key.isSparse, index &>> 8 < pages.count else { return sparse(key) }
        return entries[Int(pages[index &>> 8]) &<< 8 | index & 255]
    }

    @inline(never)
    private func sparse(_ key: DispatchKey) -> UInt16 { key.isSparse ? sparse[key] ?? 0 : 0 }

    mutating func bind(_ key: DispatchKey, to id: ProtocolID) {
        let index = key.index
        guard !key.isSparse else { return sparse[key] = id.rawValue }
        if index / Self.pageSize >= pages.count {
            // Room for the whole table.
            let needed = (Int(key.table.rawValue) + 1) << 16 / Self.pageSize
            pages += Array(repeating: 0, count: needed - pages.count)
        }
        if pages[index / Self.pageSize] == 0 {
            pages[index / Self.pageSize] = UInt16(entries.count / Self.pageSize)
            entries += Array(repeating: 0, count: Self.pageSize)
        }
        entries[Int(pages[index / Self.pageSize]) * Self.pageSize + index % Self.pageSize] = id.rawValue
    }
}
