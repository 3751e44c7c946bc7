#if os(Linux)
    internal import SystemCalls

    /// What is called of libbpf, which is loaded when it is wanted: without it the program starts all the same. The names and the
    /// types are those of libbpf 1, whose ABI is stable. https://libbpf.readthedocs.io/en/latest/api.html
    @unsafe struct BPFLibrary: @unchecked Sendable {
        typealias Octets = UnsafeRawPointer
        typealias Name = UnsafePointer<CChar>

        // Sendable because functions are.
        let openObject: @convention(c) (Octets, Int, Octets?) -> OpaquePointer?
        let loadObject: @convention(c) (OpaquePointer) -> Int32
        let closeObject: @convention(c) (OpaquePointer) -> Void
        let findProgram: @convention(c) (OpaquePointer, Name) -> OpaquePointer?
        let programDescriptor: @convention(c) (OpaquePointer) -> Int32
        let findMap: @convention(c) (OpaquePointer, Name) -> OpaquePointer?
        let mapDescriptor: @convention(c) (OpaquePointer) -> Int32
        /// A program, what it is attached to, how, and further options.
        let createLink: @convention(c) (Int32, Int32, UInt32, Octets?) -> Int32
        /// A map, a key, a value, and 0 for whether there is an element or not.
        let updateElement: @convention(c) (Int32, Octets, Octets, UInt64) -> Int32
        let findElement: @convention(c) (Int32, Octets, UnsafeMutableRawPointer) -> Int32
        let deleteElement: @convention(c) (Int32, Octets) -> Int32

        /// The library; `nil` where there is none.
        static let shared: BPFLibrary? = unsafe BPFLibrary()

        private init?() {
            // It is never unloaded: what is found stays right.
            guard let library = unsafe dlopen("libbpf.so.1", RTLD_NOW | RTLD_LOCAL) else { return nil }
            func find<Function>(_ name: String) throws(Missing) -> Function {
                guard let symbol = unsafe dlsym(library, name) else { throw Missing() }
                return unsafe unsafeBitCast(symbol, to: Function.self)
            }
            do throws(Missing) {
                unsafe openObject = try find("bpf_object__open_mem")
                unsafe loadObject = try find("bpf_object__load")
                unsafe closeObject = try find("bpf_object__close")
                unsafe findProgram = try find("bpf_object__find_program_by_name")
                unsafe programDescriptor = try find("bpf_program__fd")
                unsafe findMap = try find("bpf_object__find_map_by_name")
                unsafe mapDescriptor = try find("bpf_map__fd")
                unsafe createLink = try find("bpf_link_create")
                unsafe updateElement = try find("bpf_map_update_elem")
                unsafe findElement = try find("bpf_map_lookup_elem")
                unsafe deleteElement = try find("bpf_map_delete_elem")
                // What it would print of failures is said by whoever calls.
                let setPrinter: @convention(c) (OpaquePointer?) -> OpaquePointer? = unsafe try find("libbpf_set_print")
                _ = unsafe setPrinter(nil)
            } catch {
                return nil
            }
        }

        private struct Missing: Error {}
    }
#endif
