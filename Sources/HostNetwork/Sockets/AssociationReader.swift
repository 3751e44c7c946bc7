#if os(Linux)
    internal import CHostNetwork
    internal import Packets

    /// Tells SCTP's sockets from their associations, which the kernel lists behind each socket in messages of the same form:
    /// what follows a message with the same inode is an association, whose states are others.
    struct AssociationReader {
        private var latest: (dump: UInt32, inode: UInt32)?

        /// What a message says; `nil` when its octets hold no `inet_diag_msg`.
        mutating func record(_ message: borrowing NetlinkMessage) -> SocketRecord? {
            guard var record = SocketRecord(internet: message, .sctp) else { return nil }
            // A table that is asked for again begins anew.
            let place = (dump: message.sequence, inode: record.header.inode)
            if let latest, latest == place {
                record.header.state = SocketState(
                    association: message.payload.structure(over: inet_diag_msg()).idiag_state)
            }
            latest = place
            return record
        }
    }
#endif
