public import Captures

extension CompressionFormat {
    /// gzip, RFC 1952.
    public static var gzip: CompressionFormat {
        CompressionFormat(name: "gzip", magic: [0x1F, 0x8B]) { () throws(DecompressionFault) in try GzipDecompressor() }
    }

    /// Zstandard, RFC 8878.
    public static var zstd: CompressionFormat {
        CompressionFormat(name: "zstd", magic: [0x28, 0xB5, 0x2F, 0xFD]) { () throws(DecompressionFault) in
            try ZstdDecompressor()
        }
    }

    /// Every format of this module, for `CaptureReader`'s `compression`.
    public static var all: [CompressionFormat] { [gzip, zstd] }
}
