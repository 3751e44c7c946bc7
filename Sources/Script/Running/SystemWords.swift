/// What Linux calls errors and constants.
enum SystemWords {
    /// Errors by their names, with their numbers and what they mean.
    static let errors: [String: (number: Int, meaning: String)] = [
        "EAGAIN": (11, "Resource temporarily unavailable"), "EWOULDBLOCK": (11, "Resource temporarily unavailable"),
        "EBADF": (9, "Bad file descriptor"), "EINVAL": (22, "Invalid argument"), "EPIPE": (32, "Broken pipe"),
        "ENOTSOCK": (88, "Socket operation on non-socket"), "EDESTADDRREQ": (89, "Destination address required"),
        "EMSGSIZE": (90, "Message too long"), "ENOPROTOOPT": (92, "Protocol not available"),
        "EOPNOTSUPP": (95, "Operation not supported"), "EADDRINUSE": (98, "Address already in use"),
        "EADDRNOTAVAIL": (99, "Cannot assign requested address"), "ENETUNREACH": (101, "Network is unreachable"),
        "ECONNABORTED": (103, "Software caused connection abort"), "ECONNRESET": (104, "Connection reset by peer"),
        "ENOBUFS": (105, "No buffer space available"),
        "EISCONN": (106, "Transport endpoint is already connected"),
        "ENOTCONN": (107, "Transport endpoint is not connected"), "ETIMEDOUT": (110, "Connection timed out"),
        "ECONNREFUSED": (111, "Connection refused"), "EHOSTUNREACH": (113, "No route to host"),
        "EALREADY": (114, "Operation already in progress"), "EINPROGRESS": (115, "Operation now in progress"),
    ]

    /// Constants by their names.
    static let constants: [String: Int64] = [
        "AF_INET": 2, "AF_INET6": 10, "PF_INET": 2, "PF_INET6": 10, "SOCK_STREAM": 1, "SOCK_DGRAM": 2,
        "SOCK_NONBLOCK": 0o4000, "SOCK_CLOEXEC": 0o2000000, "IPPROTO_IP": 0, "IPPROTO_TCP": 6, "IPPROTO_UDP": 17,
        "IPPROTO_IPV6": 41, "SHUT_RD": 0, "SHUT_WR": 1, "SHUT_RDWR": 2, "F_GETFL": 3, "F_SETFL": 4, "O_RDONLY": 0,
        "O_WRONLY": 1, "O_RDWR": 2, "O_NONBLOCK": 0o4000, "MSG_OOB": 1, "MSG_PEEK": 2, "MSG_TRUNC": 0x20,
        "MSG_DONTWAIT": 0x40, "MSG_WAITALL": 0x100, "MSG_NOSIGNAL": 0x4000, "MSG_MORE": 0x8000,
        "MSG_FASTOPEN": 0x2000_0000, "MSG_ZEROCOPY": 0x400_0000, "POLLIN": 1, "POLLPRI": 2, "POLLOUT": 4, "POLLERR": 8,
        "POLLHUP": 0x10, "POLLRDHUP": 0x2000, "SIOCINQ": 0x541B, "FIONREAD": 0x541B, "SIOCOUTQ": 0x5411,
        "TIOCOUTQ": 0x5411, "SIOCOUTQNSD": 0x894B, "SOL_SOCKET": 1, "SOL_TCP": 6, "SOL_IP": 0, "SOL_UDP": 17,
        "SOL_IPV6": 41,
    ]
}
