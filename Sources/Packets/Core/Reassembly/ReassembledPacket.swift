/// A packet that was put together, as the frame that brought its last piece knows it.
public struct ReassembledPacket: Sendable {
    /// One of its pieces.
    public struct Piece: Sendable {
        /// The number of the frame that brought it.
        public var frame: Int
        /// Where its octets belong.
        public var octets: Range<Int>
        public var faults: PieceFaults
    }

    /// Which of the frame's layers carries the last piece.
    public var layer: Int
    /// Where its octets lie among all of the packet's.
    public var octets: Range<Int>
    /// Its pieces, by their places.
    public var pieces: [Piece]

    /// Everything that is wrong with any of them.
    public var faults: PieceFaults { pieces.reduce(into: []) { $0.formUnion($1.faults) } }
}
