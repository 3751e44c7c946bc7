#if os(Linux)
    import Capturing
    import SystemCalls
    import Testing

    @Suite("Files that are finished")
    struct FinishedFilesTests {
        @Test("what runs the command takes bare names only, and no texts without end")
        func names() throws {
            for name in ["a", "a.pcapng", "..a", " ", "-rf"] { #expect(FinishedFiles.isName(name), "\(name)") }
            for name in ["", ".", "..", "/etc/passwd", "../a", "a/b", "a\0"] {
                #expect(!FinishedFiles.isName(name), "\(name)")
            }
            func text(_ octets: [UInt8]) -> String? {
                var ends: [Int32] = [-1, -1]
                guard unsafe pipe(&ends) == 0 else { return "no pipe" }
                defer { close(ends[0]) }
                _ = unsafe write(ends[1], octets, octets.count)
                close(ends[1])
                return FinishedFiles.text(from: ends[0])
            }
            #expect(text([0, 0, 0, 2, 0x61, 0x62]) == "ab" && text([0, 0, 0, 0])?.isEmpty == true)
            for octets: [UInt8] in [
                [], [0, 0], [0, 0, 0, 3, 0x61, 0x62], [255, 255, 255, 255, 0x61], [0, 0, 0, 1, 0xff],
            ] {
                #expect(text(octets) == nil, "\(octets)")
            }
        }
    }
#endif
