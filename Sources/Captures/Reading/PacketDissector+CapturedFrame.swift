public import Packets

extension PacketDissector {
    /// The packet that a captured frame holds, with its time, its number, its interface and its comments.
    @_lifetime(&self, copy frame)
    public mutating func packet(_ frame: CapturedFrame) -> PacketView {
        packet(frame.bytes, info(of: frame))
    }

    /// Handed on as it is made: a variable would be copied.
    @inline(__always)
    private mutating func info(of frame: CapturedFrame) -> FrameInfo {
        var info = FrameInfo(
            number: frameCount &+ 1, timestamp: frame.timestamp, capturedLength: frame.bytes.byteCount,
            originalLength: frame.originalLength, linkType: frame.linkType, interface: frame.interface)
        info.hasTimestamp = frame.hasTimestamp
        info.frameCheckSequenceLength = frame.frameCheckSequenceLength
        if frame.describesInterfaces {
            info.notes = frame.options.isEmpty ? plainNotes(of: frame) : notes(of: frame)
        }
        return info
    }

    /// What is said of a frame that has no comment: the same for all of its interface.
    @inline(__always)
    private mutating func plainNotes(of frame: CapturedFrame) -> StoredFrameNotes {
        while interfaceNotes.count <= frame.interface {
            interfaceNotes.append(
                StoredFrameNotes(interfaceName: frame.interfaces[interfaceNotes.count].name ?? "unknown", comments: []))
        }
        return interfaceNotes[frame.interface]
    }

    @inline(never)
    private func notes(of frame: CapturedFrame) -> StoredFrameNotes {
        StoredFrameNotes(interfaceName: frame.interfaceDescription.name ?? "unknown", comments: frame.comments)
    }
}
