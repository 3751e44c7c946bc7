// The platform's C library, under whichever name it goes: a file that makes calls of its own imports SystemCalls, and no
// other in the project says where they come from. Qualified they are portable too: `SystemCalls.poll(…)`.
#if canImport(Glibc)
    @_exported public import Glibc
#elseif canImport(Musl)
    @_exported public import Musl
#elseif canImport(Bionic)
    @_exported public import Bionic
#elseif canImport(Darwin)
    @_exported public import Darwin
#endif
#if os(Linux)
    // What the C library does not name of Linux. Its headers have the C library's types too: a release build wants both
    // modules seen.
    @_exported public import CLinux
#endif
