public import Packets

extension PacketDissector {
    /// The packet that a captured frame holds, with its time, its number, its interface and its comments.
    @inlinable @inline(__always) @_lifetime(&self, copy frame)
    public mutating func packet(_ frame: CapturedFrame) -> PacketView {
        packet(frame.bytes, info(of: frame))
    }

    /// Handed on as it is made: a variable would be copied.
    @inlinable @inline(__always)
    mutating func info(of frame: CapturedFrame) -> FrameInfo {
        var info = FrameInfo(
            number: frameCount &+ 1, timestamp: frame.timestamp, capturedLength: frame.bytes.byteCount,
            originalLength: frame.originalLength, linkType: frame.linkType, interface: frame.interface)
        info.hasTimestamp = frame.hasTimestamp
        info.frameCheckSequenceLength = frame.frameCheckSequenceLength
        if frame.describesInterfaces {
            info.notes = frame.hasOptions ? notes(of: frame) : plainNotes(of: frame)
        }
        return info
    }

    /// What is said of a frame that has no comment: the same for all of its interface.
    @inlinable @inline(__always)
    mutating func plainNotes(of frame: CapturedFrame) -> StoredFrameNotes {
        if interfaceNotes.count <= frame.interface { nameInterfaces(of: frame) }
        return interfaceNotes[frame.interface]
    }

    @inline(never) @usableFromInline
    mutating func nameInterfaces(of frame: CapturedFrame) {
        while interfaceNotes.count <= frame.interface {
            interfaceNotes.append(
                StoredFrameNotes(interfaceName: frame.interfaces[interfaceNotes.count].name ?? "unknown", comments: []))
        }
    }

    @inline(never) @usableFromInline
    func notes(of frame: CapturedFrame) -> StoredFrameNotes {
        StoredFrameNotes(interfaceName: frame.interfaceDescription.name ?? "unknown", comments: frame.comments)
    }
}
