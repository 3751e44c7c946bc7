internal import SystemCalls

/// The interfaces that the system knows.
enum InterfaceNames {
    /// The names of the interfaces that there are. if_nameindex(3)
    static func all() -> [String] {
        // The function has its structure's name; the type tells them apart.
        let answer: UnsafeMutablePointer<if_nameindex>? = unsafe if_nameindex()
        guard var entry = unsafe answer else { return [] }
        defer { unsafe if_freenameindex(answer) }
        var names: [String] = []
        while unsafe entry.pointee.if_index != 0, let name = unsafe entry.pointee.if_name {
            names.append(unsafe String(cString: name))
            unsafe entry += 1
        }
        return names
    }

    /// The index of an interface; `nil` when there is none of this name. if_nametoindex(3)
    static func index(of name: String) -> UInt32? {
        let index = unsafe if_nametoindex(name)
        return index == 0 ? nil : index
    }
}
