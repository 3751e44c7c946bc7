#if os(Linux)
    internal import SystemCalls

    extension HostNetworkError {
        /// The error for a call that failed with `number`. errno(3)
        /// - Parameters:
        ///   - action: what was tried: `ask the kernel`.
        ///   - explanation: the kernel's own words; empty when there are none.
        static func system(
            _ number: Int32, _ subject: String, action: String, explanation: String = ""
        ) -> HostNetworkError {
            let (code, remedy): (Code, String) =
                switch number {
                case EPERM, EACCES: (.notPermitted, "; root may")
                case EOPNOTSUPP, EPROTONOSUPPORT, EAFNOSUPPORT: (.notSupported, "; this kernel has no answer to it")
                case ENOENT, ENODEV, ESRCH, ENXIO: (.notFound, "")
                case ENETUNREACH, EHOSTUNREACH: (.unreachable, "")
                default: (.failed, "")
                }
            let words = explanation.isEmpty ? "" : " (\(explanation))"
            return HostNetworkError(
                code, subject: subject, errorNumber: number,
                message: "cannot \(action): \(ErrorNumber(rawValue: number))\(words)\(remedy)")
        }

        /// What the kernel's answer to a question about a route means: it tells of routes that lead nowhere by an error
        /// number. ip-route(8), route types
        var ofRoute: HostNetworkError {
            let words: String
            switch errorNumber {
            case ENETUNREACH: words = "there is none"
            case EHOSTUNREACH: words = "the route there is of type unreachable"
            case EACCES: words = "the route there is of type prohibit"
            case EINVAL: words = "the route there is of type blackhole, or none can lead there"
            default: return self
            }
            return HostNetworkError(.unreachable, subject: subject, errorNumber: errorNumber, message: words)
        }
    }
#endif
