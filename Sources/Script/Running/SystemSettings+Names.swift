import NetStack

extension SystemSettings {
    /// What the stack does anyway: with these values a setting changes nothing.
    private static let fixed: [String: [String]] = [
        "tcp_sack": ["1"], "tcp_dsack": ["1"], "tcp_timestamps": ["1"], "tcp_window_scaling": ["1"],
        "tcp_fack": ["0", "1"],
        "tcp_recovery": ["1"], "tcp_early_retrans": ["3"], "tcp_frto": ["2"], "tcp_reordering": ["3"],
        "tcp_slow_start_after_idle": ["1"], "tcp_abort_on_overflow": ["0"], "tcp_no_metrics_save": ["0", "1"],
        "tcp_fin_timeout": ["60"], "tcp_tw_reuse": ["0"], "tcp_adv_win_scale": ["1", "2"], "tcp_app_win": ["31"],
        "tcp_workaround_signed_windows": ["0"], "tcp_rfc1337": ["0"], "tcp_stdurg": ["0"], "tcp_orphan_retries": ["0"],
        "tcp_mtu_probing": ["0"], "tcp_thin_linear_timeouts": ["0"], "tcp_autocorking": ["0", "1"],
        // How a kernel cuts and paces what it sends, which is not seen in time that nobody counts.
        "tcp_min_tso_segs": [], "tcp_limit_output_bytes": [], "default_qdisc": [], "netdev_max_backlog": [],
        "optmem_max": [], "rmem_max": [], "wmem_max": [],
    ]

    /// Sets one of them.
    /// - Returns: whether that changes anything.
    mutating func set(
        _ name: String, _ value: String, _ file: String, _ place: ScriptPlace
    ) throws(ScriptError) -> Bool {
        func refuse(_ expected: String) -> ScriptError {
            ScriptError(.unsupported, file, place, "\(name) takes \(expected), not '\(value)'")
        }
        func number(_ range: ClosedRange<Int>) throws(ScriptError) -> Int {
            guard let number = Int(value), range.contains(number) else {
                throw refuse("a number from \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }
        /// The largest of three sizes.
        func largest() throws(ScriptError) -> Int {
            let sizes = value.split(separator: " ").compactMap { Int($0) }
            guard sizes.count == 3, sizes[2] >= 2048, sizes[2] <= 1 << 28 else {
                throw refuse("three sizes in octets, the last from 2048 to \(1 << 28)")
            }
            return sizes[2]
        }
        func choose(_ feature: TransportFeatures, _ range: ClosedRange<Int>) throws(ScriptError) {
            if try number(range) > 0 {
                configuration.features.insert(feature)
            } else {
                configuration.features.remove(feature)
            }
        }
        switch name {
        case "tcp_congestion_control":
            switch value {
            case "cubic": configuration.congestion = .cubic
            case "reno": configuration.congestion = .reno
            default: throw refuse("cubic or reno")
            }
        case "tcp_sack": try choose(.selectiveAcknowledgment, 0...1)
        case "tcp_timestamps": try choose(.timestamps, 0...1)
        case "tcp_window_scaling": try choose(.windowScale, 0...1)
        case "tcp_syncookies": try choose(.synCookies, 0...1)
        case "tcp_ecn":
            configuration.features.remove([.congestionNotification, .offersCongestionNotification])
            let choice = try number(0...2)
            if choice > 0 { configuration.features.insert(.congestionNotification) }
            if choice == 1 { configuration.features.insert(.offersCongestionNotification) }
        case "tcp_retries2": configuration.retransmissionLimit = try number(1...100)
        case "tcp_syn_retries", "tcp_synack_retries": configuration.handshakeLimit = try number(1...100)
        case "tcp_rmem": configuration.receiveLimit = try largest()
        case "tcp_wmem": configuration.sendLimit = try largest()
        case "ip_default_ttl": configuration.timeToLive = UInt8(try number(1...255))
        default:
            guard let values = Self.fixed[name] else {
                throw ScriptError(.unsupported, file, place, "not supported by the stack yet: \(name)")
            }
            guard values.isEmpty || values.contains(value) else {
                throw ScriptError(
                    .unsupported, file, place,
                    "not supported by the stack yet: \(name)=\(value), only \(values.joined(separator: " and "))")
            }
            return false
        }
        return true
    }
}
