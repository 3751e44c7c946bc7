import CaptureCompression
import Captures
import PacketFilters
import Packets
import Streams

/// Counts over the packets of a capture file.
enum CountedFile {
    /// Feeds a statistic with the packets of a file that a filter chooses, as far as it can be read.
    /// - Returns: the fault at which the file ended, to be told behind what is good.
    static func feed(
        _ statistic: inout some Statistic, from path: String, filter: DisplayFilter? = nil, in registry: Registry
    ) throws(CaptureError) -> CaptureError? {
        var filter = filter
        var packets = try PacketReader(path: path, compression: CompressionFormat.all, in: registry)
        packets.dissector.followsFlows = statistic.needsConversations || filter?.needsConversations ?? false
        packets.dissector.findsBodies = statistic.needsBodies || filter?.needsBodies ?? false
        do throws(CaptureError) {
            while var packet = try packets.next() {
                if filter?.matches(&packet) ?? true { statistic.add(&packet) }
            }
            return nil
        } catch {
            return error
        }
    }
}
