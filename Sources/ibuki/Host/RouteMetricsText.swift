#if os(Linux)
    import HostNetwork
    import Packets

    /// What routes say of the path, as a person and as a program read it.
    enum RouteMetricsText {
        private enum Value {
            case number(UInt32)
            case time(Duration)
            case flag(Bool)
            case text(String)
            case names([String])
        }

        private struct Metric {
            /// ip(8)'s name.
            let name: String
            /// JSON's.
            let key: String
            let value: Value
            let isLocked: Bool
        }

        /// Those that a route has, in ip(8)'s order.
        private static func all(_ metrics: RouteMetrics) -> [Metric] {
            var all: [Metric] = []
            func add(_ kind: RouteMetricSet, _ name: String, key: String? = nil, _ value: Value?) {
                guard let value else { return }
                let isLocked = metrics.locked.contains(kind)
                all.append(Metric(name: name, key: key ?? name, value: value, isLocked: isLocked))
            }
            add(.mtu, "mtu", metrics.mtu.map(Value.number))
            add(.maximumWindow, "window", metrics.maximumWindow.map(Value.number))
            add(.roundTripTime, "rtt", metrics.roundTripTime.map(Value.time))
            add(.roundTripVariation, "rttvar", metrics.roundTripVariation.map(Value.time))
            add(.slowStartThreshold, "ssthresh", metrics.slowStartThreshold.map(Value.number))
            add(.maximumCongestionWindow, "cwnd", metrics.maximumCongestionWindow.map(Value.number))
            add(.advertisedMSS, "advmss", metrics.advertisedMSS.map(Value.number))
            add(.reordering, "reordering", metrics.reordering.map(Value.number))
            add(.hopLimit, "hoplimit", key: "hop_limit", metrics.hopLimit.map(Value.number))
            add(.initialCongestionWindow, "initcwnd", metrics.initialCongestionWindow.map(Value.number))
            add(.features, "features", metrics.features.map { .names($0.names) })
            add(.minimumRetransmissionTimeout, "rto_min", metrics.minimumRetransmissionTimeout.map(Value.time))
            add(.initialReceiveWindow, "initrwnd", metrics.initialReceiveWindow.map(Value.number))
            add(.quickAcknowledgment, "quickack", metrics.quickAcknowledgment.map(Value.flag))
            add(.congestionControl, "congctl", key: "congestion", metrics.congestionControl.map(Value.text))
            add(.fastOpenWithoutCookie, "fastopen_no_cookie", metrics.fastOpenWithoutCookie.map(Value.flag))
            return all
        }

        /// `mtu lock 1400`
        static func notes(_ metrics: RouteMetrics) -> [String] {
            all(metrics).map { metric in
                let value: String =
                    switch metric.value {
                    case .number(let number): "\(number)"
                    case .time(let time): Amount.duration(time)
                    case .flag(let flag): flag ? "1" : "0"
                    case .text(let text): text
                    case .names(let names): names.joined(separator: " ")
                    }
                return metric.name + (metric.isLocked ? " lock " : " ") + value
            }
        }

        static func add(_ metrics: RouteMetrics, to object: inout JSONObject) {
            let all = all(metrics)
            for metric in all {
                switch metric.value {
                case .number(let number): object.add(metric.key, number)
                case .time(let time): object.add(metric.key, time)
                case .flag(let flag): object.add(metric.key, flag)
                case .text(let text): object.add(metric.key, text)
                case .names(let names): object.add(metric.key, names)
                }
            }
            let locked = all.filter(\.isLocked).map(\.key)
            if !locked.isEmpty { object.add("locked", locked) }
        }
    }
#endif
