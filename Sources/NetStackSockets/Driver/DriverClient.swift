package import NetStack

/// Who owns a connection, a listener or a socket of a driver's stack: an async socket, or a channel of an event loop. It is held
/// until it takes itself out of the driver's table, and called on the driver's thread.
package protocol DriverClient: AnyObject, Sendable {
    /// Something happened to what it owns.
    func happened(_ what: Happening)

    /// A deadline that it set has come.
    ///
    /// - Returns: the next one, in nanoseconds of the driver's clock; `nil` when it waits for none.
    func deadlineCame(_ now: UInt64) -> UInt64?

    /// The driver is shut down; nothing more will happen.
    func driverStopped()
}

/// Who owns what, by slot.
struct OwnerTable {
    private var owners: [(any DriverClient)?] = []

    subscript(slot: Int) -> (any DriverClient)? {
        get { slot < owners.count ? owners[slot] : nil }
        set {
            while owners.count <= slot { owners.append(nil) }
            owners[slot] = newValue
        }
    }

    /// Those that there are.
    var all: [any DriverClient] { owners.compactMap { $0 } }
}
